#include <err.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "pool.h"

enum { DRAWERS = 64, KEYS = 10, WORKERS = 4 };

// [search]
static bool may_stop;
static atomic_bool found;

static void *search(void *argument)
{
    int *drawer = argument;
    if (may_stop && found)
        return NULL;
    nanosleep(&(struct timespec){.tv_nsec = 2 * 1000 * 1000}, NULL); /* rummage */
    if (*drawer != KEYS)
        return NULL;
    found = true;
    return drawer;
}
// [search]

int main(int argc, char *argv[])
{
    if (argc != 2)
        errx(2, "usage: %s all|stop", argv[0]);
    may_stop = strcmp(argv[1], "stop") == 0;

    int drawers[DRAWERS];
    struct future *futures[DRAWERS];
    struct pool *pool = pool_open(WORKERS);
    for (int i = 0; i < DRAWERS; i++) {
        drawers[i] = i + 1;
        futures[i] = pool_submit(pool, search, &drawers[i]);
    }
    for (int i = 0; i < DRAWERS; i++) {
        int *drawer = future_wait(futures[i]);
        if (drawer != NULL)
            printf("the keys are in drawer %d\n", *drawer);
    }
    pool_close(pool);
    return 0;
}
