#include <pthread.h>
#include <stdio.h>
#include <time.h>
#include "must.h"

enum { TASKS = 5 };

static void *do_task(void *argument)
{
    const int *number = argument;
    nanosleep(&(struct timespec){.tv_nsec = 2 * 1000 * 1000}, NULL);
    printf("%d ", *number);
    return NULL;
}

int main(void)
{
    pthread_t threads[TASKS];
    int numbers[TASKS];

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
