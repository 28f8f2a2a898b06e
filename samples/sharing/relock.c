#define _GNU_SOURCE
#include <err.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include "must.h"

static long balance;
static pthread_mutex_t balance_lock;

// [account]
static void deposit(long amount)
{
    must(pthread_mutex_lock(&balance_lock));
    balance += amount;
    must(pthread_mutex_unlock(&balance_lock));
}

static void add_interest(void)
{
    must(pthread_mutex_lock(&balance_lock));
    deposit(balance / 100); /* which locks the mutex that we hold */
    must(pthread_mutex_unlock(&balance_lock));
}
// [account]

static int mutex_type(const char *name)
{
    if (strcmp(name, "recursive") == 0)
        return PTHREAD_MUTEX_RECURSIVE;
    if (strcmp(name, "errorcheck") == 0)
        return PTHREAD_MUTEX_ERRORCHECK;
    return PTHREAD_MUTEX_NORMAL;
}

int main(int argc, char *argv[])
{
    if (argc != 2)
        errx(2, "usage: %s normal|errorcheck|recursive", argv[0]);
    pthread_mutexattr_t attributes;
    must(pthread_mutexattr_init(&attributes));
    must(pthread_mutexattr_settype(&attributes, mutex_type(argv[1])));
    must(pthread_mutex_init(&balance_lock, &attributes));

    deposit(500);
    add_interest();
    printf("balance: %ld\n", balance);
    return 0;
}
