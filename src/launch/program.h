/* program: one program in its room, from its start until nothing of it is alive. */
#ifndef LAUNCH_PROGRAM_H
#define LAUNCH_PROGRAM_H

#include "launch/luggage.h"
#include "launch/room.h"

/* Start the program, watch it, kill what is left. This process has no other children. Fills in the
 * report but for what was found. */
void program_run(const struct room *room, const struct luggage *luggage,
                 struct launch_report *report);

#endif
