#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include "world.h"

enum { LARGEST = 1 << 20, TOTAL = 128 << 20, MOST_ROUNDS = 2000 };

int main(int argc, char *argv[])
{
    static char message[LARGEST];
    long length = argc == 2 ? atol(argv[1]) : 0;
    if (length < 1 || length > LARGEST)
        errx(2, "usage: %s BYTES (1 to %d)", argv[0], LARGEST);

    // [rounds]
    long rounds = TOTAL / 2 / length < MOST_ROUNDS ? TOTAL / 2 / length : MOST_ROUNDS;
    int rank = world_begin(2), other = 1 - rank;
    for (long round = 0; round < rounds; round++) {
        if (rank == 0)
            world_send(other, message, (size_t)length);
        world_receive(other, message, (size_t)length);
        if (rank == 1)
            world_send(other, message, (size_t)length);
    }
    world_end();
    // [rounds]
    printf("%ld messages of %ld bytes\n", 2 * rounds, length);
    return 0;
}
