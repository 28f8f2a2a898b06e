/* keep: the process outside of the sandbox, which leaves nothing of it alive. */
#ifndef LAUNCH_KEEP_H
#define LAUNCH_KEEP_H

#include <sys/types.h>

/* Give up root for `uid` (0: stay who we are), start argv, and when it ends or LAUNCH_CONTROL does,
 * kill all that lives of it. Returns the exit status: 0 when nothing is left; otherwise argv was
 * not started, and stderr says why. */
int keep(uid_t uid, char **argv);

#endif
