#include <pthread.h>
#include <stdio.h>
#include <time.h>
#include "must.h"
#include "queue.h"

enum { SENDERS = 10, ITEMS = 10 };

// [senders]
static struct queue queue = QUEUE_INITIALIZER;

static void *sender(void *argument)
{
    int number = *(const int *)argument;
    for (int i = 0; i < ITEMS; i++) {
        /* think of something */
        nanosleep(&(struct timespec){.tv_nsec = 1000 * 1000}, NULL);
        queue_put(&queue, number * ITEMS + i);
    }
    return NULL;
}

static void *receiver(void *unused)
{
    int arrived = 0, out_of_order = 0, next[SENDERS] = {0};
    for (int item; queue_take(&queue, &item); arrived++) {
        int number = item / ITEMS;
        if (item % ITEMS != next[number]++)
            out_of_order++;
        printf("%d", number);
    }
    printf("\n%d items arrived, %d out of their sender's order\n", arrived, out_of_order);
    return unused;
}
// [senders]

// [main]
int main(void)
{
    pthread_t senders[SENDERS], receiver_thread;
    int numbers[SENDERS];

    must(pthread_create(&receiver_thread, NULL, receiver, NULL));
    for (int i = 0; i < SENDERS; i++) {
        numbers[i] = i;
        must(pthread_create(&senders[i], NULL, sender, &numbers[i]));
    }
    for (int i = 0; i < SENDERS; i++)
        must(pthread_join(senders[i], NULL));
    queue_close(&queue);
    must(pthread_join(receiver_thread, NULL));
    return 0;
}
// [main]
