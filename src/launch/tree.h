/* tree: a folder with all that is below it, whatever a hostile program made of it. */
#ifndef LAUNCH_TREE_H
#define LAUNCH_TREE_H

#include <stdbool.h>

/* Remove `name` of the folder `dir`, which need not be there; no link is followed. Nobody else may
 * change it meanwhile. False with errno when something of it is left. */
bool tree_remove(int dir, const char *name);

#endif
