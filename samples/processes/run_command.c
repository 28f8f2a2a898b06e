#include <err.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char *argv[])
{
    if (argc < 2)
        errx(2, "usage: %s command [argument ...]", argv[0]);
    pid_t child = fork();
    if (child < 0)
        err(1, "fork");
    if (child == 0) {
        execvp(argv[1], argv + 1);
        warn("%s", argv[1]);
        _exit(127);
    }

    int status;
    if (waitpid(child, &status, 0) < 0)
        err(1, "waitpid");
    if (WIFSIGNALED(status))
        printf("ended by signal %d\n", WTERMSIG(status));
    else
        printf("ended with exit code %d\n", WEXITSTATUS(status));
    return 0;
}
