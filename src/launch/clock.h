/* clock: the time that limits are measured by. */
#ifndef LAUNCH_CLOCK_H
#define LAUNCH_CLOCK_H

#include <stdint.h>
#include <time.h>

enum { NS_PER_MS = 1000000 };

static inline int64_t clock_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 * NS_PER_MS + t.tv_nsec;
}

/* What this process has had of the CPUs. */
static inline int64_t clock_cpu_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (int64_t)t.tv_sec * 1000 * NS_PER_MS + t.tv_nsec;
}

/* A span of time; a negative one is none. */
static inline struct timespec clock_span(int64_t ns)
{
    if (ns < 0)
        ns = 0;
    return (struct timespec){ns / (1000 * NS_PER_MS), ns % (1000 * NS_PER_MS)};
}

#endif
