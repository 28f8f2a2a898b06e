/* box_path: at the levels without file systems of their own, a program runs in FOLDER/box and has
 * FOLDER/tmp, where FOLDER's name changes from run to run. What it prints must not depend on that, so
 * in all output they are called /box and /tmp, as they are where nothing else is seen. */
#ifndef RUN_BOX_PATH_H
#define RUN_BOX_PATH_H

#include "run/launch.h"

/* Rename in both streams of the result; the chunks are adapted. `folder`: absolute. */
void box_path_apply(const char *folder, struct launch_result *result);

#endif
