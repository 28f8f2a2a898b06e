#include <pthread.h>
#include <stdio.h>
#include "must.h"
#include "queue.h"

/* long queues are quick, so give them more to do, or there is nothing to measure */
enum { ITEMS = CAPACITY < 100 ? 10 * 1000 : 400 * 1000 };

static struct queue queue = QUEUE_INITIALIZER;

// [two]
static void *producer(void *unused)
{
    for (int i = 0; i < ITEMS; i++)
        queue_put(&queue, i);
    queue_close(&queue);
    return unused;
}

static void *consumer(void *unused)
{
    int consumed = 0;
    for (int item; queue_take(&queue, &item);)
        consumed++;
    printf("%d items handed over\n", consumed);
    return unused;
}
// [two]

int main(void)
{
    pthread_t producer_thread, consumer_thread;
    must(pthread_create(&producer_thread, NULL, producer, NULL));
    must(pthread_create(&consumer_thread, NULL, consumer, NULL));
    must(pthread_join(producer_thread, NULL));
    must(pthread_join(consumer_thread, NULL));
    return 0;
}
