/* {timeout=5s} Threads without end. */
#include <pthread.h>

#include "attack.h"

static void *sleeper(void *unused)
{
    for (;;)
        nap(10);
    return unused;
}

int main(void)
{
    pthread_attr_t small;
    pthread_attr_init(&small);
    pthread_attr_setstacksize(&small, 16384);
    for (;;) {
        pthread_t thread;
        if (pthread_create(&thread, &small, sleeper, NULL) != 0)
            nap(0.001);
    }
}
