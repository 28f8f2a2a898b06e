/* start: how the program comes into its room. */
#ifndef LAUNCH_START_H
#define LAUNCH_START_H

#include <stdint.h>
#include <sys/types.h>

#include "launch/luggage.h"
#include "launch/room.h"

/* Returns the program's process once it has been executed: confined, in a session of its own, with
 * the default signal dispositions and no descriptor but 0, 1 and 2, and TRACE_FD if it is traced.
 * *begin_ns (of clock_ns; 0 before) is just before that. -1 and a report when it could not. */
pid_t program_start(const struct room *room, const struct luggage *luggage, int64_t *begin_ns,
                    struct launch_report *report);

#endif
