#include <pthread.h>
#include <stdio.h>
#include "must.h"

#ifndef INCREMENTS
#define INCREMENTS 1000
#endif

enum { THREADS = 2 };

static long counter;

static void *count(void *unused)
{
    for (int i = 0; i < INCREMENTS; i++)
        counter++;
    return unused;
}

int main(void)
{
    pthread_t threads[THREADS];
    for (int i = 0; i < THREADS; i++)
        must(pthread_create(&threads[i], NULL, count, NULL));
    for (int i = 0; i < THREADS; i++)
        must(pthread_join(threads[i], NULL));
    printf("counter: %ld\n", counter);
    return 0;
}
