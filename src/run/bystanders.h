/* bystanders: how much of the machine's CPUs others use while programs of ours are timed, one after
 * the other. One thread. */
#ifndef RUN_BYSTANDERS_H
#define RUN_BYSTANDERS_H

#include <stddef.h>

#include "run/load.h"

enum { BYSTANDERS_MARKS = 64 };

/* A moment, with what had been used by then, in seconds since some beginning. */
struct bystanders_mark {
    double now_s, own_s; /* own: drawloom and what it started */
    struct load all;
};

struct bystanders {
    struct bystanders_mark marks[BYSTANDERS_MARKS]; /* a ring of the last ones */
    size_t count;                                   /* of all that there were */
    double self_s;                                  /* of this process, at the last mark */
    double own_s;
};

/* Nothing of ours runs now, and soon something will. */
void bystanders_begin(struct bystanders *b);

/* `runs` programs have been run since the last call, with so much wall and CPU time in all. Tells how
 * many cores, on average, were taken by others and by the host of a virtual machine: from then to now,
 * and for some tenths of a second before that when it is a shorter time. */
void bystanders_look(struct bystanders *b, size_t runs, double wall_s, double cpu_s,
                     double *foreign, double *stolen);

#endif
