#include <pthread.h>
#include <stdio.h>
#include <time.h>
#include "must.h"

enum { TASKS = 5 };

static void *do_task(void *argument)
{
    const int *number = argument;
    printf("task %d: starting\n", *number);
    nanosleep(&(struct timespec){.tv_nsec = 20 * 1000 * 1000}, NULL);
    printf("task %d: finishing\n", *number);
    return NULL;
}

// [main]
int main(void)
{
    for (int i = 0; i < TASKS; i++) {
        pthread_t thread;
        must(pthread_create(&thread, NULL, do_task, &i));
        must(pthread_join(thread, NULL)); /* too early: nothing else has been started */
    }
    return 0;
}
// [main]
