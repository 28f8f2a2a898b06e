#define _GNU_SOURCE
#include <err.h>
#include <pthread.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
#include "memory.h"
#include "milliseconds.h"
#include "must.h"

enum { ROUNDS = 30 };

static void wait_for(pid_t child)
{
    if (waitpid(child, NULL, 0) < 0)
        err(1, "waitpid");
}

// [ways]
static void *do_nothing(void *unused)
{
    return unused;
}

static void thread(void)
{
    pthread_t thread;
    must(pthread_create(&thread, NULL, do_nothing, NULL));
    must(pthread_join(thread, NULL));
}

static void fork_only(void)
{
    pid_t child = fork();
    if (child < 0)
        err(1, "fork");
    if (child == 0)
        _exit(0);
    wait_for(child);
}

static void fork_and_exec(void)
{
    pid_t child = fork();
    if (child < 0)
        err(1, "fork");
    if (child == 0) {
        execl("/bin/true", "true", (char *)NULL);
        _exit(127);
    }
    wait_for(child);
}

static void spawn(void)
{
    pid_t child;
    char *arguments[] = {"true", NULL};
    must(posix_spawn(&child, "/bin/true", NULL, NULL, arguments, environ));
    wait_for(child);
}
// [ways]

// [main]
int main(int argc, char *argv[])
{
    struct {
        const char *what;
        void (*start)(void);
        double best_ms;
    } ways[] = {{"thread", thread, 1e9},
                {"fork", fork_only, 1e9},
                {"fork and exec", fork_and_exec, 1e9},
                {"posix_spawn", spawn, 1e9}};

    if (argc > 1)
        fill_memory(strtoul(argv[1], NULL, 10) << 20);
    for (int round = 0; round < ROUNDS; round++)
        for (int i = 0; i < 4; i++) {
            double begin = milliseconds(CLOCK_MONOTONIC);
            ways[i].start();
            double ms = milliseconds(CLOCK_MONOTONIC) - begin;
            if (ms < ways[i].best_ms)
                ways[i].best_ms = ms;
        }
    for (int i = 0; i < 4; i++)
        printf("%s: %.0f microseconds\n", ways[i].what, ways[i].best_ms * 1000);
    return 0;
}
// [main]
