#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>
#include "must.h"

struct task {
    const char *name;
    pthread_t thread;
    pid_t ran_on; /* the kernel's id of the thread that ran it */
};

static void task_run(struct task *task)
{
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

static void report(const struct task *task)
{
    const char *where = task->ran_on == gettid() ? "the main thread" : "a thread of its own";
    printf("%s: ran on %s\n", task->name, where);
}

int main(void)
{
    struct task called = {.name = "called"}, started = {.name = "started"};

    task_run(&called);
    task_start(&started);
    task_join(&started);
    report(&called);
    report(&started);
    return 0;
}
