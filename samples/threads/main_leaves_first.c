#include <pthread.h>
#include <stdio.h>
#include <time.h>
#include "must.h"

static void *save_results(void *unused)
{
    (void)unused;
    nanosleep(&(struct timespec){.tv_nsec = 200 * 1000 * 1000}, NULL);
    puts("worker: results saved");
    return NULL;
}

int main(void)
{
    pthread_t worker;

    puts("main: starting the worker and leaving");
    must(pthread_create(&worker, NULL, save_results, NULL));
    must(pthread_detach(worker));
    pthread_exit(NULL);
}
