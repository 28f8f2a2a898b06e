#include <err.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include "must.h"
#include "pool.h"

enum { TASKS = 8, WORKERS = 4, SECOND_NS = 1000 * 1000 * 1000 };

static struct timespec bell; /* nobody is done before it rings */

static void set_bell(long ms)
{
    clock_gettime(CLOCK_MONOTONIC, &bell);
    bell.tv_nsec += ms * 1000 * 1000;
    bell.tv_sec += bell.tv_nsec / SECOND_NS;
    bell.tv_nsec %= SECOND_NS;
}

// [sums]
static double as_they_come;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *compute(void *argument)
{
    const double *value = argument;
    clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &bell, NULL);
    must(pthread_mutex_lock(&lock));
    as_they_come += *value;
    must(pthread_mutex_unlock(&lock));
    return argument;
}

int main(int argc, char *argv[])
{
    double values[TASKS] = {1e16, 1, 1, 1, -1e16, 1, 1, 1}, in_order = 0;
    struct future *futures[TASKS];
    if (argc != 2)
        errx(2, "usage: %s come|order", argv[0]);

    set_bell(3);
    struct pool *pool = pool_open(WORKERS);
    for (int i = 0; i < TASKS; i++)
        futures[i] = pool_submit(pool, compute, &values[i]);
    for (int i = 0; i < TASKS; i++) {
        const double *value = future_wait(futures[i]);
        in_order += *value;
    }
    pool_close(pool);
    printf("%g\n", strcmp(argv[1], "come") == 0 ? as_they_come : in_order);
    return 0;
}
// [sums]
