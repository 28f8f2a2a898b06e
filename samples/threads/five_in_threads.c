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
    pthread_t threads[TASKS];
    int numbers[TASKS];

    for (int i = 0; i < TASKS; i++) {
        numbers[i] = i;
        must(pthread_create(&threads[i], NULL, do_task, &numbers[i]));
    }
    for (int i = 0; i < TASKS; i++)
        must(pthread_join(threads[i], NULL));
    return 0;
}
// [main]
