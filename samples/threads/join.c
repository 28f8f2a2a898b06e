#include <pthread.h>
#include <stdio.h>
#include <time.h>
#include "must.h"

static void *save_results(void *unused)
{
    (void)unused;
    puts("worker: saving");
    nanosleep(&(struct timespec){.tv_nsec = 20 * 1000 * 1000}, NULL);
    puts("worker: results saved");
    return NULL;
}

int main(void)
{
    pthread_t worker;

    puts("main: starting the worker");
    must(pthread_create(&worker, NULL, save_results, NULL));
    puts("main: worker started");
    must(pthread_join(worker, NULL));
    puts("main: worker has ended");
    return 0;
}
