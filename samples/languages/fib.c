#include <err.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include "must.h"

enum { N = 36, MOST_THREADS = 64 };

// [fib]
static int fib(int n)
{
    return n < 2 ? n : fib(n - 1) + fib(n - 2);
}

static void *compute_fib(void *result)
{
    *(int *)result = fib(N);
    return NULL;
}
// [fib]

int main(int argc, char *argv[])
{
    pthread_t threads[MOST_THREADS];
    int results[MOST_THREADS];
    int count = argc == 2 ? atoi(argv[1]) : -1;
    if (count < 0 || count > MOST_THREADS)
        errx(2, "usage: %s THREADS (0 to %d)", argv[0], MOST_THREADS);

    for (int i = 0; i < count; i++)
        must(pthread_create(&threads[i], NULL, compute_fib, &results[i]));
    for (int i = 0; i < count; i++)
        must(pthread_join(threads[i], NULL));
    printf("%d threads:", count);
    for (int i = 0; i < count; i++)
        printf(" %d", results[i]);
    printf("\n");
    return 0;
}
