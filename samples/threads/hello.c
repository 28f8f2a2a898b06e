#include <pthread.h>
#include <stdio.h>
#include "must.h"

enum { THREADS = 5 };

static void *greet(void *argument)
{
    const int *number = argument;
    printf("Hello from thread %d\n", *number);
    return NULL;
}

int main(void)
{
    pthread_t threads[THREADS];
    int numbers[THREADS];

    for (int i = 0; i < THREADS; i++) {
        numbers[i] = i;
        must(pthread_create(&threads[i], NULL, greet, &numbers[i]));
    }
    for (int i = 0; i < THREADS; i++)
        must(pthread_join(threads[i], NULL));
    return 0;
}
