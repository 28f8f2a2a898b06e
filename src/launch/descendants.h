/* descendants: all processes that this one started, at any depth, as /proc tells them. This one must
 * be a subreaper (PR_SET_CHILD_SUBREAPER): then whatever loses its parent becomes its child. */
#ifndef LAUNCH_DESCENDANTS_H
#define LAUNCH_DESCENDANTS_H

#include <stdbool.h>
#include <stdint.h>

/* Send SIGKILL to all of them. What they start meanwhile may escape: call it again until
 * waitpid says that there are no children. */
void descendants_kill(void);

/* Whether they all together use more than `limit` bytes of memory. */
bool descendants_exceed(uint64_t limit);

#endif
