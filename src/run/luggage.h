/* luggage: what one run takes into its room: the program's name, arguments, environment and files,
 * as launch_protocol.h lays them out. */
#ifndef RUN_LUGGAGE_H
#define RUN_LUGGAGE_H

#include "run/launch.h"

/* Pack it into a file in memory. Returns a descriptor that the caller closes, or -1 with errno. */
int luggage_pack(const struct launch_spec *spec);

#endif
