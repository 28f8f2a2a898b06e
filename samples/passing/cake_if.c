#include <pthread.h>
#include <stdio.h>
#include <time.h>
#include "must.h"

enum { GUESTS = 2 };

// [cake]
static int seated, cakes, eaten;
static pthread_mutex_t table = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t arrival = PTHREAD_COND_INITIALIZER;
static pthread_cond_t cake = PTHREAD_COND_INITIALIZER;

static void *guest(void *unused)
{
    must(pthread_mutex_lock(&table));
    seated++;
    must(pthread_cond_signal(&arrival));
    if (cakes == 0)
        must(pthread_cond_wait(&cake, &table));
    cakes--;
    eaten++;
    must(pthread_mutex_unlock(&table));
    return unused;
}

static void *baker(void *unused)
{
    must(pthread_mutex_lock(&table));
    while (seated < GUESTS)
        must(pthread_cond_wait(&arrival, &table));
    must(pthread_mutex_unlock(&table));

    /* bake */
    nanosleep(&(struct timespec){.tv_nsec = 10 * 1000 * 1000}, NULL);
    must(pthread_mutex_lock(&table));
    cakes = 1;
    must(pthread_cond_broadcast(&cake));
    must(pthread_mutex_unlock(&table));
    return unused;
}
// [cake]

int main(void)
{
    pthread_t guests[GUESTS], baker_thread;
    for (int i = 0; i < GUESTS; i++)
        must(pthread_create(&guests[i], NULL, guest, NULL));
    must(pthread_create(&baker_thread, NULL, baker, NULL));
    for (int i = 0; i < GUESTS; i++)
        must(pthread_join(guests[i], NULL));
    must(pthread_join(baker_thread, NULL));
    printf("1 cake baked, %d eaten, %d left\n", eaten, cakes);
    return 0;
}
