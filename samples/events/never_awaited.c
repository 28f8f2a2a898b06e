#include <stdio.h>
#include "loop.h"

struct order {
    char name;
    double ms;
};

static void *task(void *argument)
{
    struct order *order = argument;
    printf("%c begins\n", order->name);
    await_time(order->ms);
    printf("%c is done\n", order->name);
    return NULL;
}

static struct order a = {'A', 20}, b = {'B', 500}, c = {'C', 30};

static void *first_task(void *unused)
{
    task_new(task, &a);
    task_start(task_new(task, &b));
    puts("A is made, B is started");
    await(task_new(task, &c));
    puts("the first task is done");
    return unused;
}

int main(void)
{
    loop_run(first_task, NULL);
    return 0;
}
