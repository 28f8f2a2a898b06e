#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include "must.h"

enum { THREADS = 2, INCREMENTS = 100 * 1000 };

static long counter;
static atomic_flag counter_lock = ATOMIC_FLAG_INIT;

// [lock]
static void lock(atomic_flag *flag)
{
    while (atomic_flag_test_and_set_explicit(flag, memory_order_acquire))
        ; /* it was set: somebody else is in */
}

static void unlock(atomic_flag *flag)
{
    atomic_flag_clear_explicit(flag, memory_order_release);
}
// [lock]

static void *count(void *unused)
{
    for (int i = 0; i < INCREMENTS; i++) {
        lock(&counter_lock);
        counter++;
        unlock(&counter_lock);
    }
    return unused;
}

int main(void)
{
    pthread_t threads[THREADS];
    for (int i = 0; i < THREADS; i++)
        must(pthread_create(&threads[i], NULL, count, NULL));
    for (int i = 0; i < THREADS; i++)
        must(pthread_join(threads[i], NULL));
    printf("counter: %ld\n", counter);
    return 0;
}
