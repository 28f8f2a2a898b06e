#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>
#include "milliseconds.h"
#include "must.h"

enum { ROUNDS = 30, TIMES = 20 * 1000 };

// [things]
static int plain;
static atomic_int counter;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

static void add(void)
{
    plain++;
}

static void add_atomically(void)
{
    counter++;
}

static void add_under_lock(void)
{
    must(pthread_mutex_lock(&mutex));
    plain++;
    must(pthread_mutex_unlock(&mutex));
}

static void ask_the_kernel(void)
{
    (void)getppid();
}
// [things]

int main(void)
{
    struct {
        const char *name;
        void (*volatile what)(void); /* volatile: each call is really made */
        double best_ns;
    } things[] = {{"a call:", add, 1e18},
                  {"an atomic addition:", add_atomically, 1e18},
                  {"a lock and unlock:", add_under_lock, 1e18},
                  {"a system call:", ask_the_kernel, 1e18}};
    enum { THINGS = sizeof things / sizeof *things };

    for (int round = 0; round < ROUNDS; round++)
        for (int i = 0; i < THINGS; i++) {
            double begin = milliseconds(CLOCK_MONOTONIC);
            for (int time = 0; time < TIMES; time++)
                things[i].what();
            double ns = (milliseconds(CLOCK_MONOTONIC) - begin) * 1e6 / TIMES;
            if (ns < things[i].best_ns)
                things[i].best_ns = ns;
        }
    for (int i = 0; i < THINGS; i++)
        printf("%-20s %.1f ns\n", things[i].name, things[i].best_ns);
    return 0;
}
