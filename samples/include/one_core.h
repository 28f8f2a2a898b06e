/* stay_on_one_core: this thread, and those that it starts later, share one core. */
#ifndef ONE_CORE_H
#define ONE_CORE_H

#ifndef _GNU_SOURCE
#error "define _GNU_SOURCE before the first #include: affinity is not part of POSIX"
#endif

#include <err.h>
#include <sched.h>

static inline void stay_on_one_core(void)
{
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(sched_getcpu(), &one);
    if (sched_setaffinity(0, sizeof one, &one) < 0)
        err(1, "sched_setaffinity");
}

#endif
