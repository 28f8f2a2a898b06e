#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include "pool.h"
#include "work.h"

enum { JOBS = 16384, STEPS = 500, WORKERS = 2 };

struct range {
    int jobs;
    long done;
};

static struct pool *pool;
static int few; /* from so few jobs on, no more tasks are made of them */

// [halves]
/* Do the jobs of a range: a small one alone, a large one with the help of the pool. */
static void *do_range(void *argument)
{
    struct range *range = argument;
    if (range->jobs <= few) {
        for (int i = 0; i < range->jobs; i++)
            range->done += work(STEPS + i % 2) > 0;
        return range;
    }
    struct range left = {range->jobs / 2, 0}, right = {range->jobs - left.jobs, 0};
    struct future *future = pool_submit(pool, do_range, &left);
    do_range(&right);
    future_help(future);
    range->done = left.done + right.done;
    return range;
}
// [halves]

int main(int argc, char *argv[])
{
    if (argc != 2 || (few = atoi(argv[1])) < 1)
        errx(2, "usage: %s FEW", argv[0]);
    pool = pool_open(WORKERS);
    struct range all = {JOBS, 0};
    future_wait(pool_submit(pool, do_range, &all));
    pool_close(pool);
    printf("%ld jobs done\n", all.done);
    return 0;
}
