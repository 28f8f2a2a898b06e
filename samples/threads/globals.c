#include <pthread.h>
#include <stdio.h>
#include "must.h"

static int shared = 1;
static _Thread_local int own = 1;

static void report(const char *who)
{
    printf("%s shared = %d, own = %d\n", who, shared, own);
}

static void *double_both(void *unused)
{
    (void)unused;
    shared *= 2;
    own *= 2;
    report("worker:     ");
    return NULL;
}

int main(void)
{
    pthread_t worker;

    report("main before:");
    must(pthread_create(&worker, NULL, double_both, NULL));
    must(pthread_join(worker, NULL));
    report("main after: ");
    return 0;
}
