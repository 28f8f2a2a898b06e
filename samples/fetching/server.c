/* A web server in one thread. It sleeps in poll until something happens on one of its connections
 * or an answer is due. Each connection reads a request, waits until the answer is due, writes it,
 * and reads the next one. */
#define _GNU_SOURCE
#include "server.h"
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include "milliseconds.h"

enum { LEASH, LISTENER, FIRST, MOST = 1000, MOST_BYTES = 1 << 20, SPARE_DESCRIPTORS = 10 };

struct connection {
    enum { READING, WAITING, WRITING } state;
    char request[2048]; /* as far as it has come, with what came behind it */
    size_t received;
    char *answer;
    size_t length, sent;
    double due; /* when to write the answer: milliseconds of CLOCK_MONOTONIC */
    bool refused, last, document, counted;
};

static struct pollfd fds[FIRST + MOST];             /* a connection and its descriptor */
static struct connection connections[FIRST + MOST]; /* have the same place */
static int end = FIRST, documents, connections_used, at_work, most_at_work;

static void prepare(struct connection *c, const char *status, const char *text, int bytes)
{
    FILE *answer = open_memstream(&c->answer, &c->length);
    if (answer == NULL)
        err(1, "open_memstream");
    fprintf(answer, "HTTP/1.1 %s\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n%s\r\n",
            status, bytes, c->last ? "Connection: close\r\n" : "");
    for (int left = strncmp(c->request, "HEAD", 4) == 0 ? 0 : bytes; left > 0;)
        left -= fprintf(answer, "%.*s", left, text);
    fclose(answer);
}

static void prepare_document(struct connection *c, int number, const char *query)
{
    const char *delay = strstr(query, "delay="), *bytes = strstr(query, "bytes=");
    char line[40];
    long length = snprintf(line, sizeof line, "This is document %d.\n", number);
    c->due += delay ? strtod(delay + 6, NULL) : SERVER_DELAY_MS(number);
    if (bytes)
        length = strtol(bytes + 6, NULL, 10);
    prepare(c, "200 OK", line, length < 0 ? 0 : length > MOST_BYTES ? MOST_BYTES : (int)length);
    documents++;
    connections_used += !c->counted;
    c->document = c->counted = true;
    if (++at_work > most_at_work)
        most_at_work = at_work;
}

/* If the request is complete, prepare its answer. */
static void understand(struct connection *c)
{
    char *blank = strstr(c->request, "\r\n\r\n");
    bool whole = blank != NULL;
    if (!whole && c->received < sizeof c->request - 1)
        return;
    if (whole)
        blank[2] = '\0';
    char method[8] = "", path[256], text[120];
    int minor = 0, number, after = 0;
    bool valid = whole && sscanf(c->request, "%7s %255s HTTP/1.%d", method, path, &minor) == 3 &&
                 (minor == 0 || strcasestr(c->request, "\r\nHost:"));
    bool known = strcmp(method, "GET") == 0 || strcmp(method, "HEAD") == 0;
    c->last = !valid || !known || c->refused || minor == 0 ||
              strcasestr(c->request, "\r\nConnection: close");
    c->due = milliseconds(CLOCK_MONOTONIC);
    c->state = WAITING;

    const char *status = !valid       ? "400 Bad Request"
                         : !known     ? "501 Not Implemented"
                         : c->refused ? "503 Service Unavailable"
                                      : "404 Not Found";
    bool welcome = valid && known && !c->refused;
    if (welcome && sscanf(path, "/%3d%n", &number, &after) == 1 && number > 0 &&
        (path[after] == '\0' || path[after] == '?'))
        prepare_document(c, number, path + after);
    else if (welcome && strcmp(path, "/statistics") == 0)
        prepare(c, "200 OK", text,
                sprintf(text, "%d documents over %d connections, at most %d at once\n", documents,
                        connections_used, most_at_work));
    else
        prepare(c, status, text, sprintf(text, "%s\n", status));

    size_t used = whole ? (size_t)(blank + 4 - c->request) : c->received;
    c->received -= used; /* what is left belongs to the next request */
    memmove(c->request, c->request + used, c->received + 1);
}

static void forget_answer(struct connection *c)
{
    free(c->answer);
    c->answer = NULL;
    c->sent = 0;
    at_work -= c->document;
    c->document = false;
    c->state = READING;
}

/* Do what can be done without waiting. False: the connection has come to its end. */
static bool go_on(struct connection *c, const struct pollfd *fd)
{
    if (c->state == WAITING && fd->revents)
        return false; /* nobody is there to get the answer */
    if (c->state == READING && fd->revents) {
        size_t room = sizeof c->request - 1 - c->received;
        ssize_t n = recv(fd->fd, c->request + c->received, room, MSG_DONTWAIT);
        if (n <= 0)
            return n < 0 && errno == EAGAIN;
        c->received += (size_t)n;
        c->request[c->received] = '\0';
        understand(c);
    }
    if (c->state == WAITING && milliseconds(CLOCK_MONOTONIC) >= c->due)
        c->state = WRITING;
    if (c->state == WRITING) {
        size_t left = c->length - c->sent;
        ssize_t n = send(fd->fd, c->answer + c->sent, left, MSG_DONTWAIT | MSG_NOSIGNAL);
        if (n < 0)
            return errno == EAGAIN;
        c->sent += (size_t)n;
        if (c->sent == c->length) {
            forget_answer(c);
            if (c->last)
                return false;
            understand(c); /* perhaps the next request is here already */
        }
    }
    return true;
}

static void accept_connections(int most, bool refuse)
{
    int limit = FIRST + MOST, descriptors = (int)sysconf(_SC_OPEN_MAX) - SPARE_DESCRIPTORS;
    if (descriptors < MOST)
        limit = FIRST + descriptors;
    int polite = most > 0 && FIRST + most < limit ? FIRST + most : limit;
    if (!refuse)
        limit = polite;
    for (int fd; end < limit && (fd = accept(fds[LISTENER].fd, NULL, NULL)) >= 0; end++) {
        connections[end] = (struct connection){.refused = end >= polite};
        fds[end] = (struct pollfd){.fd = fd};
    }
    fds[LISTENER].events = end < limit ? POLLIN : 0;
}

static void serve(const struct server *server)
{
    for (;;) {
        accept_connections(server->most_connections, server->refuse);
        double now = milliseconds(CLOCK_MONOTONIC), next = now + 1e6; /* a quarter of an hour */
        for (int i = FIRST; i < end; i++) {
            struct connection *c = &connections[i];
            fds[i].events = c->state == READING ? POLLIN : c->state == WRITING ? POLLOUT : 0;
            if (c->state == WAITING && c->due < next)
                next = c->due;
        }
        if (poll(fds, (nfds_t)end, next <= now ? 0 : (int)(next - now) + 1) < 0)
            err(1, "poll");
        if (fds[LEASH].revents)
            return;
        for (int i = end - 1; i >= FIRST; i--) {
            if (go_on(&connections[i], &fds[i]))
                continue;
            close(fds[i].fd);
            forget_answer(&connections[i]);
            connections[i] = connections[--end]; /* the last one moves into the gap */
            fds[i] = fds[end];
        }
    }
}

void server_start(struct server *server)
{
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons((uint16_t)server->port),
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof address;
    int leash[2], on = 1;
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (listener < 0 || pipe2(leash, O_CLOEXEC) < 0 ||
        setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) < 0 ||
        bind(listener, (struct sockaddr *)&address, length) < 0 || listen(listener, MOST) < 0 ||
        getsockname(listener, (struct sockaddr *)&address, &length) < 0)
        err(1, "server");
    server->port = ntohs(address.sin_port);
    server->leash = leash[1];
    server->process = fork();
    if (server->process < 0)
        err(1, "fork");
    if (server->process == 0) {
        close(leash[1]);
        fds[LEASH] = (struct pollfd){.fd = leash[0], .events = POLLIN};
        fds[LISTENER] = (struct pollfd){.fd = listener};
        serve(server);
        _exit(0);
    }
    close(leash[0]);
    close(listener);
}

void server_stop(struct server *server)
{
    close(server->leash);
    if (waitpid(server->process, NULL, 0) != server->process)
        err(1, "waitpid");
}
