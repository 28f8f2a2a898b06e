#include <pthread.h>
#include <stdio.h>
#include "must.h"

enum { LAST = 1 << 23, THREADS = 4 };

struct share {
    pthread_t thread;
    int first, last, lucky;
};

static int digit_sum(int number)
{
    int sum = 0;
    for (; number > 0; number /= 10)
        sum += number % 10;
    return sum;
}

// [hand]
static void *do_share(void *argument)
{
    struct share *share = argument;
    int lucky = 0;
    for (int i = share->first; i <= share->last; i++)
        if (digit_sum(i) % 7 == 0)
            lucky++;
    share->lucky = lucky;
    return NULL;
}

static int count_lucky(void)
{
    struct share shares[THREADS];
    for (int t = 0; t < THREADS; t++) {
        shares[t].first = LAST / THREADS * t + 1;
        shares[t].last = LAST / THREADS * (t + 1);
        must(pthread_create(&shares[t].thread, NULL, do_share, &shares[t]));
    }
    int lucky = 0;
    for (int t = 0; t < THREADS; t++) {
        must(pthread_join(shares[t].thread, NULL));
        lucky += shares[t].lucky;
    }
    return lucky;
}
// [hand]

int main(void)
{
    printf("%d lucky numbers\n", count_lucky());
    return 0;
}
