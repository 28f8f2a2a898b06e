#define _GNU_SOURCE
#include <err.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>
#include "letters.h"

// [two]
static void produce(int to)
{
    for (int i = 0; i < LETTERS; i++) {
        struct letter letter = {.number = i};
        write_letter();
        if (write(to, &letter, sizeof letter) != sizeof letter)
            err(1, "write");
    }
    close(to);
}

static void consume(int from)
{
    int consumed = 0, out_of_order = 0;
    for (struct letter letter; read(from, &letter, sizeof letter) == sizeof letter; consumed++) {
        if (letter.number != consumed)
            out_of_order++;
        read_letter();
    }
    printf("%d letters consumed, %d out of order\n", consumed, out_of_order);
    fflush(stdout);
}
// [two]

// [main]
int main(void)
{
    int ends[2];
    if (pipe(ends) < 0)
        err(1, "pipe");
    int room = fcntl(ends[1], F_SETPIPE_SZ, 4096); /* as small as it gets */
    if (room < 0)
        err(1, "F_SETPIPE_SZ");
    printf("the pipe has room for %d bytes\n", room);
    fflush(stdout);

    pid_t consumer = fork();
    if (consumer < 0)
        err(1, "fork");
    if (consumer == 0) {
        close(ends[1]);
        consume(ends[0]);
        _exit(0);
    }
    close(ends[0]);
    produce(ends[1]);
    if (waitpid(consumer, NULL, 0) < 0)
        err(1, "waitpid");
    return 0;
}
// [main]
