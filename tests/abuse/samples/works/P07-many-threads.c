/* {processes=600} 512 threads that live at one time */
#include <pthread.h>

#include "attack.h"

static pthread_barrier_t all;

static void *worker(void *unused)
{
    pthread_barrier_wait(&all);
    return unused;
}

int main(void)
{
    pthread_t threads[512];
    pthread_barrier_init(&all, NULL, 513);
    for (int i = 0; i < 512; i++)
        if (pthread_create(&threads[i], NULL, worker, NULL) != 0)
            return 1;
    pthread_barrier_wait(&all);
    for (int i = 0; i < 512; i++)
        pthread_join(threads[i], NULL);
    return end();
}
