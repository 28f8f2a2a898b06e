#include <err.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <time.h>
#include "must.h"

enum { CAPACITY = 10, ITEMS = 50 };

// [queue]
static int queue[CAPACITY], first, last;
static pthread_mutex_t queue_lock = PTHREAD_MUTEX_INITIALIZER;
static sem_t room, items;

static void put(int item)
{
    sem_wait(&room);
    must(pthread_mutex_lock(&queue_lock));
    queue[last] = item;
    last = (last + 1) % CAPACITY;
    must(pthread_mutex_unlock(&queue_lock));
    sem_post(&items);
}

static int take(void)
{
    sem_wait(&items);
    must(pthread_mutex_lock(&queue_lock));
    int item = queue[first];
    first = (first + 1) % CAPACITY;
    must(pthread_mutex_unlock(&queue_lock));
    sem_post(&room);
    return item;
}
// [queue]

static void *producer(void *unused)
{
    for (int i = 0; i < ITEMS; i++)
        put(i);
    return unused;
}

static void *consumer(void *unused)
{
    int out_of_order = 0;
    for (int i = 0; i < ITEMS; i++) {
        if (take() != i)
            out_of_order++;
        nanosleep(&(struct timespec){.tv_nsec = 1000 * 1000}, NULL);
    }
    printf("%d items consumed, %d out of order\n", ITEMS, out_of_order);
    return unused;
}

int main(void)
{
    pthread_t producer_thread, consumer_thread;
    if (sem_init(&room, 0, CAPACITY) < 0 || sem_init(&items, 0, 0) < 0)
        err(1, "sem_init");
    must(pthread_create(&producer_thread, NULL, producer, NULL));
    must(pthread_create(&consumer_thread, NULL, consumer, NULL));
    must(pthread_join(producer_thread, NULL));
    must(pthread_join(consumer_thread, NULL));
    return 0;
}
