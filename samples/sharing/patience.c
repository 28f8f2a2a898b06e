#define _POSIX_C_SOURCE 200809L
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <time.h>
#include "must.h"

static pthread_mutex_t printer = PTHREAD_MUTEX_INITIALIZER;

static struct timespec milliseconds_from_now(long ms)
{
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    t.tv_nsec += ms * 1000 * 1000;
    t.tv_sec += t.tv_nsec / 1000000000;
    t.tv_nsec %= 1000000000;
    return t;
}

// [worker]
static void *want_to_print(void *unused)
{
    if (pthread_mutex_trylock(&printer) == EBUSY)
        printf("worker: in use, I'll do something else first\n");

    struct timespec deadline = milliseconds_from_now(50);
    if (pthread_mutex_timedlock(&printer, &deadline) == ETIMEDOUT)
        printf("worker: in use for 50 ms more, I give up\n");
    return unused;
}
// [worker]

// [main]
int main(void)
{
    pthread_t worker;
    must(pthread_mutex_lock(&printer));
    must(pthread_create(&worker, NULL, want_to_print, NULL));
    must(pthread_join(worker, NULL));
    must(pthread_mutex_unlock(&printer));

    must(pthread_mutex_trylock(&printer));
    printf("main: now it is free\n");
    must(pthread_mutex_unlock(&printer));
    return 0;
}
// [main]
