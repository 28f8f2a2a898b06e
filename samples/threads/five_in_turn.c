#include <stdio.h>
#include <time.h>

enum { TASKS = 5 };

static void *do_task(void *argument)
{
    const int *number = argument;
    printf("task %d: starting\n", *number);
    nanosleep(&(struct timespec){.tv_nsec = 20 * 1000 * 1000}, NULL);
    printf("task %d: finishing\n", *number);
    return NULL;
}

int main(void)
{
    for (int i = 0; i < TASKS; i++)
        do_task(&i);
    return 0;
}
