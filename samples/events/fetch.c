#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include "loop.h"
#include "server.h"

enum { DOCUMENTS = 5 };

static struct server server;

struct document {
    char path[40];
    char text[200]; /* of the answer, from its status to its end */
    size_t length;
};

// [fetch]
/* A connection to the server; it may still be under way when this returns. */
static int connect_to_server(void)
{
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons((uint16_t)server.port),
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0)
        err(1, "socket");
    if (connect(fd, (struct sockaddr *)&address, sizeof address) < 0 && errno != EINPROGRESS)
        err(1, "connect");
    return fd;
}

/* What has arrived: its length, or 0 at the end. Only recv itself can say whether there is any. */
static size_t receive(int fd, char *bytes, size_t size)
{
    for (;;) {
        await_descriptor(fd, POLLIN);
        ssize_t n = recv(fd, bytes, size, 0);
        if (n >= 0)
            return (size_t)n;
        if (errno != EAGAIN)
            err(1, "recv");
    }
}

static void *fetch(void *argument)
{
    struct document *d = argument;
    char request[100];
    int length = snprintf(request, sizeof request,
                          "GET %s HTTP/1.1\r\n"
                          "Host: 127.0.0.1\r\n"
                          "Connection: close\r\n\r\n",
                          d->path);

    int fd = connect_to_server();
    await_descriptor(fd, POLLOUT); /* until it is connected, or can't be */
    ssize_t sent = send(fd, request, (size_t)length, MSG_NOSIGNAL);
    if (sent != length)
        errx(1, "send: %s", sent < 0 ? strerror(errno) : "no room for all of it");
    for (size_t n = 1; n > 0; d->length += n)
        n = receive(fd, d->text + d->length, sizeof d->text - 1 - d->length);
    close(fd);
    return d;
}
// [fetch]

/* The status of an answer such as "HTTP/1.1 200 OK", and what stands behind its empty line. */
static void show(const struct document *d)
{
    const char *body = strstr(d->text, "\r\n\r\n");
    if (body == NULL)
        errx(1, "no answer");
    printf("%.3s %s", d->text + strlen("HTTP/1.1 "), body + 4);
}

// [all]
static void *fetch_all(void *unused)
{
    struct document documents[DOCUMENTS] = {0};
    struct task *tasks[DOCUMENTS];
    void *results[DOCUMENTS];
    for (int i = 0; i < DOCUMENTS; i++) {
        snprintf(documents[i].path, sizeof documents[i].path, "/%d", i + 1);
        tasks[i] = task_new(fetch, &documents[i]);
    }
    gather(tasks, DOCUMENTS, results);
    for (int i = 0; i < DOCUMENTS; i++)
        show(results[i]);
    return unused;
}
// [all]

int main(void)
{
    server_start(&server);
    loop_run(fetch_all, NULL);
    server_stop(&server);
    return 0;
}
