#define _POSIX_C_SOURCE 200809L
#include <err.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include "must.h"

enum { READERS = 4, READS = 300 * 1000 };

static int price = 42;
static pthread_mutex_t price_mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_rwlock_t price_rwlock = PTHREAD_RWLOCK_INITIALIZER;

// [readers]
static void *read_with_mutex(void *argument)
{
    long *sum = argument;
    for (int i = 0; i < READS; i++) {
        must(pthread_mutex_lock(&price_mutex));
        *sum += price;
        must(pthread_mutex_unlock(&price_mutex));
    }
    return NULL;
}

static void *read_with_rwlock(void *argument)
{
    long *sum = argument;
    for (int i = 0; i < READS; i++) {
        must(pthread_rwlock_rdlock(&price_rwlock));
        *sum += price;
        must(pthread_rwlock_unlock(&price_rwlock));
    }
    return NULL;
}
// [readers]

int main(int argc, char *argv[])
{
    pthread_t readers[READERS];
    long sums[READERS] = {0}, sum = 0;
    if (argc != 2)
        errx(2, "usage: %s mutex|rwlock", argv[0]);
    void *(*read_prices)(void *) =
        strcmp(argv[1], "rwlock") == 0 ? read_with_rwlock : read_with_mutex;

    for (int i = 0; i < READERS; i++)
        must(pthread_create(&readers[i], NULL, read_prices, &sums[i]));
    for (int i = 0; i < READERS; i++) {
        must(pthread_join(readers[i], NULL));
        sum += sums[i];
    }
    printf("average price: %ld\n", sum / READERS / READS);
    return 0;
}
