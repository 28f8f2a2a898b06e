#include <pthread.h>
#include <stdio.h>
#include <time.h>
#include "must.h"

enum { TASKS = 5 };

// [say]
static void say(int task, const char *what)
{
    /* two calls: another thread may come in between */
    printf("task %d: ", task);
    printf("%s\n", what);
}
// [say]

// [task]
static void *do_task(void *argument)
{
    const int *task = argument;
    say(*task, "starting");
    nanosleep(&(struct timespec){.tv_nsec = 20 * 1000 * 1000}, NULL);
    say(*task, "finishing");
    return NULL;
}
// [task]

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
