/* box: one sandbox that is open, in which programs are run one after the other. What one run leaves
 * behind (processes, files, shared memory, queues) is gone before the next begins. Opening takes a few
 * milliseconds, each run about as long as without a sandbox. Knows nothing about samples.
 *
 * Different boxes may be used by different threads at once; one box by one thread at a time. */
#ifndef RUN_BOX_H
#define RUN_BOX_H

#include "run/sandbox.h"

struct box;

/* The message of an error: nothing came within the time limit and some seconds more. */
#define BOX_NO_ANSWER "the sandbox does not answer"

/* Begin a box. `dir`: an absolute folder, which exists, for those levels that have no file systems of
 * their own; what is made in it is removed by box_close, but not the folder itself. The sandbox must
 * outlive the box. What does not work inside shows at the first box_run. */
bool box_open(const struct sandbox *sandbox, enum sandbox_kind kind, const char *dir,
              struct box **box, struct err *err);

/* Run spec->argv. A program that fails, crashes or runs too long is a result, not an error: false
 * means that it could not be started or watched, or that the build was interrupted (the result is
 * then empty). The caller releases the result in either case. */
bool box_run(struct box *box, const struct launch_spec *spec, struct launch_result *result,
             struct err *err);

/* Kill what lives in it and wait until it is gone; accepts NULL. */
void box_close(struct box *box);

#endif
