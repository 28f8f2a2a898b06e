#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include "must.h"

struct account {
    const char *name;
    long balance;
    pthread_mutex_t lock;
};

static struct account ann = {"Ann", 1000, PTHREAD_MUTEX_INITIALIZER};
static struct account bob = {"Bob", 1000, PTHREAD_MUTEX_INITIALIZER};

// [transfer]
static void transfer(struct account *from, struct account *to, long amount)
{
    must(pthread_mutex_lock(&from->lock));
    printf("%s is locked, now %s\n", from->name, to->name);
    /* ask the tax office */
    nanosleep(&(struct timespec){.tv_nsec = 100 * 1000 * 1000}, NULL);
    must(pthread_mutex_lock(&to->lock));
    from->balance -= amount;
    to->balance += amount;
    must(pthread_mutex_unlock(&to->lock));
    must(pthread_mutex_unlock(&from->lock));
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

// [main]
int main(int argc, char *argv[])
{
    pthread_t rent, debt;
    bool at_once = argc > 1 && strcmp(argv[1], "at-once") == 0;

    must(pthread_create(&rent, NULL, pay_rent, NULL));
    if (!at_once)
        must(pthread_join(rent, NULL));
    must(pthread_create(&debt, NULL, pay_back, NULL));
    must(pthread_join(debt, NULL));
    if (at_once)
        must(pthread_join(rent, NULL));
    printf("Ann has %ld, Bob has %ld\n", ann.balance, bob.balance);
    return 0;
}
// [main]
