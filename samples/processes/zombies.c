#include <err.h>
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { CHILDREN = 20 };

static pid_t start_short_life(void)
{
    pid_t child = fork();
    if (child < 0)
        err(1, "fork");
    if (child == 0)
        _exit(0);
    return child;
}

// [zombie]
/* Wait until a child has ended, and do not take its status. */
static void let_end(pid_t child)
{
    siginfo_t how;
    if (waitid(P_PID, (id_t)child, &how, WEXITED | WNOWAIT) < 0 && errno != ECHILD)
        err(1, "waitid");
}

static bool is_zombie(pid_t pid)
{
    char path[64], state = ' ';
    snprintf(path, sizeof path, "/proc/%d/stat", pid);
    FILE *file = fopen(path, "r");
    if (file && fscanf(file, "%*d (%*[^)]) %c", &state) != 1)
        state = ' ';
    if (file)
        fclose(file);
    return state == 'Z';
}
// [zombie]

int main(int argc, char *argv[])
{
    pid_t children[CHILDREN];
    int zombies = 0;

    bool ignore = argc > 1 && strcmp(argv[1], "ignore") == 0;
    if (ignore && signal(SIGCHLD, SIG_IGN) == SIG_ERR) /* we shall never ask for a status */
        err(1, "signal");
    for (int i = 0; i < CHILDREN; i++)
        children[i] = start_short_life();
    for (int i = 0; i < CHILDREN; i++) {
        let_end(children[i]);
        zombies += is_zombie(children[i]);
    }
    printf("%d children have ended, %d are zombies\n", CHILDREN, zombies);
    return 0;
}
