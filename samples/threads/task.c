#define _GNU_SOURCE
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include "must.h"

enum { TASKS = 5 };

// [task]
struct task {
    pthread_t thread;
    pid_t ran_on; /* the kernel's number of the thread that ran it */
};

static void task_run(struct task *task)
{
    /* the work */
    nanosleep(&(struct timespec){.tv_nsec = 20 * 1000 * 1000}, NULL);
    task->ran_on = gettid();
}

static void *task_entry(void *argument)
{
    task_run(argument);
    return NULL;
}

static void task_start(struct task *task)
{
    must(pthread_create(&task->thread, NULL, task_entry, task));
}

static void task_join(struct task *task)
{
    must(pthread_join(task->thread, NULL));
}
// [task]

// [main]
int main(int argc, char *argv[])
{
    bool start = argc > 1 && strcmp(argv[1], "start") == 0;
    struct task tasks[TASKS];
    int on_main = 0;

    for (int i = 0; i < TASKS; i++)
        start ? task_start(&tasks[i]) : task_run(&tasks[i]);
    for (int i = 0; start && i < TASKS; i++)
        task_join(&tasks[i]);
    for (int i = 0; i < TASKS; i++)
        on_main += tasks[i].ran_on == gettid();
    printf("%d tasks are done, %d of them on the main thread\n", TASKS, on_main);
    return 0;
}
// [main]
