#include <err.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "map.h"

enum { ITEMS = 7, WORKERS = 3 };

// [naps]
static long nap(long milliseconds)
{
    nanosleep(&(struct timespec){.tv_nsec = milliseconds * 1000 * 1000}, NULL);
    return milliseconds;
}

int main(int argc, char *argv[])
{
    const long small_first[ITEMS] = {4, 4, 4, 4, 4, 4, 12};
    const long large_first[ITEMS] = {12, 4, 4, 4, 4, 4, 4};
    if (argc != 2)
        errx(2, "usage: %s small|large", argv[0]);
    bool small = strcmp(argv[1], "small") == 0;

    long results[ITEMS], sum = 0;
    map(nap, small ? small_first : large_first, results, ITEMS, WORKERS);
    for (int i = 0; i < ITEMS; i++)
        sum += results[i];
    printf("%ld ms of naps\n", sum);
    return 0;
}
// [naps]
