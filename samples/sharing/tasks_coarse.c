#include <pthread.h>
#include <stdio.h>
#include <time.h>
#include "must.h"

enum { TASKS = 5 };

// [say]
static void say(int task, const char *what)
{
    printf("task %d: ", task);
    printf("%s\n", what);
}
// [say]

static pthread_mutex_t output_lock = PTHREAD_MUTEX_INITIALIZER;

// [task]
static void *do_task(void *argument)
{
    const int *task = argument;
    must(pthread_mutex_lock(&output_lock));
    say(*task, "starting");
    nanosleep(&(struct timespec){.tv_nsec = 20 * 1000 * 1000}, NULL);
    say(*task, "finishing");
    must(pthread_mutex_unlock(&output_lock));
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
