#include <pthread.h>
#include <stdio.h>
#include <time.h>
#include "must.h"
#include "queue.h"

enum { BURSTS = 8, ITEMS = 10 };

static struct queue queue = QUEUE_INITIALIZER;

// [bursts]
static void *producer(void *unused)
{
    for (int burst = 0; burst < BURSTS; burst++) {
        /* wait for a delivery */
        nanosleep(&(struct timespec){.tv_nsec = 10 * 1000 * 1000}, NULL);
        for (int i = 0; i < ITEMS; i++)
            queue_put(&queue, i);
    }
    queue_close(&queue);
    return unused;
}

static void *consumer(void *unused)
{
    int consumed = 0;
    for (int item; queue_take(&queue, &item); consumed++)
        nanosleep(&(struct timespec){.tv_nsec = 800 * 1000}, NULL);
    printf("%d items consumed\n", consumed);
    return unused;
}
// [bursts]

int main(void)
{
    pthread_t producer_thread, consumer_thread;
    must(pthread_create(&producer_thread, NULL, producer, NULL));
    must(pthread_create(&consumer_thread, NULL, consumer, NULL));
    must(pthread_join(producer_thread, NULL));
    must(pthread_join(consumer_thread, NULL));
    return 0;
}
