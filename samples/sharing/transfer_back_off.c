#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include "must.h"

struct account {
    const char *name;
    long balance;
    pthread_mutex_t lock;
};

static struct account ann = {"Ann", 1000, PTHREAD_MUTEX_INITIALIZER};
static struct account bob = {"Bob", 1000, PTHREAD_MUTEX_INITIALIZER};

static void nap_us(long us)
{
    nanosleep(&(struct timespec){.tv_nsec = us * 1000}, NULL);
}

// [transfer]
static void lock_both(struct account *from, struct account *to)
{
    for (;;) {
        must(pthread_mutex_lock(&from->lock));
        nap_us(1000); /* ask the tax office */
        int error = pthread_mutex_trylock(&to->lock);
        if (error != EBUSY) {
            must(error);
            return;
        }
        must(pthread_mutex_unlock(&from->lock));
        nap_us(random() % 1000);
    }
}

static void transfer(struct account *from, struct account *to, long amount)
{
    lock_both(from, to);
    from->balance -= amount;
    to->balance += amount;
    must(pthread_mutex_unlock(&to->lock));
    must(pthread_mutex_unlock(&from->lock));
}
// [transfer]

static void *pay_rent(void *unused)
{
    transfer(&ann, &bob, 300);
    return unused;
}

static void *pay_back(void *unused)
{
    transfer(&bob, &ann, 50);
    return unused;
}

int main(void)
{
    pthread_t rent, debt;
    must(pthread_create(&rent, NULL, pay_rent, NULL));
    must(pthread_create(&debt, NULL, pay_back, NULL));
    must(pthread_join(rent, NULL));
    must(pthread_join(debt, NULL));
    printf("Ann has %ld, Bob has %ld\n", ann.balance, bob.balance);
    return 0;
}
