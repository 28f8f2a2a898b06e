#include <err.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    printf("about to fork\n");
    fflush(stdout);
    pid_t child = fork();
    if (child < 0)
        err(1, "fork");
    if (child > 0 && waitpid(child, NULL, 0) < 0)
        err(1, "waitpid");
    return 0;
}
