#include <err.h>
#include <pthread.h>
#include <stdio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include "milliseconds.h"
#include "must.h"

enum { ROUNDS = 20, STARTS = 50 };

// [start]
static void *do_nothing(void *unused)
{
    return unused;
}

static void call(void)
{
    do_nothing(NULL);
}

static void start_thread(void)
{
    pthread_t thread;
    must(pthread_create(&thread, NULL, do_nothing, NULL));
    must(pthread_join(thread, NULL));
}

static void start_process(void)
{
    pid_t child = fork();
    if (child < 0)
        err(1, "fork");
    if (child == 0)
        _exit(0);
    if (waitpid(child, NULL, 0) < 0)
        err(1, "waitpid");
}
// [start]

/* The average of one round. volatile: even an empty call is really made. */
static double nanoseconds_each(void (*volatile start)(void))
{
    double begin = milliseconds(CLOCK_MONOTONIC);
    for (int i = 0; i < STARTS; i++)
        start();
    return (milliseconds(CLOCK_MONOTONIC) - begin) * 1e6 / STARTS;
}

int main(void)
{
    struct {
        const char *what;
        void (*start)(void);
        double best;
    } ways[] = {{"a call:   ", call, 1e18},
                {"a thread: ", start_thread, 1e18},
                {"a process:", start_process, 1e18}};

    for (int round = 0; round < ROUNDS; round++)
        for (int i = 0; i < 3; i++) {
            double ns = nanoseconds_each(ways[i].start);
            if (ns < ways[i].best)
                ways[i].best = ns;
        }
    for (int i = 0; i < 3; i++)
        printf("%s %.0f nanoseconds\n", ways[i].what, ways[i].best);
    return 0;
}
