/* box_path: a sample runs in a working folder whose name changes from run to run, and its program
 * lies in the store. What it prints must not depend on that, so in all output the folder is called
 * /box, and the program /box/NAME. */
#ifndef RUN_BOX_PATH_H
#define RUN_BOX_PATH_H

#include "run/launch.h"

#define BOX_PATH "/box"

struct box_path {
    const char *work;    /* absolute path of the folder in which working folders are made */
    const char *program; /* absolute path of the compiled program, or NULL */
    const char *name;    /* what the program is called */
};

/* Rename in both streams of the result; the chunks are adapted. */
void box_path_apply(const struct box_path *box, struct launch_result *result);

#endif
