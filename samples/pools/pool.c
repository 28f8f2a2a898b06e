#include "pool.h"
#include <assert.h>
#include <err.h>
#include <pthread.h>
#include <stdbool.h>
#include "must.h"

// [types]
struct future {
    struct pool *pool;
    void *(*fn)(void *);
    void *argument, *result;
    bool done;
    pthread_cond_t is_done;
    struct future *next; /* in the queue */
};

struct pool {
    pthread_mutex_t lock; /* for the queue and for all its futures */
    pthread_cond_t not_empty;
    struct future *first, **end; /* the queue, and where its next task goes */
    bool closed;
    int workers;
    pthread_t threads[];
};
// [types]

// [worker]
/* Takes the first task and does it. The lock is held before and after, and not in between. */
static void do_first(struct pool *pool)
{
    struct future *task = pool->first;
    pool->first = task->next;
    if (pool->first == NULL)
        pool->end = &pool->first;

    must(pthread_mutex_unlock(&pool->lock));
    void *result = task->fn(task->argument);
    must(pthread_mutex_lock(&pool->lock));

    task->result = result;
    task->done = true;
    must(pthread_cond_signal(&task->is_done));
}

static void *worker(void *argument)
{
    struct pool *pool = argument;
    must(pthread_mutex_lock(&pool->lock));
    for (;;) {
        while (pool->first == NULL && !pool->closed)
            must(pthread_cond_wait(&pool->not_empty, &pool->lock));
        if (pool->first == NULL)
            break;
        do_first(pool);
    }
    must(pthread_mutex_unlock(&pool->lock));
    return NULL;
}
// [worker]

// [submit]
struct future *pool_submit(struct pool *pool, void *(*fn)(void *), void *argument)
{
    struct future *task = malloc(sizeof *task);
    if (task == NULL)
        err(1, "malloc");
    *task = (struct future){.pool = pool, .fn = fn, .argument = argument};
    must(pthread_cond_init(&task->is_done, NULL));

    must(pthread_mutex_lock(&pool->lock));
    *pool->end = task;
    pool->end = &task->next;
    must(pthread_cond_signal(&pool->not_empty));
    must(pthread_mutex_unlock(&pool->lock));
    return task;
}
// [submit]

// [wait]
static void *wait_for(struct future *future, bool helping)
{
    struct pool *pool = future->pool;
    must(pthread_mutex_lock(&pool->lock));
    while (!future->done)
        if (helping && pool->first != NULL)
            do_first(pool);
        else
            must(pthread_cond_wait(&future->is_done, &pool->lock));
    must(pthread_mutex_unlock(&pool->lock));

    void *result = future->result;
    must(pthread_cond_destroy(&future->is_done));
    free(future);
    return result;
}

void *future_wait(struct future *future)
{
    return wait_for(future, false);
}

void *future_help(struct future *future)
{
    return wait_for(future, true);
}
// [wait]

// [open]
struct pool *pool_open(int workers)
{
    if (workers < 1)
        errx(1, "a pool needs a worker");
    struct pool *pool = malloc(sizeof *pool + (size_t)workers * sizeof pool->threads[0]);
    if (pool == NULL)
        err(1, "malloc");
    *pool = (struct pool){.end = &pool->first, .workers = workers};
    must(pthread_mutex_init(&pool->lock, NULL));
    must(pthread_cond_init(&pool->not_empty, NULL));
    for (int w = 0; w < workers; w++)
        must(pthread_create(&pool->threads[w], NULL, worker, pool));
    return pool;
}

void pool_close(struct pool *pool)
{
    must(pthread_mutex_lock(&pool->lock));
    assert(pool->first == NULL);
    pool->closed = true;
    must(pthread_cond_broadcast(&pool->not_empty));
    must(pthread_mutex_unlock(&pool->lock));
    for (int w = 0; w < pool->workers; w++)
        must(pthread_join(pool->threads[w], NULL));
    must(pthread_cond_destroy(&pool->not_empty));
    must(pthread_mutex_destroy(&pool->lock));
    free(pool);
}
// [open]
