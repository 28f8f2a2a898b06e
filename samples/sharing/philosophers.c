#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include "must.h"

enum { PHILOSOPHERS = 5 };

static pthread_mutex_t forks[PHILOSOPHERS];
static bool ordered;

// [dine]
static void *dine(void *argument)
{
    int seat = *(const int *)argument;
    int first = seat, second = (seat + 1) % PHILOSOPHERS; /* left, then right */
    if (ordered && second < first) {
        first = second;
        second = seat;
    }
    must(pthread_mutex_lock(&forks[first]));
    printf("philosopher %d has fork %d\n", seat, first);
    /* think */
    nanosleep(&(struct timespec){.tv_nsec = 100 * 1000 * 1000}, NULL);
    must(pthread_mutex_lock(&forks[second]));
    printf("philosopher %d eats\n", seat);
    must(pthread_mutex_unlock(&forks[second]));
    must(pthread_mutex_unlock(&forks[first]));
    return NULL;
}
// [dine]

int main(int argc, char *argv[])
{
    pthread_t threads[PHILOSOPHERS];
    int seats[PHILOSOPHERS];
    ordered = argc > 1 && strcmp(argv[1], "ordered") == 0;

    for (int i = 0; i < PHILOSOPHERS; i++)
        must(pthread_mutex_init(&forks[i], NULL));
    for (int i = 0; i < PHILOSOPHERS; i++) {
        seats[i] = i;
        must(pthread_create(&threads[i], NULL, dine, &seats[i]));
    }
    for (int i = 0; i < PHILOSOPHERS; i++)
        must(pthread_join(threads[i], NULL));
    return 0;
}
