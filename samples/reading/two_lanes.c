#include <pthread.h>
#include <stdio.h>
#include "must.h"
#include "nap.h"
#include "work.h"

static void *compute(void *result)
{
    *(unsigned *)result = work(6 * 1000 * 1000);
    return NULL;
}

static void *rest(void *unused)
{
    nap(10);
    return unused;
}

int main(void)
{
    pthread_t computing, resting;
    unsigned result;
    must(pthread_create(&computing, NULL, compute, &result));
    must(pthread_create(&resting, NULL, rest, NULL));
    must(pthread_join(computing, NULL));
    must(pthread_join(resting, NULL));
    printf("computed: %u\n", result);
    return 0;
}
