/* landlock: access to files, and a few other things, for programs that have no namespaces of their
 * own. See landlock(7). */
#ifndef LAUNCH_LANDLOCK_H
#define LAUNCH_LANDLOCK_H

#include <stdbool.h>

#include "launch/house.h"

/* Make a ruleset by which a program may read and start what the system and the house provide, and do
 * what it likes below the two folders (descriptors). Returns a descriptor; -1 with errno: ENOSYS or
 * EOPNOTSUPP where the kernel has no Landlock. */
int landlock_make(const struct house *house, int box, int tmp);

/* Let this process, and all that it starts, obey the ruleset; of the processes in /proc, it can see
 * itself. It must have no_new_privs. Whoever started it holds its folder of /proc open (O_PATH),
 * else the rule for it may be forgotten. False with errno. */
bool landlock_enter(int ruleset);

/* Whether the rulesets of this kernel keep signals from leaving them. */
bool landlock_keeps_signals(void);

#endif
