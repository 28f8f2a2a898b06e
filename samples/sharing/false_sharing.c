#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include "must.h"

#ifndef APART
#define APART 8
#endif

enum { THREADS = 2, INCREMENTS = 6 * 1000 * 1000 };

struct counter {
    _Alignas(APART) atomic_long value;
};

static _Alignas(256) struct counter counters[THREADS];

static void *count(void *argument)
{
    struct counter *own = argument;
    for (int i = 0; i < INCREMENTS; i++)
        atomic_fetch_add_explicit(&own->value, 1, memory_order_relaxed);
    return NULL;
}

int main(void)
{
    pthread_t threads[THREADS];
    for (int i = 0; i < THREADS; i++)
        must(pthread_create(&threads[i], NULL, count, &counters[i]));
    for (int i = 0; i < THREADS; i++)
        must(pthread_join(threads[i], NULL));
    printf("together: %ld\n", counters[0].value + counters[1].value);
    return 0;
}
