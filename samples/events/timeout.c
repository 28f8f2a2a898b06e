#include <stdio.h>
#include "loop.h"

// [within]
static void *ring(void *ms)
{
    await_time(*(double *)ms);
    return NULL;
}

/* What the task returns, or NULL if that takes too long: then the task is cancelled. */
static void *await_within(double ms, struct task *t)
{
    struct task *both[] = {t, task_new(ring, &ms)};
    if (await_first(both, 2) == t) {
        task_cancel(both[1]);
        return await(t);
    }
    task_cancel(t);
    return await(both[1]);
}
// [within]

struct order {
    char name;
    double ms;
    int result;
};

static void *task(void *argument)
{
    struct order *order = argument;
    await_time(order->ms);
    return &order->result;
}

static void *first_task(void *unused)
{
    struct order orders[] = {{'A', 10, 111}, {'B', 1000, 222}};
    for (int i = 0; i < 2; i++) {
        int *result = await_within(100, task_new(task, &orders[i]));
        if (result != NULL)
            printf("%c: %d\n", orders[i].name, *result);
        else
            printf("%c: too late\n", orders[i].name);
    }
    return unused;
}

int main(void)
{
    loop_run(first_task, NULL);
    return 0;
}
