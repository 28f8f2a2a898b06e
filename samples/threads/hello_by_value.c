#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include "must.h"

enum { THREADS = 5 };

static void *greet(void *argument)
{
    int number = (int)(intptr_t)argument;
    printf("Hello from thread %d\n", number);
    return NULL;
}

int main(void)
{
    pthread_t threads[THREADS];

    for (int i = 0; i < THREADS; i++)
        must(pthread_create(&threads[i], NULL, greet, (void *)(intptr_t)i));
    for (int i = 0; i < THREADS; i++)
        must(pthread_join(threads[i], NULL));
    return 0;
}
