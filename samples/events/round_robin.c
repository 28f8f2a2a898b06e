#include <stdio.h>
#include "coroutine.h"

enum { TASKS = 2 };

struct order {
    char name;
    int steps, result;
};

static void task(void *argument)
{
    struct order *order = argument;
    for (int i = 1; i <= order->steps; i++) {
        printf("%c works, step %d of %d\n", order->name, i, order->steps);
        coroutine_yield(NULL); /* nothing yet */
    }
    printf("%c is done\n", order->name);
    coroutine_yield(&order->result);
}

static void run_in_turn(struct coroutine *tasks[], int count)
{
    while (count > 0) {
        int left = 0;
        for (int i = 0; i < count; i++) {
            int *result = coroutine_resume(tasks[i]);
            if (result == NULL) {
                tasks[left++] = tasks[i];
            } else {
                printf("the loop has a result: %d\n", *result);
                coroutine_free(tasks[i]);
            }
        }
        count = left;
    }
}

int main(void)
{
    struct order a = {'A', 2, 12345}, b = {'B', 3, 54321};
    struct coroutine *tasks[TASKS] = {coroutine_new(task, &a), coroutine_new(task, &b)};
    puts("two tasks are made");
    run_in_turn(tasks, TASKS);
    return 0;
}
