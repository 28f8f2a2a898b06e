#include <pthread.h>
#include <stdio.h>
#include "must.h"

enum { THREADS = 5 };

static pthread_barrier_t loop_is_over;

static void *greet(void *argument)
{
    const int *number = argument;
    pthread_barrier_wait(&loop_is_over);
    printf("Hello from thread %d\n", *number);
    return NULL;
}

int main(void)
{
    pthread_t threads[THREADS];
    int i;

    must(pthread_barrier_init(&loop_is_over, NULL, THREADS + 1));
    for (i = 0; i < THREADS; i++)
        must(pthread_create(&threads[i], NULL, greet, &i));
    pthread_barrier_wait(&loop_is_over);

    for (int j = 0; j < THREADS; j++)
        must(pthread_join(threads[j], NULL));
    must(pthread_barrier_destroy(&loop_is_over));
    return 0;
}
