#define _GNU_SOURCE
#include <err.h>
#include <fcntl.h>
#include <pthread.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include "memory.h"
#include "must.h"

enum { STARTED = 10, MEMORY = 64 << 20 }; /* 64 MiB */

static int ready[2], leave[2]; /* pipes */
static pid_t children[STARTED];
static pthread_t threads[STARTED];

// [all]
struct memory {
    long pages_kib, tables_kib;
};

/* What this process and its children hold together. A page that n of them share
 * counts as an nth in each, so that the sum counts it once. */
static struct memory all_memory(void)
{
    struct memory all = {0};
    for (int i = -1; i < STARTED; i++) {
        pid_t id = i < 0 ? getpid() : children[i];
        if (id == 0)
            continue;
        all.pages_kib += kib(id, "smaps_rollup", "Pss_Anon:");
        all.tables_kib += kib(id, "status", "VmPTE:");
    }
    return all;
}
// [all]

// [ways]
/* What each of them does: say that it is there, and stay until the others may go. */
static void be_there(int ready_end, int leave_end)
{
    char nothing;
    if (write(ready_end, "!", 1) != 1 || read(leave_end, &nothing, 1) != 0)
        err(1, "pipe");
}

static void *run_thread(void *unused)
{
    be_there(ready[1], leave[0]);
    return unused;
}

static void start(const char *way, int i)
{
    if (strcmp(way, "thread") == 0) {
        must(pthread_create(&threads[i], NULL, run_thread, NULL));
    } else if (strcmp(way, "fork") == 0) {
        if ((children[i] = fork()) < 0)
            err(1, "fork");
        if (children[i] == 0) {
            close(leave[1]);
            be_there(ready[1], leave[0]);
            _exit(0);
        }
    } else {
        char *arguments[] = {"start_memory", "spawned", NULL};
        posix_spawn_file_actions_t ends; /* give it the pipes as its input and output */
        must(posix_spawn_file_actions_init(&ends));
        must(posix_spawn_file_actions_adddup2(&ends, leave[0], STDIN_FILENO));
        must(posix_spawn_file_actions_adddup2(&ends, ready[1], STDOUT_FILENO));
        must(posix_spawn(&children[i], "/proc/self/exe", &ends, NULL, arguments, environ));
        must(posix_spawn_file_actions_destroy(&ends));
    }
}
// [ways]

// [main]
static void measure(const char *way)
{
    char byte;
    if (pipe2(ready, O_CLOEXEC) < 0 || pipe2(leave, O_CLOEXEC) < 0)
        err(1, "pipe2");

    struct memory before = all_memory();
    for (int i = 0; i < STARTED; i++) {
        start(way, i);
        if (read(ready[0], &byte, 1) != 1)
            err(1, "read");
    }
    struct memory after = all_memory();
    printf("%s: %ld KiB of memory, %ld KiB of page tables\n", way,
           (after.pages_kib - before.pages_kib) / STARTED,
           (after.tables_kib - before.tables_kib) / STARTED);
    fflush(stdout);

    close(leave[1]); /* they may go */
    for (int i = 0; i < STARTED; i++) {
        if (children[i] == 0)
            must(pthread_join(threads[i], NULL));
        else if (waitpid(children[i], NULL, 0) < 0)
            err(1, "waitpid");
        children[i] = 0;
    }
    close(ready[0]);
    close(ready[1]);
    close(leave[0]);
}

int main(int argc, char *argv[])
{
    if (argc > 1 && strcmp(argv[1], "spawned") == 0) {
        be_there(STDOUT_FILENO, STDIN_FILENO);
        return 0;
    }
    printf("pages of %ld KiB\n", sysconf(_SC_PAGESIZE) / 1024);
    fill_memory(MEMORY);
    measure("fork");
    measure("spawn");
    measure("thread");
    return 0;
}
// [main]
