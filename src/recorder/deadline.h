/* deadline: what glibc looks at in a deadline before it takes what is free. Where it would refuse, no try
 * may come before it. */
#ifndef RECORDER_DEADLINE_H
#define RECORDER_DEADLINE_H

#include <stdbool.h>
#include <time.h>

static inline bool deadline_has_clock(clockid_t clock)
{
    return clock == CLOCK_REALTIME || clock == CLOCK_MONOTONIC;
}

static inline bool deadline_is_valid(clockid_t clock, const struct timespec *deadline)
{
    return deadline_has_clock(clock) && deadline->tv_nsec >= 0 && deadline->tv_nsec < 1000000000;
}

#endif
