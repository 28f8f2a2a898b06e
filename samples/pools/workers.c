#include <err.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "map.h"
#include "work.h"

enum { ITEMS = 512, STEPS = 20000, MICROSECONDS = 700 };

// [tasks]
static long compute(long steps)
{
    return work(steps) > 0;
}

static long wait_for(long microseconds)
{
    nanosleep(&(struct timespec){.tv_nsec = microseconds * 1000}, NULL);
    return 1;
}
// [tasks]

int main(int argc, char *argv[])
{
    if (argc != 3 || atoi(argv[2]) < 1)
        errx(2, "usage: %s compute|wait WORKERS", argv[0]);
    bool computes = strcmp(argv[1], "compute") == 0;

    long items[ITEMS], results[ITEMS], done = 0;
    for (int i = 0; i < ITEMS; i++)
        items[i] = computes ? STEPS : MICROSECONDS;
    map(computes ? compute : wait_for, items, results, ITEMS, atoi(argv[2]));
    for (int i = 0; i < ITEMS; i++)
        done += results[i];
    printf("%ld tasks done\n", done);
    return 0;
}
