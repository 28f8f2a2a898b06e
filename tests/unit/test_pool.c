#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <unistd.h>

#include "base/pool.h"
#include "test.h"

enum { MOST = 1000 };

struct work {
    int done[MOST]; /* not atomic on purpose: each slot has one writer, the join orders the reads */
    atomic_int running, most_running;
    atomic_size_t last;
    atomic_bool out_of_order;
};

static void count_item(void *ctx, size_t i)
{
    struct work *w = ctx;
    w->done[i]++;
}

static void each_item_once(void)
{
    static const struct {
        size_t n;
        int threads;
    } rows[] = {{0, 1},    {0, 4},    {1, 1},    {1, 8}, {3, 8},
                {MOST, 1}, {MOST, 2}, {MOST, 7}, {5, 0}, {5, -1}};
    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
        struct work w = {0};
        pool_each(rows[r].n, rows[r].threads, count_item, &w);
        for (size_t i = 0; i < MOST; i++)
            if (!CHECK(w.done[i] == (i < rows[r].n)))
                break;
    }
}

static void hold(void *ctx, size_t i)
{
    struct work *w = ctx;
    (void)i;
    int running = atomic_fetch_add(&w->running, 1) + 1;
    for (int most = atomic_load(&w->most_running); running > most;)
        if (atomic_compare_exchange_weak(&w->most_running, &most, running))
            break;
    usleep(20000);
    atomic_fetch_sub(&w->running, 1);
}

static void as_many_threads_as_asked(void)
{
    struct work w = {0};
    pool_each(24, 4, hold, &w);
    CHECK(w.most_running <= 4);
    CHECK(w.most_running >= 2);
}

static void note_order(void *ctx, size_t i)
{
    struct work *w = ctx;
    if (i != atomic_fetch_add(&w->last, 1))
        atomic_store(&w->out_of_order, true);
}

static void items_are_taken_in_order(void)
{
    struct work w = {0};
    pool_each(MOST, 1, note_order, &w);
    CHECK_INT(w.last, MOST);
    CHECK(!w.out_of_order);
}

static void cpus_follow_the_affinity(void)
{
    cpu_set_t before, one;
    CHECK(sched_getaffinity(0, sizeof before, &before) == 0);
    CHECK(pool_cpus() >= 1);
    CHECK(pool_cpus() <= CPU_COUNT(&before));
    CPU_ZERO(&one);
    CPU_SET(sched_getcpu(), &one);
    CHECK(sched_setaffinity(0, sizeof one, &one) == 0);
    CHECK_INT(pool_cpus(), 1);
    CHECK(sched_setaffinity(0, sizeof before, &before) == 0);
}

int main(void)
{
    RUN(each_item_once);
    RUN(as_many_threads_as_asked);
    RUN(items_are_taken_in_order);
    RUN(cpus_follow_the_affinity);
    return test_summary();
}
