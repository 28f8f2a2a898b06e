#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include "must.h"
#include "nap.h"

static pthread_mutex_t door = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t opened = PTHREAD_COND_INITIALIZER;
static bool is_open;
static int inside;

static void *guest(void *unused)
{
    must(pthread_mutex_lock(&door));
    while (!is_open)
        must(pthread_cond_wait(&opened, &door));
    inside++;
    must(pthread_mutex_unlock(&door));
    nap(5);
    return unused;
}

static void *host(void *unused)
{
    nap(10);
    must(pthread_mutex_lock(&door));
    is_open = true;
    must(pthread_cond_broadcast(&opened));
    must(pthread_mutex_unlock(&door));
    return unused;
}

int main(void)
{
    pthread_t threads[3];
    must(pthread_create(&threads[0], NULL, guest, NULL));
    must(pthread_create(&threads[1], NULL, guest, NULL));
    must(pthread_create(&threads[2], NULL, host, NULL));
    for (int i = 0; i < 3; i++)
        must(pthread_join(threads[i], NULL));
    printf("%d guests inside\n", inside);
    return 0;
}
