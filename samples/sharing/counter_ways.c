#include <err.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "must.h"

enum { INCREMENTS = 4 * 1000 * 1000, MOST_THREADS = 64 };

static long locked_counter;
static pthread_mutex_t counter_lock = PTHREAD_MUTEX_INITIALIZER;
static atomic_long atomic_counter;

static void *count_with_mutex(void *increments)
{
    for (int i = *(const int *)increments; i > 0; i--) {
        must(pthread_mutex_lock(&counter_lock));
        locked_counter++;
        must(pthread_mutex_unlock(&counter_lock));
    }
    return NULL;
}

static void *count_atomically(void *increments)
{
    for (int i = *(const int *)increments; i > 0; i--)
        atomic_fetch_add(&atomic_counter, 1);
    return NULL;
}

int main(int argc, char *argv[])
{
    pthread_t threads[MOST_THREADS];
    int count = argc == 3 ? atoi(argv[2]) : 0;
    if (count < 1 || count > MOST_THREADS)
        errx(2, "usage: %s mutex|atomic THREADS (1 to %d)", argv[0], MOST_THREADS);
    void *(*way)(void *) = strcmp(argv[1], "mutex") == 0 ? count_with_mutex : count_atomically;

    int increments = INCREMENTS / count;
    for (int i = 0; i < count; i++)
        must(pthread_create(&threads[i], NULL, way, &increments));
    for (int i = 0; i < count; i++)
        must(pthread_join(threads[i], NULL));
    printf("counter: %ld\n", locked_counter + atomic_counter);
    return 0;
}
