#define _GNU_SOURCE
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include "must.h"
#include "one_core.h"

enum { TASKS = 4, WAIT_NS = 20 * 1000 * 1000, COMPUTE_NS = 10 * 1000 * 1000 };

// [halves]
static void wait_for_something(void)
{
    nanosleep(&(struct timespec){.tv_nsec = WAIT_NS}, NULL);
}

/* Until this thread has used 10 ms of CPU time, however long that takes. */
static void compute_something(void)
{
    struct timespec used;
    do
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
    while (used.tv_sec == 0 && used.tv_nsec < COMPUTE_NS);
}

static void *wait_first(void *unused)
{
    wait_for_something();
    compute_something();
    return unused;
}

static void *compute_first(void *unused)
{
    compute_something();
    wait_for_something();
    return unused;
}
// [halves]

int main(int argc, char *argv[])
{
    pthread_t threads[TASKS];
    bool mixed = argc > 1 && strcmp(argv[1], "mixed") == 0;

    stay_on_one_core();
    for (int i = 0; i < TASKS; i++) {
        void *(*task)(void *) = mixed && i >= TASKS / 2 ? compute_first : wait_first;
        must(pthread_create(&threads[i], NULL, task, NULL));
    }
    for (int i = 0; i < TASKS; i++)
        must(pthread_join(threads[i], NULL));
    printf("%s\n", mixed ? "two wait first, two compute first" : "all wait first");
    return 0;
}
