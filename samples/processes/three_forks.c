#include <err.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    for (int i = 0; i < 3; i++)
        if (fork() < 0)
            err(1, "fork");
    puts("here");
    while (wait(NULL) > 0)
        ; /* until this process has no more children */
    return 0;
}
