#include <err.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SIZE = 4 * 1000 * 1000 };

// [two]
static void send_all(int to, char letter)
{
    static char text[SIZE];
    memset(text, letter, SIZE);
    for (size_t sent = 0; sent < SIZE;) {
        ssize_t n = write(to, text + sent, SIZE - sent);
        if (n < 0)
            err(1, "write");
        sent += (size_t)n;
    }
}

static void receive_all(const char *who, int from)
{
    static char text[SIZE];
    size_t received = 0;
    for (ssize_t n; received < SIZE && (n = read(from, text + received, SIZE - received)) > 0;)
        received += (size_t)n;
    printf("%s received %zu times '%c'\n", who, received, text[0]);
    fflush(stdout);
}

int main(void)
{
    int down[2], up[2]; /* from parent to child, and back */
    if (pipe(down) < 0 || pipe(up) < 0)
        err(1, "pipe");
    pid_t child = fork();
    if (child < 0)
        err(1, "fork");
    if (child == 0) {
        close(down[1]);
        close(up[0]);
        send_all(up[1], 'c');
        receive_all("child", down[0]);
        _exit(0);
    }
    close(down[0]);
    close(up[1]);
    send_all(down[1], 'p');
    receive_all("parent", up[0]);
    if (waitpid(child, NULL, 0) < 0)
        err(1, "waitpid");
    return 0;
}
// [two]
