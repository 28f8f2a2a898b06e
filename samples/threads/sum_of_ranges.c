#include <pthread.h>
#include <stdio.h>
#include "must.h"

enum { THREADS = 4, LAST = 1000 * 1000 };

struct range {
    long first, last;
    long sum;
};

static void *add_up(void *argument)
{
    struct range *range = argument;
    long sum = 0;
    for (long i = range->first; i <= range->last; i++)
        sum += i;
    range->sum = sum;
    return NULL;
}

int main(void)
{
    pthread_t threads[THREADS];
    struct range ranges[THREADS];
    long total = 0;

    for (int i = 0; i < THREADS; i++) {
        ranges[i].first = (long)LAST * i / THREADS + 1;
        ranges[i].last = (long)LAST * (i + 1) / THREADS;
        must(pthread_create(&threads[i], NULL, add_up, &ranges[i]));
    }
    for (int i = 0; i < THREADS; i++) {
        must(pthread_join(threads[i], NULL));
        printf("%7ld to %7ld: %12ld\n", ranges[i].first, ranges[i].last, ranges[i].sum);
        total += ranges[i].sum;
    }
    printf("all together:       %12ld\n", total);
    return 0;
}
