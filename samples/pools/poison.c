#include <signal.h>
#include <stdio.h>
#include "map.h"

enum { ITEMS = 8, WORKERS = 3 };

// [poison]
static long square(long n)
{
    if (n == 3 || n == 5)
        raise(SIGSEGV); /* as a wild pointer would, with luck */
    return n * n;
}
// [poison]

int main(void)
{
    long items[ITEMS] = {1, 2, 3, 4, 5, 6, 7, 8}, results[ITEMS];
    map(square, items, results, ITEMS, WORKERS);
    for (int i = 0; i < ITEMS; i++)
        printf("%ld ", results[i]);
    printf("\n");
    return 0;
}
