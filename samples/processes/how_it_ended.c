#include <err.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void tell_how_it_ends(const char *name, void (*life)(void))
{
    pid_t child = fork();
    if (child < 0)
        err(1, "fork");
    if (child == 0) {
        life();
        _exit(0);
    }

    int status;
    if (waitpid(child, &status, 0) < 0)
        err(1, "waitpid");
    if (WIFEXITED(status)) {
        printf("%s: exit code %d\n", name, WEXITSTATUS(status));
    } else if (WIFSIGNALED(status)) {
        int number = WTERMSIG(status);
        printf("%s: signal %d, %s\n", name, number, strsignal(number));
    }
    fflush(stdout); /* before the next fork */
}

static void ends_well(void)
{
}

static void gives_up(void)
{
    _exit(3);
}

static void crashes(void)
{
    abort(); /* as a failed assert does */
}

static void is_killed(void)
{
    kill(getpid(), SIGKILL);
}

int main(void)
{
    tell_how_it_ends("ends well", ends_well);
    tell_how_it_ends("gives up", gives_up);
    tell_how_it_ends("crashes", crashes);
    tell_how_it_ends("is killed", is_killed);
    return 0;
}
