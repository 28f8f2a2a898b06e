#include <stdio.h>
#include "loop.h"

struct order {
    char name;
    double ms;
    int result;
};

static void *task(void *argument)
{
    struct order *order = argument;
    printf("%c begins\n", order->name);
    await_time(order->ms);
    printf("%c is done\n", order->name);
    return &order->result;
}

static void *first_task(void *unused)
{
    struct order a = {'A', 20, 111}, b = {'B', 90, 222}, c = {'C', 30, 333};

    int *result = await(task_new(task, &a));
    printf("awaited: %d\n", *result);

    struct task *tasks[] = {task_new(task, &b), task_new(task, &c)};
    void *results[2];
    gather(tasks, 2, results);
    printf("gathered: %d and %d\n", *(int *)results[0], *(int *)results[1]);
    return unused;
}

int main(void)
{
    loop_run(first_task, NULL);
    return 0;
}
