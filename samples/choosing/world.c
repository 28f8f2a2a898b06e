#define _POSIX_C_SOURCE 200809L
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include "world.h"

static int rank, size;
static int sockets[WORLD_MOST][WORLD_MOST]; /* [a][b]: what a uses to talk to b */

// [begin]
static void connect_all(void)
{
    for (int a = 0; a < size; a++)
        for (int b = a + 1; b < size; b++) {
            int ends[2];
            if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) < 0)
                err(1, "socketpair");
            sockets[a][b] = ends[0];
            sockets[b][a] = ends[1];
        }
}

int world_begin(int how_many)
{
    if (how_many < 1 || how_many > WORLD_MOST)
        errx(2, "a world has 1 to %d ranks", WORLD_MOST);
    size = how_many;
    connect_all();
    fflush(stdout);
    for (int child = 1; child < size && rank == 0; child++) {
        pid_t pid = fork();
        if (pid < 0)
            err(1, "fork");
        if (pid == 0)
            rank = child;
    }
    for (int a = 0; a < size; a++)
        for (int b = 0; b < size; b++)
            if (a != b && a != rank)
                close(sockets[a][b]);
    return rank;
}
// [begin]

// [talk]
void world_send(int to, const void *data, size_t length)
{
    for (const char *from = data; length > 0;) {
        ssize_t sent = write(sockets[rank][to], from, length);
        if (sent < 0)
            err(1, "rank %d can't send to %d", rank, to);
        from += sent;
        length -= (size_t)sent;
    }
}

void world_receive(int from, void *data, size_t length)
{
    for (char *to = data; length > 0;) {
        ssize_t got = read(sockets[rank][from], to, length);
        if (got <= 0)
            errx(1, "rank %d hears nothing more from %d", rank, from);
        to += got;
        length -= (size_t)got;
    }
}
// [talk]

void world_end(void)
{
    if (rank != 0)
        exit(0);
    for (int i = 1; i < size; i++) {
        int status;
        if (wait(&status) < 0)
            err(1, "wait");
        if (status != 0)
            errx(1, "a rank has failed");
    }
}
