/* chrome_event: one event after the other of Chrome's Trace Event Format, as JSON without indentation.
 * An event is written by chrome_event_begin, members, maybe chrome_event_args and members of these, and
 * chrome_event_end. Times are given in nanoseconds and written in microseconds, with their fractions. */
#ifndef RUN_CHROME_EVENT_H
#define RUN_CHROME_EVENT_H

#include <stdint.h>

#include "base/buf.h"

struct chrome_events {
    struct buf *out;
    bool first_event, first_member;
    bool in_args;
};

/* Whose lane it is drawn in. */
struct chrome_thread {
    int64_t pid, tid;
};

/* `phase`: X complete, i instant, b and e an asynchronous one, s and f a flow, M metadata. `category`
 * may be NULL. */
void chrome_event_begin(struct chrome_events *e, char phase, const char *category, const char *name,
                        struct chrome_thread thread);
void chrome_event_end(struct chrome_events *e);
/* What follows are its arguments. */
void chrome_event_args(struct chrome_events *e);

void chrome_event_time(struct chrome_events *e, const char *key, int64_t ns);
void chrome_event_integer(struct chrome_events *e, const char *key, int64_t value);
void chrome_event_text(struct chrome_events *e, const char *key, const char *value);
void chrome_event_texts(struct chrome_events *e, const char *key, const char *const *values,
                        size_t count);
void chrome_event_flag(struct chrome_events *e, const char *key); /* true */

#endif
