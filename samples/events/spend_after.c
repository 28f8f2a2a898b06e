#include <stdio.h>
#include "loop.h"

enum { TASKS = 3 };

static int balance = 100;

static void *spend_ten(void *unused)
{
    await_time(10); /* ask somebody whether that is all right */
    int before = balance;
    balance = before - 10;
    return unused;
}

static void *first_task(void *unused)
{
    struct task *tasks[TASKS];
    void *results[TASKS];
    for (int i = 0; i < TASKS; i++)
        tasks[i] = task_new(spend_ten, NULL);
    gather(tasks, TASKS, results);
    printf("%d tasks have spent 10 each, %d of 100 are left\n", TASKS, balance);
    return unused;
}

int main(void)
{
    loop_run(first_task, NULL);
    return 0;
}
