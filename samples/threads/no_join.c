#include <pthread.h>
#include <stdio.h>
#include <unistd.h>
#include "must.h"

static void *save_results(void *unused)
{
    (void)unused;
    sleep(60);
    puts("worker: results saved");
    return NULL;
}

int main(void)
{
    pthread_t worker;

    must(pthread_create(&worker, NULL, save_results, NULL));
    puts("main: worker started, nothing left to do");
    return 0;
}
