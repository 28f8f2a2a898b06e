#include <pthread.h>
#include <stdio.h>
#include "must.h"

static long balance;
static pthread_mutex_t balance_lock = PTHREAD_MUTEX_INITIALIZER;

// [account]
/* The caller holds balance_lock. */
static void deposit_locked(long amount)
{
    balance += amount;
}

static void deposit(long amount)
{
    must(pthread_mutex_lock(&balance_lock));
    deposit_locked(amount);
    must(pthread_mutex_unlock(&balance_lock));
}

static void add_interest(void)
{
    must(pthread_mutex_lock(&balance_lock));
    deposit_locked(balance / 100);
    must(pthread_mutex_unlock(&balance_lock));
}
// [account]

int main(void)
{
    deposit(500);
    add_interest();
    printf("balance: %ld\n", balance);
    return 0;
}
