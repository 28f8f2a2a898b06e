#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <time.h>
#include "must.h"

enum { ROUNDS = 2 };

static atomic_int counter;

// [count]
static void *count(void *unused)
{
    for (int round = 0; round < ROUNDS; round++) {
        for (int i = 0; i < 3; i++) {
            atomic_fetch_add(&counter, 1);
            nanosleep(&(struct timespec){.tv_nsec = 100 * 1000}, NULL);
        }
        printf("%d\n", atomic_load(&counter));
    }
    return unused;
}
// [count]

int main(void)
{
    pthread_t one, other;
    must(pthread_create(&one, NULL, count, NULL));
    must(pthread_create(&other, NULL, count, NULL));
    must(pthread_join(one, NULL));
    must(pthread_join(other, NULL));
    return 0;
}
