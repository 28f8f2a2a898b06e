#include <stdio.h>
#include <time.h>
#include <unistd.h>
#include "map.h"

enum { ITEMS = 8, WORKERS = 4 };

// [order]
static long square(long n)
{
    nanosleep(&(struct timespec){.tv_nsec = 1000 * 1000}, NULL);
    dprintf(STDOUT_FILENO, "%ld ", n); /* one write, not held back in a buffer */
    return n * n;
}

int main(void)
{
    long items[ITEMS] = {1, 2, 3, 4, 5, 6, 7, 8}, results[ITEMS];
    map(square, items, results, ITEMS, WORKERS);

    printf("\n");
    for (int i = 0; i < ITEMS; i++)
        printf("%ld ", results[i]);
    printf("\n");
    return 0;
}
// [order]
