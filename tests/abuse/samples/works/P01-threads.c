/* {} 40 threads */
#include <pthread.h>

#include "attack.h"

static void *worker(void *counter)
{
    __atomic_add_fetch((int *)counter, 1, __ATOMIC_RELAXED);
    return NULL;
}

int main(void)
{
    pthread_t threads[40];
    int count = 0;
    for (int i = 0; i < 40; i++)
        if (pthread_create(&threads[i], NULL, worker, &count) != 0)
            return 1;
    for (int i = 0; i < 40; i++)
        pthread_join(threads[i], NULL);
    return count == 40 ? end() : 1;
}
