/* milliseconds: what a clock of the system shows, in milliseconds. */
#ifndef MILLISECONDS_H
#define MILLISECONDS_H

#include <time.h>

static inline double milliseconds(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

#endif
