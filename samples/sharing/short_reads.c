#define _POSIX_C_SOURCE 200809L
#include <err.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "must.h"

enum { READS = 2400 * 1000, MOST_READERS = 64 };

static int price = 42;
static pthread_mutex_t price_mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_rwlock_t price_rwlock = PTHREAD_RWLOCK_INITIALIZER;

struct reader {
    pthread_t thread;
    int reads;
    long sum; /* of the prices that it has seen */
};

// [readers]
static void *read_with_mutex(void *argument)
{
    struct reader *reader = argument;
    long sum = 0;
    for (int i = 0; i < reader->reads; i++) {
        must(pthread_mutex_lock(&price_mutex));
        sum += price;
        must(pthread_mutex_unlock(&price_mutex));
    }
    reader->sum = sum;
    return NULL;
}

static void *read_with_rwlock(void *argument)
{
    struct reader *reader = argument;
    long sum = 0;
    for (int i = 0; i < reader->reads; i++) {
        must(pthread_rwlock_rdlock(&price_rwlock));
        sum += price;
        must(pthread_rwlock_unlock(&price_rwlock));
    }
    reader->sum = sum;
    return NULL;
}
// [readers]

int main(int argc, char *argv[])
{
    struct reader readers[MOST_READERS];
    long sum = 0;
    int count = argc == 3 ? atoi(argv[2]) : 0;
    if (count < 1 || count > MOST_READERS)
        errx(2, "usage: %s mutex|rwlock READERS (1 to %d)", argv[0], MOST_READERS);
    void *(*read_prices)(void *) =
        strcmp(argv[1], "rwlock") == 0 ? read_with_rwlock : read_with_mutex;

    for (int i = 0; i < count; i++) {
        readers[i].reads = READS / count;
        must(pthread_create(&readers[i].thread, NULL, read_prices, &readers[i]));
    }
    for (int i = 0; i < count; i++) {
        must(pthread_join(readers[i].thread, NULL));
        sum += readers[i].sum;
    }
    printf("average price: %ld\n", sum / (READS / count * count));
    return 0;
}
