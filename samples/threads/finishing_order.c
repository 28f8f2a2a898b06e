#include <pthread.h>
#include <stdio.h>
#include <time.h>
#include "must.h"

enum { TASKS = 5, SECOND_NS = 1000 * 1000 * 1000 };

static struct timespec bell; /* all of them sleep until then */

static void set_bell(long ms)
{
    clock_gettime(CLOCK_MONOTONIC, &bell);
    bell.tv_nsec += ms * 1000 * 1000;
    bell.tv_sec += bell.tv_nsec / SECOND_NS;
    bell.tv_nsec %= SECOND_NS;
}

static void *do_task(void *argument)
{
    const int *number = argument;
    clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &bell, NULL);
    printf("%d ", *number);
    return NULL;
}

int main(void)
{
    pthread_t threads[TASKS];
    int numbers[TASKS];

    set_bell(2);
    printf("finished: ");
    for (int i = 0; i < TASKS; i++) {
        numbers[i] = i;
        must(pthread_create(&threads[i], NULL, do_task, &numbers[i]));
    }
    for (int i = 0; i < TASKS; i++)
        must(pthread_join(threads[i], NULL));
    printf("\n");
    return 0;
}
