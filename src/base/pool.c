#include "base/pool.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "base/mem.h"

struct pool {
    atomic_size_t next; /* the first item that nobody has taken */
    size_t n;
    void (*fn)(void *ctx, size_t i);
    void *ctx;
};

static void *take_items(void *arg)
{
    struct pool *pool = arg;
    for (size_t i; (i = atomic_fetch_add(&pool->next, 1)) < pool->n;)
        pool->fn(pool->ctx, i);
    return NULL;
}

/* The caller is one of the threads: where no other can be started, it does all the work itself. */
void pool_each(size_t n, int threads, void (*fn)(void *ctx, size_t i), void *ctx)
{
    struct pool pool = {.n = n, .fn = fn, .ctx = ctx};
    size_t others = threads > 1 ? (size_t)threads - 1 : 0;
    if (others >= n)
        others = n > 0 ? n - 1 : 0;
    pthread_t *started = xcalloc(others, sizeof *started);
    size_t count = 0;
    while (count < others && pthread_create(&started[count], NULL, take_items, &pool) == 0)
        count++;
    take_items(&pool);
    for (size_t i = 0; i < count; i++)
        pthread_join(started[i], NULL);
    free(started);
}
