/* server: a small web server for programs that try out how to fetch documents. It speaks HTTP/1.1
 * on 127.0.0.1, in a process of its own, so that it adds nothing to your threads.
 *
 *   GET /7                       document 7, after SERVER_DELAY_MS(7) milliseconds
 *   GET /7?delay=500&bytes=9000  the same, after 500 ms (inf: never), 9000 bytes long
 *   GET /statistics              what it did: "12 documents over 4 connections, at most 4 at once"
 *
 * Document N, from 1 to 999, is one line, "This is document N.", repeated and cut off if bytes=
 * asks for more or less; 0 to 1048576. All else is "404 Not Found". A connection is kept for
 * further requests unless the client says "Connection: close". It keeps no secrets, writes no
 * log, and is not for the open internet. */
#ifndef SERVER_H
#define SERVER_H

#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include "milliseconds.h"

/* from 20 to 60, not in order: 50, 30, 60, 40, 20, and again */
#define SERVER_DELAY_MS(document) (20 + 10 * ((document)*3 % 5))

struct server {
    /* What you may say beforehand; 0 and false will do. */
    int port;             /* 0: the kernel chooses one, and it is here when server_start returns */
    int most_connections; /* at once; 0: as many as its descriptors allow, up to 1000 */
    bool refuse;          /* what it does with more: true: answers 503; false: lets them wait */

    /* The server's own. */
    pid_t process;
    int leash; /* our end of a pipe: the server ends when nobody holds it any more */
};

/* Start it. When this returns, clients may connect. Call it before you create a thread: it forks.
 * When it can't, it ends the program with a message. */
static inline void server_start(struct server *server);

/* End it and wait for its end. Connections that are still open are cut off. */
static inline void server_stop(struct server *server);

/* How it is done: one thread, which sleeps in poll until something happens on a connection or an
 * answer is due. Each connection reads a request, waits until its answer is due, writes it, and
 * reads the next one. */

enum { SERVER_LEASH, SERVER_LISTENER, SERVER_FIRST, SERVER_MOST = 1000 }; /* places in fds */
enum { SERVER_MOST_BYTES = 1 << 20, SERVER_SPARE_DESCRIPTORS = 10 };

struct server_connection {
    enum { SERVER_READING, SERVER_WAITING, SERVER_WRITING } state;
    char request[2048]; /* as far as it has come, with what came behind it */
    size_t received;
    char *answer;
    size_t length, sent;
    double due; /* when to write the answer: milliseconds of CLOCK_MONOTONIC */
    bool refused, last, document, counted;
};

/* All that the server's process knows. A connection and its descriptor have the same place. */
static struct {
    struct pollfd fds[SERVER_FIRST + SERVER_MOST];
    struct server_connection connections[SERVER_FIRST + SERVER_MOST];
    int end; /* behind the last place in use */
    int documents, connections_used, at_work, most_at_work;
} server_state;

static inline void server_prepare(struct server_connection *c, const char *status, const char *text,
                                  long bytes)
{
    FILE *answer = open_memstream(&c->answer, &c->length);
    if (answer == NULL)
        err(1, "open_memstream");
    fprintf(answer, "HTTP/1.1 %s\r\nContent-Type: text/plain\r\nContent-Length: %ld\r\n%s\r\n",
            status, bytes, c->last ? "Connection: close\r\n" : "");
    for (long left = strncmp(c->request, "HEAD ", 5) == 0 ? 0 : bytes; left > 0;)
        left -= fprintf(answer, "%.*s", (int)left, text);
    fclose(answer);
}

static inline void server_prepare_document(struct server_connection *c, int number,
                                           const char *query)
{
    const char *delay = strstr(query, "delay="), *bytes = strstr(query, "bytes=");
    char line[40];
    long length = snprintf(line, sizeof line, "This is document %d.\n", number);
    c->due += delay ? strtod(delay + 6, NULL) : SERVER_DELAY_MS(number);
    if (bytes)
        length = strtol(bytes + 6, NULL, 10);
    length = length < 0 ? 0 : length > SERVER_MOST_BYTES ? SERVER_MOST_BYTES : length;
    server_prepare(c, "200 OK", line, length);
    server_state.documents++;
    server_state.connections_used += !c->counted;
    c->document = c->counted = true;
    if (++server_state.at_work > server_state.most_at_work)
        server_state.most_at_work = server_state.at_work;
}

static inline bool server_has_header(const char *request, const char *header)
{
    for (const char *line = request; (line = strstr(line, "\r\n")) != NULL;) {
        line += 2;
        if (strncasecmp(line, header, strlen(header)) == 0)
            return true;
    }
    return false;
}

/* If the request is complete, prepare its answer. */
static inline void server_understand(struct server_connection *c)
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
                 (minor == 0 || server_has_header(c->request, "Host:"));
    bool known = strcmp(method, "GET") == 0 || strcmp(method, "HEAD") == 0;
    bool welcome = valid && known && !c->refused;
    c->last = !valid || !known || c->refused || minor == 0 ||
              server_has_header(c->request, "Connection: close");
    c->due = milliseconds(CLOCK_MONOTONIC);
    c->state = SERVER_WAITING;

    const char *status = !valid       ? "400 Bad Request"
                         : !known     ? "501 Not Implemented"
                         : c->refused ? "503 Service Unavailable"
                                      : "404 Not Found";
    if (welcome && sscanf(path, "/%3d%n", &number, &after) == 1 && number > 0 &&
        (path[after] == '\0' || path[after] == '?'))
        server_prepare_document(c, number, path + after);
    else if (welcome && strcmp(path, "/statistics") == 0)
        server_prepare(c, "200 OK", text,
                       sprintf(text, "%d documents over %d connections, at most %d at once\n",
                               server_state.documents, server_state.connections_used,
                               server_state.most_at_work));
    else
        server_prepare(c, status, text, sprintf(text, "%s\n", status));

    size_t used = whole ? (size_t)(blank + 4 - c->request) : c->received;
    c->received -= used; /* what is left belongs to the next request */
    memmove(c->request, c->request + used, c->received + 1);
}

static inline void server_forget_answer(struct server_connection *c)
{
    free(c->answer);
    c->answer = NULL;
    c->sent = 0;
    server_state.at_work -= c->document;
    c->document = false;
    c->state = SERVER_READING;
}

/* Do what can be done without waiting. False: the connection has come to its end. */
static inline bool server_go_on(struct server_connection *c, const struct pollfd *fd)
{
    if (c->state == SERVER_WAITING && fd->revents)
        return false; /* nobody is there to get the answer */
    if (c->state == SERVER_READING && fd->revents) {
        size_t room = sizeof c->request - 1 - c->received;
        ssize_t n = recv(fd->fd, c->request + c->received, room, MSG_DONTWAIT);
        if (n <= 0)
            return n < 0 && errno == EAGAIN;
        c->received += (size_t)n;
        c->request[c->received] = '\0';
        server_understand(c);
    }
    if (c->state == SERVER_WAITING && milliseconds(CLOCK_MONOTONIC) >= c->due)
        c->state = SERVER_WRITING;
    if (c->state == SERVER_WRITING) {
        size_t left = c->length - c->sent;
        ssize_t n = send(fd->fd, c->answer + c->sent, left, MSG_DONTWAIT | MSG_NOSIGNAL);
        if (n < 0)
            return errno == EAGAIN;
        c->sent += (size_t)n;
        if (c->sent == c->length) {
            server_forget_answer(c);
            if (c->last)
                return false;
            server_understand(c); /* perhaps the next request is here already */
        }
    }
    return true;
}

static inline void server_accept(const struct server *server)
{
    struct pollfd *fds = server_state.fds;
    int room = (int)sysconf(_SC_OPEN_MAX) - SERVER_SPARE_DESCRIPTORS;
    if (room > SERVER_MOST)
        room = SERVER_MOST;
    int polite = server->most_connections;
    if (polite <= 0 || polite > room)
        polite = room;
    int limit = SERVER_FIRST + (server->refuse ? room : polite);
    /* If it refuses, one at a time: poll has then told it of all who left before this one came. */
    int most = fds[SERVER_LISTENER].revents == 0 ? 0 : server->refuse ? 1 : limit;
    for (int fd; most > 0 && server_state.end < limit; server_state.end++, most--) {
        if ((fd = accept(fds[SERVER_LISTENER].fd, NULL, NULL)) < 0)
            break;
        bool refused = server_state.end - SERVER_FIRST >= polite;
        server_state.connections[server_state.end] = (struct server_connection){.refused = refused};
        fds[server_state.end] = (struct pollfd){.fd = fd};
    }
    fds[SERVER_LISTENER].events = server_state.end < limit ? POLLIN : 0;
}

static inline void server_serve(const struct server *server)
{
    struct pollfd *fds = server_state.fds;
    struct server_connection *connections = server_state.connections;
    for (server_state.end = SERVER_FIRST;;) {
        server_accept(server);
        double now = milliseconds(CLOCK_MONOTONIC), next = now + 1e6; /* a quarter of an hour */
        for (int i = SERVER_FIRST; i < server_state.end; i++) {
            struct server_connection *c = &connections[i];
            fds[i].events = c->state == SERVER_READING   ? POLLIN
                            : c->state == SERVER_WRITING ? POLLOUT
                                                         : 0;
            if (c->state == SERVER_WAITING && c->due < next)
                next = c->due;
        }
        int timeout_ms = next <= now ? 0 : (int)(next - now) + 1;
        if (poll(fds, (nfds_t)server_state.end, timeout_ms) < 0)
            err(1, "poll");
        if (fds[SERVER_LEASH].revents)
            return;
        for (int i = server_state.end - 1; i >= SERVER_FIRST; i--) {
            if (server_go_on(&connections[i], &fds[i]))
                continue;
            close(fds[i].fd);
            server_forget_answer(&connections[i]);
            server_state.end--; /* the last one moves into the gap */
            connections[i] = connections[server_state.end];
            fds[i] = fds[server_state.end];
        }
    }
}

static inline void server_start(struct server *server)
{
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons((uint16_t)server->port),
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof address;
    int leash[2], on = 1;
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    if (listener < 0 || pipe(leash) < 0 ||
        setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) < 0 ||
        bind(listener, (struct sockaddr *)&address, length) < 0 ||
        listen(listener, SERVER_MOST) < 0 ||
        getsockname(listener, (struct sockaddr *)&address, &length) < 0)
        err(1, "server");
    server->port = ntohs(address.sin_port);
    server->leash = leash[1];
    server->process = fork();
    if (server->process < 0)
        err(1, "fork");
    if (server->process == 0) {
        close(leash[1]);
        server_state.fds[SERVER_LEASH] = (struct pollfd){.fd = leash[0], .events = POLLIN};
        server_state.fds[SERVER_LISTENER] = (struct pollfd){.fd = listener};
        server_serve(server);
        _exit(0);
    }
    close(leash[0]);
    close(listener);
}

static inline void server_stop(struct server *server)
{
    close(server->leash);
    if (waitpid(server->process, NULL, 0) != server->process)
        err(1, "waitpid");
}

#endif
