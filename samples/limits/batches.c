#include <err.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include "must.h"

enum { THREADS = 4, LAST = 1 << 23 };

static int next = 1; /* the first number that nobody has taken */
static int lucky;
static int batch;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static int digit_sum(int number)
{
    int sum = 0;
    for (; number > 0; number /= 10)
        sum += number % 10;
    return sum;
}

// [worker]
static void *take_batches(void *unused)
{
    int own_lucky = 0;
    for (;;) {
        must(pthread_mutex_lock(&lock));
        int first = next;
        next += batch;
        must(pthread_mutex_unlock(&lock));
        if (first > LAST)
            break;
        for (int i = first; i < first + batch && i <= LAST; i++)
            own_lucky += digit_sum(i) % 7 == 0;
    }
    must(pthread_mutex_lock(&lock));
    lucky += own_lucky;
    must(pthread_mutex_unlock(&lock));
    return unused;
}
// [worker]

int main(int argc, char *argv[])
{
    pthread_t threads[THREADS];
    batch = argc == 2 ? atoi(argv[1]) : 0;
    if (batch < 1 || batch > LAST)
        errx(2, "usage: %s BATCH (1 to %d)", argv[0], LAST);

    for (int i = 0; i < THREADS; i++)
        must(pthread_create(&threads[i], NULL, take_batches, NULL));
    for (int i = 0; i < THREADS; i++)
        must(pthread_join(threads[i], NULL));
    printf("%d lucky numbers\n", lucky);
    return 0;
}
