#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include "must.h"

enum { THREADS = 4, INCREMENTS = 1000 * 1000 };

static atomic_long counter;

static void *count(void *unused)
{
    for (int i = 0; i < INCREMENTS; i++)
        counter = counter + 1;
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
