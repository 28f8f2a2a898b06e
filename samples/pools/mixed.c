#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include "map.h"
#include "work.h"

enum { ITEMS = 256 };

// [ask]
/* Wait for an answer, and work on it. */
static long ask(long steps)
{
    nanosleep(&(struct timespec){.tv_nsec = 400 * 1000}, NULL);
    return work(steps) > 0;
}
// [ask]

int main(int argc, char *argv[])
{
    if (argc != 2 || atoi(argv[1]) < 1)
        errx(2, "usage: %s WORKERS", argv[0]);
    long items[ITEMS], results[ITEMS], done = 0;
    for (int i = 0; i < ITEMS; i++)
        items[i] = 50000;
    map(ask, items, results, ITEMS, atoi(argv[1]));
    for (int i = 0; i < ITEMS; i++)
        done += results[i];
    printf("%ld answers worked on\n", done);
    return 0;
}
