/* disturbance: whether something else on the machine made a timed run longer. See the essay in the
 * .c file. */
#ifndef RUN_DISTURBANCE_H
#define RUN_DISTURBANCE_H

#include "run/machine.h"
#include "run/timing.h"

enum disturbance {
    DISTURBANCE_NONE,
    DISTURBANCE_FOREIGN, /* another program used the CPUs */
    DISTURBANCE_STOLEN,  /* the host of the virtual machine did */
    DISTURBANCE_WAITED,  /* its threads were ready, but waited for a core */
    DISTURBANCE_KINDS
};

/* What is usual for a sample: medians over all its runs; shares are of the wall time. */
struct disturbance_usual {
    double cpu_share, delay_share, switches;
};
struct disturbance_usual disturbance_usual(const struct timing_run *runs, size_t count);

enum disturbance disturbance_of(const struct timing_run *run, const struct disturbance_usual *usual,
                                const struct machine *machine);

/* In words, for a reader of the page: "another program used 0.4 of a core"; in `a`. */
const char *disturbance_text(enum disturbance what, const struct timing_run *run, struct arena *a);

#endif
