#include <pthread.h>
#include <stdio.h>
#include <time.h>

static void *sleep_a_while(void *arg)
{
    nanosleep(&(struct timespec){.tv_nsec = 100000000}, NULL);
    return arg;
}

/* Five threads that sleep for a tenth of a second. */
int main(void)
{
    pthread_t threads[5];
    for (int i = 0; i < 5; i++)
        if (pthread_create(&threads[i], NULL, sleep_a_while, NULL) != 0)
            return 1;
    for (int i = 0; i < 5; i++)
        pthread_join(threads[i], NULL);
    puts("awake");
    return 0;
}
