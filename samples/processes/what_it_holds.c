#define _GNU_SOURCE
#include <err.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include "memory.h"

#define SIZE (64UL << 20) /* 64 MiB */

// [print]
static void print(const char *who, pid_t id)
{
    double rss = (double)kib(id, "smaps_rollup", "Rss:");
    double pss = (double)kib(id, "smaps_rollup", "Pss:");
    double own = (double)kib(id, "smaps_rollup", "Private_Clean:");
    own += (double)kib(id, "smaps_rollup", "Private_Dirty:");
    double tables = (double)kib(id, "status", "VmPTE:");
    printf("%-26s %7.1f %7.1f %7.1f %7.2f\n", who, rss / 1024, pss / 1024, own / 1024,
           tables / 1024);
    fflush(stdout);
}
// [print]

// [child]
/* The child overwrites as much memory as it is told, and says when it is done. */
static void obey(char *memory, int orders, int answers)
{
    for (size_t length; read(orders, &length, sizeof length) == sizeof length;) {
        memset(memory, 'c', length);
        if (write(answers, "!", 1) != 1)
            err(1, "write");
    }
}

static void order(size_t length, int orders, int answers)
{
    char done;
    if (write(orders, &length, sizeof length) != sizeof length || read(answers, &done, 1) != 1)
        errx(1, "the child does not obey");
}
// [child]

// [main]
int main(void)
{
    int orders[2], answers[2];
    if (pipe(orders) < 0 || pipe(answers) < 0)
        err(1, "pipe");
    char *memory = fill_memory(SIZE);
    printf("%-26s %7s %7s %7s %7s\n", "MiB", "RSS", "PSS", "own", "tables");
    print("parent, alone", getpid());

    pid_t child = fork();
    if (child < 0)
        err(1, "fork");
    if (child == 0) {
        close(orders[1]);
        close(answers[0]);
        obey(memory, orders[0], answers[1]);
        _exit(0);
    }
    close(orders[0]);
    close(answers[1]); /* if the child died, we would wait for ourselves */
    order(0, orders[1], answers[0]);
    print("child, just forked", child);
    print("parent, with a child", getpid());
    order(SIZE / 4, orders[1], answers[0]);
    print("child, a quarter written", child);
    order(SIZE, orders[1], answers[0]);
    print("child, all written", child);

    close(orders[1]);
    if (waitpid(child, NULL, 0) < 0)
        err(1, "waitpid");
    return 0;
}
// [main]
