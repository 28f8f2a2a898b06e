/* stream: standard input, output and error of one run, and what comes out of the last two. */
#ifndef RUN_STREAM_H
#define RUN_STREAM_H

#include "run/launch.h"

/* By number; -1: there is none, or it is closed. Ours do not block. */
struct streams {
    int theirs[3], ours[3];
};
#define STREAMS_INIT                                                                               \
    {                                                                                              \
        {-1, -1, -1},                                                                              \
        {                                                                                          \
            -1, -1, -1                                                                             \
        }                                                                                          \
    }

/* False, with errno; what was opened is closed by the two functions below. */
bool streams_open(struct streams *s, const struct launch_spec *spec);
void streams_close_theirs(struct streams *s);
void streams_close(struct streams *s);

/* Read once from stream `fd` (1 or 2) into the result, of which each stream holds at most `max`
 * bytes. False when there was nothing to read now; after its end the stream is closed. */
bool streams_take(struct streams *s, int fd, size_t max, struct launch_result *result);

/* Read both until nothing is left, when nobody writes any more. */
void streams_take_rest(struct streams *s, size_t max, struct launch_result *result);

#endif
