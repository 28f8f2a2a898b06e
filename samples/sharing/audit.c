#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include "must.h"

static int savings = 1000, cash; /* together they are 1000 */
static pthread_mutex_t money_lock = PTHREAD_MUTEX_INITIALIZER;

static void nap(long ms)
{
    nanosleep(&(struct timespec){.tv_nsec = ms * 1000 * 1000}, NULL);
}

// [audit]
static void *withdraw(void *unused)
{
    must(pthread_mutex_lock(&money_lock));
    savings -= 300;
    nap(4); /* count the notes */
    cash += 300;
    must(pthread_mutex_unlock(&money_lock));
    return unused;
}

static int total(bool with_lock)
{
    if (with_lock)
        must(pthread_mutex_lock(&money_lock));
    int sum = savings + cash;
    if (with_lock)
        must(pthread_mutex_unlock(&money_lock));
    return sum;
}
// [audit]

int main(int argc, char *argv[])
{
    bool with_lock = argc > 1 && strcmp(argv[1], "lock") == 0;
    pthread_t customer;
    must(pthread_create(&customer, NULL, withdraw, NULL));
    nap(2);
    printf("total: %d\n", total(with_lock));
    must(pthread_join(customer, NULL));
    return 0;
}
