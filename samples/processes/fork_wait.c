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
        printf("child:  fork gave me 0\n");
        return 7;
    }

    int status;
    if (waitpid(child, &status, 0) < 0)
        err(1, "waitpid");
    printf("parent: fork gave me the child's number\n");
    if (WIFEXITED(status))
        printf("parent: the child ended with exit code %d\n", WEXITSTATUS(status));
    return 0;
}
