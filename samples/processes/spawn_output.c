#define _GNU_SOURCE
#include <err.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>
#include "must.h"

// [spawn]
static pid_t start_expr(const int ends[2])
{
    pid_t child;
    char *arguments[] = {"expr", "6", "*", "7", NULL};
    posix_spawn_file_actions_t actions;
    must(posix_spawn_file_actions_init(&actions));
    must(posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO));
    must(posix_spawn_file_actions_addclose(&actions, ends[0]));
    must(posix_spawn_file_actions_addclose(&actions, ends[1]));
    must(posix_spawnp(&child, "expr", &actions, NULL, arguments, environ));
    must(posix_spawn_file_actions_destroy(&actions));
    return child;
}
// [spawn]

int main(void)
{
    int ends[2], answer;
    if (pipe(ends) < 0)
        err(1, "pipe");
    pid_t child = start_expr(ends);
    close(ends[1]);

    FILE *from_child = fdopen(ends[0], "r");
    if (!from_child)
        err(1, "fdopen");
    if (fscanf(from_child, "%d", &answer) != 1)
        errx(1, "expr gave no answer");
    fclose(from_child);
    if (waitpid(child, NULL, 0) < 0)
        err(1, "waitpid");
    printf("expr says %d, and half of that is %d\n", answer, answer / 2);
    return 0;
}
