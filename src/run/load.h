/* load: what all processes of the machine together have used of its CPUs, as /proc/stat counts it: in
 * hundredths of a second, seen at each tick of the clock. So a difference over less than some tenths of
 * a second says little. */
#ifndef RUN_LOAD_H
#define RUN_LOAD_H

#include <stdbool.h>

#include "base/str.h"

struct load {
    double busy_s;   /* of all CPUs, since the machine was started */
    double stolen_s; /* taken by the host of a virtual machine, while there was something to do */
};

/* All zero where there is no /proc/stat. */
void load_read(struct load *load);
/* The same from the contents of the file; `ticks`: what it counts a second. False: they are no such. */
bool load_parse(struct str text, long ticks, struct load *load);

#endif
