#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include "must.h"

#ifndef ORDER
#define ORDER memory_order_relaxed
#endif

enum { ROUNDS = 50 * 1000 };

static _Alignas(64) atomic_int x;
static _Alignas(64) atomic_int y;
static _Alignas(64) atomic_int arrived;
static int seen_in_y[ROUNDS], seen_in_x[ROUNDS];

/* Wait until both threads have come here for the n-th time. */
static void meet(int n)
{
    atomic_fetch_add(&arrived, 1);
    for (int looks = 1; atomic_load(&arrived) < 2 * n; looks++)
        if (looks % 1000 == 0)
            sched_yield(); /* the other may need our core to come here */
}

// [threads]
static void *raise_x_look_at_y(void *unused)
{
    for (int round = 0; round < ROUNDS; round++) {
        meet(2 * round + 1);
        atomic_store_explicit(&x, 1, ORDER);
        seen_in_y[round] = atomic_load_explicit(&y, ORDER);
        meet(2 * round + 2);
        atomic_store(&x, 0);
    }
    return unused;
}

static void *raise_y_look_at_x(void *unused)
{
    for (int round = 0; round < ROUNDS; round++) {
        meet(2 * round + 1);
        atomic_store_explicit(&y, 1, ORDER);
        seen_in_x[round] = atomic_load_explicit(&x, ORDER);
        meet(2 * round + 2);
        atomic_store(&y, 0);
    }
    return unused;
}
// [threads]

int main(void)
{
    pthread_t one, other;
    int both_saw_nothing = 0;
    must(pthread_create(&one, NULL, raise_x_look_at_y, NULL));
    must(pthread_create(&other, NULL, raise_y_look_at_x, NULL));
    must(pthread_join(one, NULL));
    must(pthread_join(other, NULL));
    for (int round = 0; round < ROUNDS; round++)
        both_saw_nothing += seen_in_y[round] == 0 && seen_in_x[round] == 0;
    printf("%d rounds, in %d of them both saw 0\n", ROUNDS, both_saw_nothing);
    return 0;
}
