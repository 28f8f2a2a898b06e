#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include "pool.h"

enum { CHAPTERS = 3, PAGES = 4 };

static struct pool *pool;

static void take_ms(long ms)
{
    nanosleep(&(struct timespec){.tv_nsec = ms * 1000 * 1000}, NULL);
}

// [tasks]
static void *read_page(void *page)
{
    take_ms(5);
    return page;
}

static void *read_chapter(void *chapter)
{
    struct future *pages[PAGES];
    take_ms(20); /* find the chapter */
    for (int i = 0; i < PAGES; i++)
        pages[i] = pool_submit(pool, read_page, chapter);
    for (int i = 0; i < PAGES; i++)
        future_help(pages[i]);
    return chapter;
}

int main(int argc, char *argv[])
{
    struct future *chapters[CHAPTERS];
    if (argc != 2)
        errx(2, "usage: %s WORKERS", argv[0]);
    pool = pool_open(atoi(argv[1]));
    for (int i = 0; i < CHAPTERS; i++)
        chapters[i] = pool_submit(pool, read_chapter, NULL);
    for (int i = 0; i < CHAPTERS; i++)
        future_wait(chapters[i]);
    pool_close(pool);
    printf("%d pages read\n", CHAPTERS * PAGES);
    return 0;
}
// [tasks]
