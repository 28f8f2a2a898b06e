#include <err.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include "must.h"
#include "queue.h"

enum { ITEMS = 100, MAKE_AND_USE_US = 2000 };

static long make_us; /* to make one item; the rest is for using it */

static void work(long us)
{
    nanosleep(&(struct timespec){.tv_nsec = us * 1000}, NULL);
}

// [two]
static struct queue queue = QUEUE_INITIALIZER;

static void *producer(void *unused)
{
    for (int i = 0; i < ITEMS; i++) {
        work(make_us);
        queue_put(&queue, i);
    }
    queue_close(&queue);
    return unused;
}

static void *consumer(void *unused)
{
    int consumed = 0, out_of_order = 0;
    for (int item; queue_take(&queue, &item); consumed++) {
        if (item != consumed)
            out_of_order++;
        work(MAKE_AND_USE_US - make_us);
    }
    printf("%d items consumed, %d out of order\n", consumed, out_of_order);
    return unused;
}
// [two]

int main(int argc, char *argv[])
{
    pthread_t producer_thread, consumer_thread;
    if (argc != 2)
        errx(2, "usage: %s MICROSECONDS", argv[0]);
    make_us = atol(argv[1]);

    must(pthread_create(&producer_thread, NULL, producer, NULL));
    must(pthread_create(&consumer_thread, NULL, consumer, NULL));
    must(pthread_join(producer_thread, NULL));
    must(pthread_join(consumer_thread, NULL));
    return 0;
}
