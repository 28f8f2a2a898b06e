/* clock: the two clocks of records. */
#ifndef RECORDER_CLOCK_H
#define RECORDER_CLOCK_H

#include <stdint.h>
#include <time.h>

static inline uint64_t clock_read_ns(clockid_t id)
{
    struct timespec t;
    clock_gettime(id, &t);
    return (uint64_t)t.tv_sec * 1000000000U + (uint64_t)t.tv_nsec;
}

static inline uint64_t clock_now_ns(void)
{
    return clock_read_ns(CLOCK_MONOTONIC);
}

/* CPU time of this thread. Half a microsecond: a system call, unlike the other. */
static inline uint32_t clock_cpu_us(void)
{
    return (uint32_t)(clock_read_ns(CLOCK_THREAD_CPUTIME_ID) / 1000);
}

#endif
