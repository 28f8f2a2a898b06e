#include <pthread.h>
#include <stdio.h>

static void *compute(void *arg)
{
    unsigned long *x = arg;
    unsigned long sum = *x;
    for (long i = 0; i < 60000000; i++)
        sum = sum * 6364136223846793005u + 1442695040888963407u;
    *x = sum;
    return NULL;
}

/* Two threads that share nothing. */
int main(void)
{
    unsigned long x[2] = {1, 2};
    pthread_t threads[2];
    for (int i = 0; i < 2; i++)
        if (pthread_create(&threads[i], NULL, compute, &x[i]) != 0)
            return 1;
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    printf("%lu %lu\n", x[0], x[1]);
    return 0;
}
