#include <err.h>
#include <stdio.h>
#include <string.h>
#include "loop.h"

enum { TASKS = 5 };

static double waits_ms[TASKS] = {10, 20, 30, 40, 50};

// [waits]
static void *wait_for_something(void *argument)
{
    await_time(*(double *)argument);
    return argument;
}

static void *one_by_one(void *unused)
{
    for (int i = 0; i < TASKS; i++)
        await(task_new(wait_for_something, &waits_ms[i]));
    return unused;
}

static void *together(void *unused)
{
    struct task *tasks[TASKS];
    void *results[TASKS];
    for (int i = 0; i < TASKS; i++)
        tasks[i] = task_new(wait_for_something, &waits_ms[i]);
    gather(tasks, TASKS, results);
    return unused;
}
// [waits]

int main(int argc, char *argv[])
{
    if (argc != 2)
        errx(2, "usage: %s one-by-one|together", argv[0]);
    loop_run(strcmp(argv[1], "together") == 0 ? together : one_by_one, NULL);
    printf("%d tasks have waited\n", TASKS);
    return 0;
}
