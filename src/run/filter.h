/* filter: which system calls a sandboxed program may not make, as a seccomp filter (seccomp(2)). The
 * namespaces and mounts keep programs apart; the filter takes away what of the kernel they could
 * still reach, and what no course needs. All that is not named is allowed. */
#ifndef RUN_FILTER_H
#define RUN_FILTER_H

#include "run/sandbox.h"

/* Returns a file in memory that holds the filter's instructions, which the caller closes. -1 after
 * filling *err. */
int filter_make(enum sandbox_kind kind, enum sandbox_level level, struct err *err);

#endif
