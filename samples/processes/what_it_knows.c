#define _GNU_SOURCE
#include <err.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include "must.h"

// [tell]
static int score = 10; /* the parent sets it to 99 before it has children */

static const char *is_open(int descriptor)
{
    return fcntl(descriptor, F_GETFD) < 0 ? "closed" : "open";
}

static void tell(const char *who, int plain, int cloexec)
{
    const char *colour = getenv("COLOUR");
    printf("%s\n  score %d, COLOUR %s\n", who, score, colour ? colour : "not set");
    printf("  file %s, file with O_CLOEXEC %s\n", is_open(plain), is_open(cloexec));
    fflush(stdout);
}
// [tell]

static int open_file(int flags)
{
    int file = open("/dev/null", O_RDONLY | flags);
    if (file < 0)
        err(1, "/dev/null");
    return file;
}

static void wait_for(pid_t child)
{
    if (waitpid(child, NULL, 0) < 0)
        err(1, "waitpid");
}

// [main]
int main(int argc, char *argv[])
{
    if (argc == 3) { /* spawned: this program, from its beginning */
        tell("the spawned child", atoi(argv[1]), atoi(argv[2]));
        return 0;
    }

    int plain = open_file(0), cloexec = open_file(O_CLOEXEC);
    score = 99;
    if (setenv("COLOUR", "green", 1) < 0)
        err(1, "setenv");

    pid_t child = fork();
    if (child < 0)
        err(1, "fork");
    if (child == 0) {
        tell("the forked child", plain, cloexec);
        _exit(0);
    }
    wait_for(child);

    char first[12], second[12];
    snprintf(first, sizeof first, "%d", plain);
    snprintf(second, sizeof second, "%d", cloexec);
    char *arguments[] = {"what_it_knows", first, second, NULL};
    must(posix_spawn(&child, "/proc/self/exe", NULL, NULL, arguments, environ));
    wait_for(child);
    return 0;
}
// [main]
