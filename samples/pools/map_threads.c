#include "map.h"
#include <pthread.h>
#include <stdatomic.h>
#include "must.h"

// [map]
struct job {
    long (*fn)(long);
    const long *items;
    long *results;
    int n;
    atomic_int next; /* the first item that nobody has taken */
};

static void *worker(void *argument)
{
    struct job *job = argument;
    for (int i; (i = atomic_fetch_add(&job->next, 1)) < job->n;)
        job->results[i] = job->fn(job->items[i]);
    return NULL;
}

void map(long (*fn)(long), const long items[], long results[], int n, int workers)
{
    struct job job = {fn, items, results, n, 0};
    pthread_t threads[workers];
    for (int w = 0; w < workers; w++)
        must(pthread_create(&threads[w], NULL, worker, &job));
    for (int w = 0; w < workers; w++)
        must(pthread_join(threads[w], NULL));
}
// [map]
