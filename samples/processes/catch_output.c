#include <err.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

// [child]
static pid_t start_expr(const int ends[2])
{
    pid_t child = fork();
    if (child < 0)
        err(1, "fork");
    if (child > 0)
        return child;

    if (dup2(ends[1], STDOUT_FILENO) < 0) /* now printing goes into the pipe */
        err(1, "dup2");
    close(ends[0]);
    close(ends[1]);
    execlp("expr", "expr", "6", "*", "7", (char *)NULL);
    warn("expr");
    _exit(127);
}
// [child]

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
