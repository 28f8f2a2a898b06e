#define _GNU_SOURCE
#include <err.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include "must.h"
#include "one_core.h"

enum { TASKS = 4 };

typedef void *task_function(void *);

// [tasks]
static void *wait_for_something(void *unused)
{
    nanosleep(&(struct timespec){.tv_nsec = 10 * 1000 * 1000}, NULL);
    return unused;
}

static void *compute_something(void *unused)
{
    unsigned number = 1; /* each step needs the result of the one before */
    for (int i = 0; i < 10 * 1000 * 1000; i++) {
        number ^= number << 13;
        number ^= number >> 17;
        number ^= number << 5;
    }
    volatile unsigned result = number; /* volatile: or gcc would drop the loop */
    (void)result;
    return unused;
}
// [tasks]

// [ways]
static void in_turn(task_function *task)
{
    for (int i = 0; i < TASKS; i++)
        task(NULL);
}

static void in_threads(task_function *task)
{
    pthread_t threads[TASKS];
    for (int i = 0; i < TASKS; i++)
        must(pthread_create(&threads[i], NULL, task, NULL));
    for (int i = 0; i < TASKS; i++)
        must(pthread_join(threads[i], NULL));
}
// [ways]

int main(int argc, char *argv[])
{
    if (argc < 3)
        errx(2, "usage: %s wait|compute turn|threads [one-core]", argv[0]);
    bool wait = strcmp(argv[1], "wait") == 0;
    bool threads = strcmp(argv[2], "threads") == 0;
    if (argc > 3)
        stay_on_one_core();
    void (*do_four)(task_function *) = threads ? in_threads : in_turn;
    do_four(wait ? wait_for_something : compute_something);
    printf("four tasks done\n");
    return 0;
}
