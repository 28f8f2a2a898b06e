/* usage: what the processes of a room use, against what they may. */
#ifndef LAUNCH_USAGE_H
#define LAUNCH_USAGE_H

#include <stdbool.h>

#include "launch/room.h"

struct usage {
    enum launch_cause
        passed;     /* LAUNCH_PROCESSES, LAUNCH_MEMORY, LAUNCH_FILES; LAUNCH_ENDED: none */
    bool was_exact; /* memory was so near to its limit that it took an expensive look */
};

/* Which limit of the room's order is passed now. */
struct usage usage_check(const struct room *room);

#endif
