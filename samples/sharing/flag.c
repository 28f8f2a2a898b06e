#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <time.h>
#include "must.h"

static bool ready;

static void *wait_for_flag(void *unused)
{
    while (!ready)
        ;
    return unused;
}

int main(void)
{
    pthread_t waiter;
    must(pthread_create(&waiter, NULL, wait_for_flag, NULL));
    nanosleep(&(struct timespec){.tv_nsec = 200 * 1000 * 1000}, NULL);
    ready = true;
    printf("main: the flag is up\n");
    must(pthread_join(waiter, NULL));
    printf("main: the waiter has seen it\n");
    return 0;
}
