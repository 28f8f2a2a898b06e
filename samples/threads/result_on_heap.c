#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include "must.h"

static long *new_sum(void)
{
    long *sum = malloc(sizeof *sum);
    if (sum == NULL)
        pthread_exit(NULL);
    *sum = 0;
    return sum;
}

static void *add_up(void *argument)
{
    const int *last = argument;
    long *sum = new_sum();
    for (int i = 1; i <= *last; i++)
        *sum += i;
    return sum;
}

int main(void)
{
    int last = 100;
    pthread_t adder;
    void *result;

    must(pthread_create(&adder, NULL, add_up, &last));
    must(pthread_join(adder, &result));
    if (result == NULL)
        return 1;
    printf("1 + 2 + … + %d = %ld\n", last, *(long *)result);
    free(result);
    return 0;
}
