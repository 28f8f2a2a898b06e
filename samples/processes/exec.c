#include <err.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    pid_t child = fork();
    if (child < 0)
        err(1, "fork");
    if (child == 0) {
        execlp("expr", "expr", "6", "*", "7", (char *)NULL);
        warn("expr"); /* only reached when exec failed */
        _exit(127);
    }

    int status;
    if (waitpid(child, &status, 0) < 0)
        err(1, "waitpid");
    if (WIFEXITED(status))
        printf("expr ended with exit code %d\n", WEXITSTATUS(status));
    return 0;
}
