#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include "must.h"
#include "nap.h"

static pthread_barrier_t lobby; /* where all wait until the last one has come */
static sem_t chairs;            /* how many are free */

static void *visitor(void *argument)
{
    int way_ms = *(const int *)argument;
    nap(way_ms);
    pthread_barrier_wait(&lobby);
    sem_wait(&chairs);
    nap(6);
    sem_post(&chairs);
    return NULL;
}

int main(void)
{
    pthread_t threads[3];
    int ways_ms[] = {3, 6, 9};
    must(pthread_barrier_init(&lobby, NULL, 3));
    sem_init(&chairs, 0, 2);
    for (int i = 0; i < 3; i++)
        must(pthread_create(&threads[i], NULL, visitor, &ways_ms[i]));
    for (int i = 0; i < 3; i++)
        must(pthread_join(threads[i], NULL));
    puts("all have sat");
    return 0;
}
