/* {} fork, exec, pipe, a named pipe */
#include "attack.h"

int main(void)
{
    int ends[2], status;
    char text[16] = "";
    if (pipe(ends) != 0)
        return 1;
    if (fork() == 0) {
        dup2(ends[1], 1);
        execlp("echo", "echo", "hello", (char *)NULL);
        _exit(127);
    }
    wait(&status);
    if (read(ends[0], text, sizeof text) != 6 || status != 0)
        return 2;
    if (mkfifo("queue", 0600) != 0)
        return 3;
    if (fork() == 0) {
        int fd = open("queue", O_WRONLY);
        _exit(write(fd, "world", 5) != 5);
    }
    int fd = open("queue", O_RDONLY);
    if (read(fd, text, sizeof text) != 5)
        return 4;
    wait(&status);
    return end();
}
