/* pool: do n things on a few threads. The work is known before the threads start; each call writes
 * only its own slot, so results need no lock and come out in the order of the work. */
#ifndef BASE_POOL_H
#define BASE_POOL_H

#include <stddef.h>

/* Call fn(ctx, i) once for every i < n, from `threads` threads (at least 1; the caller waits).
 * Items are taken in order. */
void pool_each(size_t n, int threads, void (*fn)(void *ctx, size_t i), void *ctx);

/* How many CPUs this process may use: affinity and the cgroup's CPU quota, at least 1. */
int pool_cpus(void);

#endif
