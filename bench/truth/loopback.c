#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { ROUNDS = 100, THINK_NS = 1000000 };

/* Answers each byte after a millisecond, as one that asks a disk would. Returns an exit status. */
static int serve(int listening)
{
    char byte;
    int fd = accept(listening, NULL, NULL);
    while (fd >= 0 && read(fd, &byte, 1) == 1) {
        nanosleep(&(struct timespec){.tv_nsec = THINK_NS}, NULL);
        if (write(fd, &byte, 1) != 1)
            return 1;
    }
    return fd < 0;
}

static int ask(const struct sockaddr_in *address)
{
    char byte = 'x';
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    if (fd < 0 || connect(fd, (const struct sockaddr *)address, sizeof *address) != 0)
        return 1;
    for (int i = 0; i < ROUNDS; i++)
        if (write(fd, &byte, 1) != 1 || read(fd, &byte, 1) != 1)
            return 1;
    return close(fd);
}

/* A hundred questions and answers between two processes, over the loopback. */
int main(void)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
    socklen_t size = sizeof address;
    int listening = socket(AF_INET, SOCK_STREAM, 0);
    if (listening < 0 || bind(listening, (struct sockaddr *)&address, size) != 0 ||
        listen(listening, 1) != 0 ||
        getsockname(listening, (struct sockaddr *)&address, &size) != 0)
        return 1;
    pid_t child = fork();
    if (child < 0)
        return 1;
    if (child == 0)
        _exit(serve(listening));
    int status, failed = ask(&address);
    if (waitpid(child, &status, 0) != child || failed || status != 0)
        return 1;
    printf("%d answers\n", ROUNDS);
    return 0;
}
