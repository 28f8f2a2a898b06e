#include "map.h"
#include <pthread.h>
#include "must.h"

// [map]
struct share {
    long (*fn)(long);
    const long *items;
    long *results;
    int first, end;
};

static void *do_share(void *argument)
{
    const struct share *share = argument;
    for (int i = share->first; i < share->end; i++)
        share->results[i] = share->fn(share->items[i]);
    return NULL;
}

void map(long (*fn)(long), const long items[], long results[], int n, int workers)
{
    pthread_t threads[workers];
    struct share shares[workers];
    for (int w = 0; w < workers; w++) {
        int first = n * w / workers, end = n * (w + 1) / workers;
        shares[w] = (struct share){fn, items, results, first, end};
        must(pthread_create(&threads[w], NULL, do_share, &shares[w]));
    }
    for (int w = 0; w < workers; w++)
        must(pthread_join(threads[w], NULL));
}
// [map]
