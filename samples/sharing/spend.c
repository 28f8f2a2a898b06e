#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <time.h>
#include "must.h"

static atomic_int balance = 100;

// [spend]
static void *buy_shoes(void *unused)
{
    if (atomic_load(&balance) >= 80) {
        /* print the receipt */
        nanosleep(&(struct timespec){.tv_nsec = 1000 * 1000}, NULL);
        atomic_fetch_sub(&balance, 80);
    }
    return unused;
}
// [spend]

int main(void)
{
    pthread_t ann, bob;
    must(pthread_create(&ann, NULL, buy_shoes, NULL));
    must(pthread_create(&bob, NULL, buy_shoes, NULL));
    must(pthread_join(ann, NULL));
    must(pthread_join(bob, NULL));
    printf("balance: %d\n", atomic_load(&balance));
    return 0;
}
