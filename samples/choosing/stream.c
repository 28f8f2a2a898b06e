#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include "world.h"

enum { TOTAL = 8 << 20 };

int main(int argc, char *argv[])
{
    static char data[TOTAL];
    size_t piece = argc == 2 ? strtoul(argv[1], NULL, 10) : 0;
    if (piece < 1 || piece > TOTAL)
        errx(2, "usage: %s BYTES (1 to %d)", argv[0], TOTAL);

    // [stream]
    int rank = world_begin(2);
    for (size_t at = 0; at + piece <= TOTAL; at += piece)
        if (rank == 0)
            world_send(1, &data[at], piece);
        else
            world_receive(0, &data[at], piece);
    world_end();
    // [stream]
    printf("%zu messages of %zu bytes\n", TOTAL / piece, piece);
    return 0;
}
