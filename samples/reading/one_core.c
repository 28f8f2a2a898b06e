#define _GNU_SOURCE
#include <err.h>
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include "must.h"
#include "work.h"

static void *compute(void *result)
{
    *(unsigned *)result = work(6 * 1000 * 1000);
    return NULL;
}

int main(void)
{
    pthread_t threads[2];
    unsigned results[2];
    cpu_set_t one_core;
    CPU_ZERO(&one_core);
    CPU_SET(sched_getcpu(), &one_core);
    if (sched_setaffinity(0, sizeof one_core, &one_core) < 0)
        err(1, "sched_setaffinity");
    for (int i = 0; i < 2; i++)
        must(pthread_create(&threads[i], NULL, compute, &results[i]));
    for (int i = 0; i < 2; i++)
        must(pthread_join(threads[i], NULL));
    printf("computed: %u and %u\n", results[0], results[1]);
    return 0;
}
