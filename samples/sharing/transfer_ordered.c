#include <pthread.h>
#include <stdio.h>
#include <time.h>
#include "must.h"

struct account {
    int number;
    const char *name;
    long balance;
    pthread_mutex_t lock;
};

static struct account ann = {1, "Ann", 1000, PTHREAD_MUTEX_INITIALIZER};
static struct account bob = {2, "Bob", 1000, PTHREAD_MUTEX_INITIALIZER};

// [transfer]
static void transfer(struct account *from, struct account *to, long amount)
{
    struct account *first = from->number < to->number ? from : to;
    struct account *second = first == from ? to : from;
    must(pthread_mutex_lock(&first->lock));
    /* ask the tax office */
    nanosleep(&(struct timespec){.tv_nsec = 10 * 1000 * 1000}, NULL);
    must(pthread_mutex_lock(&second->lock));
    from->balance -= amount;
    to->balance += amount;
    must(pthread_mutex_unlock(&second->lock));
    must(pthread_mutex_unlock(&first->lock));
}

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
// [transfer]

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
