#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <time.h>
#include "must.h"
#include "one_core.h"

enum { TASKS = 40 };

static void *wait_for_something(void *unused)
{
    nanosleep(&(struct timespec){.tv_nsec = 50 * 1000 * 1000}, NULL);
    return unused;
}

int main(void)
{
    pthread_t threads[TASKS];
    stay_on_one_core();
    for (int i = 0; i < TASKS; i++)
        must(pthread_create(&threads[i], NULL, wait_for_something, NULL));
    for (int i = 0; i < TASKS; i++)
        must(pthread_join(threads[i], NULL));
    printf("%d tasks that wait, in threads: done\n", TASKS);
    return 0;
}
