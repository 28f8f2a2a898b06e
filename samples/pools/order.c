#include <stdio.h>
#include <time.h>
#include <unistd.h>
#include "map.h"

enum { ITEMS = 8, WORKERS = 4, SECOND_NS = 1000 * 1000 * 1000 };

static struct timespec bell; /* nobody is done before it rings */

static void set_bell(long ms)
{
    clock_gettime(CLOCK_MONOTONIC, &bell);
    bell.tv_nsec += ms * 1000 * 1000;
    bell.tv_sec += bell.tv_nsec / SECOND_NS;
    bell.tv_nsec %= SECOND_NS;
}

// [order]
static long square(long n)
{
    clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &bell, NULL);
    dprintf(STDOUT_FILENO, "%ld ", n); /* one write, not held back in a buffer */
    return n * n;
}

int main(void)
{
    long items[ITEMS] = {1, 2, 3, 4, 5, 6, 7, 8}, results[ITEMS];
    set_bell(3);
    map(square, items, results, ITEMS, WORKERS);

    printf("\n");
    for (int i = 0; i < ITEMS; i++)
        printf("%ld ", results[i]);
    printf("\n");
    return 0;
}
// [order]
