#include <err.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>
#include "nap.h"

static void child(int from_parent)
{
    char letter[2] = "";
    if (read(from_parent, letter, 1) != 1)
        err(1, "read");
    nap(5);
    execl("/bin/echo", "echo", "the letter was", letter, (char *)NULL);
    err(127, "/bin/echo");
}

int main(void)
{
    int ends[2];
    if (pipe(ends) < 0)
        err(1, "pipe");
    pid_t pid = fork();
    if (pid < 0)
        err(1, "fork");
    if (pid == 0)
        child(ends[0]);
    nap(10);
    if (write(ends[1], "x", 1) != 1)
        err(1, "write");
    if (waitpid(pid, NULL, 0) < 0)
        err(1, "waitpid");
    return 0;
}
