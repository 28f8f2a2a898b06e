/* confine: what the process that becomes the program gives up. */
#ifndef LAUNCH_CONFINE_H
#define LAUNCH_CONFINE_H

#include <stdbool.h>

#include "launch/room.h"

/* For this process and all that it starts, for ever: its order's limits, no capability, no new
 * privileges, the room's Landlock rules, the house's filter. May be called after vfork. False with
 * errno. */
bool confine(const struct room *room);

#endif
