#define _GNU_SOURCE
#include <err.h>
#include <pthread.h>
#include <sched.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include "must.h"

enum { TASKS = 4 };

// [tasks]
static void *wait_for_something(void *unused)
{
    nanosleep(&(struct timespec){.tv_nsec = 200 * 1000 * 1000}, NULL);
    return unused;
}

static void *compute_something(void *unused)
{
    volatile unsigned sum = 0; /* volatile: the compiler may not skip the work */
    for (unsigned i = 0; i < 400 * 1000 * 1000; i++)
        sum += i;
    return unused;
}
// [tasks]

// [ways]
static void in_turn(void *(*task)(void *))
{
    for (int i = 0; i < TASKS; i++)
        task(NULL);
}

static void in_threads(void *(*task)(void *))
{
    pthread_t threads[TASKS];
    for (int i = 0; i < TASKS; i++)
        must(pthread_create(&threads[i], NULL, task, NULL));
    for (int i = 0; i < TASKS; i++)
        must(pthread_join(threads[i], NULL));
}
// [ways]

static void stay_on_one_core(void)
{
    cpu_set_t usable, one;
    if (sched_getaffinity(0, sizeof usable, &usable) < 0)
        err(1, "sched_getaffinity");
    int core = 0;
    while (!CPU_ISSET(core, &usable))
        core++;
    CPU_ZERO(&one);
    CPU_SET(core, &one);
    if (sched_setaffinity(0, sizeof one, &one) < 0)
        err(1, "sched_setaffinity");
}

int main(int argc, char *argv[])
{
    if (argc < 3)
        errx(2, "usage: %s wait|compute turn|threads [one-core]", argv[0]);
    bool wait = strcmp(argv[1], "wait") == 0;
    bool threads = strcmp(argv[2], "threads") == 0;
    if (argc > 3)
        stay_on_one_core();

    (threads ? in_threads : in_turn)(wait ? wait_for_something : compute_something);
    printf("%d tasks that %s, %s: done\n", TASKS, argv[1], threads ? "in threads" : "in turn");
    return 0;
}
