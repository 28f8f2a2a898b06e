/* server: a small web server for programs that try out how to fetch documents. It speaks HTTP/1.1
 * on 127.0.0.1, in a process of its own, so that it adds nothing to your threads.
 *
 *   GET /7                       document 7, after SERVER_DELAY_MS(7) milliseconds
 *   GET /7?delay=500&bytes=9000  the same, after 500 ms, made 9000 bytes long
 *   GET /statistics              what it did: "12 documents over 4 connections, at most 4 at once"
 *
 * Document N, from 1 to 999, is one line, "This is document N.", repeated and cut off if bytes=
 * asks for more or less; 0 to 1048576. All else is "404 Not Found". A connection is kept for
 * further requests unless the client says "Connection: close". It keeps no secrets, writes no
 * log, and is not for the open internet. */
#ifndef SERVER_H
#define SERVER_H

#include <stdbool.h>
#include <sys/types.h>

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
void server_start(struct server *server);

/* End it and wait for its end. Connections that are still open are cut off. */
void server_stop(struct server *server);

#endif
