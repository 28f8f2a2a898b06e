/* user: who sandboxed programs are, outside, when drawloom is root. bubblewrap started by root leaves
 * too much open, and root's processes have no limit on their number. */
#ifndef RUN_USER_H
#define RUN_USER_H

#include <stdbool.h>

#include "base/err.h"

/* A user number that belongs to nobody and has no process; 0 when drawloom need not give up anything:
 * it is not root, or its root is an ordinary user's (uid_map of user_namespaces(7)). False: it is
 * root and cannot become anybody else. */
bool user_unused(unsigned *uid, struct err *err);

#endif
