#include <pthread.h>
#include <stdio.h>
#include "must.h"

// [worker]
static void *add_up(void *argument)
{
    const int *last = argument;
    long sum = 0;
    for (int i = 1; i <= *last; i++)
        sum += i;
    pthread_exit(&sum); /* the same mistake, and no warning */
}
// [worker]

int main(void)
{
    int last = 100;
    pthread_t adder;
    void *result;

    must(pthread_create(&adder, NULL, add_up, &last));
    must(pthread_join(adder, &result));
    printf("1 + 2 + … + %d = %ld\n", last, *(long *)result);
    return 0;
}
