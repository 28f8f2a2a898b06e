#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include "must.h"
#include "one_core.h"
#include "work.h"

enum { THREADS = 4, STEPS = 4 * 1000 * 1000 };

static void *compute(void *argument)
{
    unsigned *result = argument;
    *result = work(STEPS);
    return NULL;
}

int main(void)
{
    pthread_t threads[THREADS];
    unsigned results[THREADS];

    stay_on_one_core();
    for (int i = 0; i < THREADS; i++)
        must(pthread_create(&threads[i], NULL, compute, &results[i]));
    for (int i = 0; i < THREADS; i++)
        must(pthread_join(threads[i], NULL));
    printf("all alike: %s\n", results[0] == results[3] ? "yes" : "no");
    return 0;
}
