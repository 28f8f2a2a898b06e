#include <stdio.h>
#include <time.h>
#include "coroutine.h"

enum { TASKS = 3 };

struct order {
    char name;
    int naps;
};

static void task(void *argument)
{
    struct order *order = argument;
    for (int i = 1; i <= order->naps; i++) {
        nanosleep(&(struct timespec){.tv_nsec = 10 * 1000 * 1000}, NULL);
        printf("%c, nap %d\n", order->name, i);
        coroutine_yield(NULL);
    }
}

int main(void)
{
    struct order orders[TASKS] = {{'A', 2}, {'B', 3}, {'C', 4}};
    struct coroutine *tasks[TASKS];
    for (int i = 0; i < TASKS; i++)
        tasks[i] = coroutine_new(task, &orders[i]);

    int left = TASKS;
    while (left > 0)
        for (int i = 0; i < TASKS; i++)
            if (!coroutine_is_done(tasks[i])) {
                coroutine_resume(tasks[i]);
                left -= coroutine_is_done(tasks[i]);
            }
    for (int i = 0; i < TASKS; i++)
        coroutine_free(tasks[i]);
    return 0;
}
