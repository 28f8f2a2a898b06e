#include <pthread.h>
#include <stdio.h>
#include <time.h>
#include "must.h"

enum { ROUNDS = 2 };

static int counter;
static pthread_mutex_t counter_lock = PTHREAD_MUTEX_INITIALIZER;

// [count]
static void *count(void *unused)
{
    for (int round = 0; round < ROUNDS; round++) {
        must(pthread_mutex_lock(&counter_lock));
        for (int i = 0; i < 3; i++) {
            counter++;
            nanosleep(&(struct timespec){.tv_nsec = 100 * 1000}, NULL);
        }
        printf("%d\n", counter);
        must(pthread_mutex_unlock(&counter_lock));
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
