/* nap: sleep for some milliseconds. */
#ifndef NAP_H
#define NAP_H

#include <time.h>

static inline void nap(int ms)
{
    nanosleep(&(struct timespec){.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000L}, NULL);
}

#endif
