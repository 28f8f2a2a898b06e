#define _POSIX_C_SOURCE 200809L
#include <err.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include "must.h"

enum { READERS = 4, READS = 5 };

static int price = 42;
static pthread_mutex_t price_mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_rwlock_t price_rwlock = PTHREAD_RWLOCK_INITIALIZER;

// [readers]
static int look_up_price(void)
{
    /* a slow disk */
    nanosleep(&(struct timespec){.tv_nsec = 2 * 1000 * 1000}, NULL);
    return price;
}

static void *read_with_mutex(void *unused)
{
    for (int i = 0; i < READS; i++) {
        must(pthread_mutex_lock(&price_mutex));
        look_up_price();
        must(pthread_mutex_unlock(&price_mutex));
    }
    return unused;
}

static void *read_with_rwlock(void *unused)
{
    for (int i = 0; i < READS; i++) {
        must(pthread_rwlock_rdlock(&price_rwlock));
        look_up_price();
        must(pthread_rwlock_unlock(&price_rwlock));
    }
    return unused;
}
// [readers]

int main(int argc, char *argv[])
{
    pthread_t readers[READERS];
    if (argc != 2)
        errx(2, "usage: %s mutex|rwlock", argv[0]);
    void *(*read_prices)(void *) =
        strcmp(argv[1], "rwlock") == 0 ? read_with_rwlock : read_with_mutex;

    for (int i = 0; i < READERS; i++)
        must(pthread_create(&readers[i], NULL, read_prices, NULL));
    for (int i = 0; i < READERS; i++)
        must(pthread_join(readers[i], NULL));
    printf("%d readers have read %d times each\n", READERS, READS);
    return 0;
}
