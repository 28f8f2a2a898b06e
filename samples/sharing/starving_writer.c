#define _GNU_SOURCE
#include <err.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include "must.h"

enum { READERS = 4, LOOKS = 8 };

static pthread_rwlock_t price_lock;
static atomic_int looks;

static void nap(long ms)
{
    nanosleep(&(struct timespec){.tv_nsec = ms * 1000 * 1000}, NULL);
}

// [threads]
static void *read_price(void *argument)
{
    const int *first_nap = argument;
    nap(*first_nap); /* so that they don't all come at once */
    for (int i = 0; i < LOOKS; i++) {
        must(pthread_rwlock_rdlock(&price_lock));
        looks++;
        nap(8);
        must(pthread_rwlock_unlock(&price_lock));
    }
    return NULL;
}

static void *write_price(void *unused)
{
    nap(10);
    must(pthread_rwlock_wrlock(&price_lock));
    printf("a new price, after %d of %d looks\n", looks, READERS * LOOKS);
    must(pthread_rwlock_unlock(&price_lock));
    return unused;
}
// [threads]

int main(int argc, char *argv[])
{
    pthread_t readers[READERS], writer;
    int first_naps[READERS];
    pthread_rwlockattr_t attributes;
    if (argc != 2)
        errx(2, "usage: %s readers|writers", argv[0]);

    must(pthread_rwlockattr_init(&attributes));
    // [prefer]
    int kind = PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP;
    if (strcmp(argv[1], "writers") == 0)
        must(pthread_rwlockattr_setkind_np(&attributes, kind));
    // [prefer]
    must(pthread_rwlock_init(&price_lock, &attributes));

    for (int i = 0; i < READERS; i++) {
        first_naps[i] = 2 * i;
        must(pthread_create(&readers[i], NULL, read_price, &first_naps[i]));
    }
    must(pthread_create(&writer, NULL, write_price, NULL));
    for (int i = 0; i < READERS; i++)
        must(pthread_join(readers[i], NULL));
    must(pthread_join(writer, NULL));
    return 0;
}
