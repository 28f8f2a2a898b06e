/* usage: what the processes of a room use, against what they may. */
#ifndef LAUNCH_USAGE_H
#define LAUNCH_USAGE_H

#include <stdbool.h>
#include <stdint.h>

#include "launch/room.h"

struct usage {
    enum launch_cause
        passed;           /* LAUNCH_PROCESSES, LAUNCH_MEMORY, LAUNCH_FILES; LAUNCH_ENDED: none */
    bool was_exact;       /* memory was so near to its limit that it took an expensive look */
    uint64_t rough_bytes; /* memory as the cheap look counts it, never too little */
};

/* Which limit of the room's order is passed now. `known_bytes`: the rough_bytes of an exact look not
 * long ago that found nothing; as long as there is hardly more, there is no other. 0: none. */
struct usage usage_check(const struct room *room, uint64_t known_bytes);

#endif
