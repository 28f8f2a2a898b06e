/* Try what a program has no business to do here, and say what came of it. */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

static void tell(const char *attempt, bool done)
{
    printf("%-26s %s\n", attempt, done ? "done" : strerror(errno));
}

/* [attempts] */
static bool can_open(const char *path, int flags)
{
    return open(path, flags) >= 0;
}

static bool can_reach(const char *address)
{
    struct sockaddr_in host = {.sin_family = AF_INET, .sin_port = htons(80)};
    inet_pton(AF_INET, address, &host.sin_addr);
    int sock = socket(AF_INET, SOCK_STREAM, 0);
    return connect(sock, (struct sockaddr *)&host, sizeof host) == 0;
}

int main(void)
{
    tell("read the passwords", can_open("/etc/shadow", O_RDONLY));
    tell("look into people's homes", can_open("/home", O_RDONLY));
    tell("change a program", can_open("/usr/bin/env", O_WRONLY));
    tell("change a kernel's setting", can_open("/proc/sys/kernel/hostname", O_WRONLY));
    tell("call another computer", can_reach("192.0.2.1"));
    /* signal 0 harms nobody: it only asks whether one could be sent */
    tell("kill process 4711", kill(4711, 0) == 0);
}
/* [attempts] */
