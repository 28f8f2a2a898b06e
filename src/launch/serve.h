/* serve: the process that fulfils drawloom's orders, one after the other. */
#ifndef LAUNCH_SERVE_H
#define LAUNCH_SERVE_H

#include "launch/house.h"

/* Returns the exit status: 0 when LAUNCH_ORDERS has ended. Otherwise stderr says why. */
int serve(struct house *house);

#endif
