#include <err.h>
#include <stdio.h>
#include "loop.h"

// [tasks]
static void *wait_for_something(void *unused)
{
    await_time(50);
    return unused;
}

static void *start_all(void *argument)
{
    int count = *(int *)argument;
    struct task **tasks = calloc((size_t)count, sizeof *tasks);
    void **results = calloc((size_t)count, sizeof *results);
    if (tasks == NULL || results == NULL)
        err(1, "calloc");
    for (int i = 0; i < count; i++)
        tasks[i] = task_new(wait_for_something, NULL);
    gather(tasks, count, results);
    free(results);
    free(tasks);
    return NULL;
}
// [tasks]

int main(int argc, char *argv[])
{
    if (argc != 2)
        errx(2, "usage: %s TASKS", argv[0]);
    int count = atoi(argv[1]);
    loop_run(start_all, &count);
    printf("%d tasks have waited\n", count);
    return 0;
}
