/* bwrap: the command line of bubblewrap for the full level: what a sandbox sees of this machine. */
#ifndef RUN_BWRAP_H
#define RUN_BWRAP_H

#include "course/words.h"
#include "run/sandbox.h"

/* Start `path`, which starts "serve full". `readable`: further paths that programs may read. NULL at
 * the end; lives in `a`. */
const char *const *bwrap_command(const char *path, const struct words *readable, struct arena *a);

#endif
