/* queue: numbers on their way from some threads to others, first in, first out. */
#ifndef QUEUE_H
#define QUEUE_H

#include <pthread.h>
#include <stdbool.h>

#ifndef CAPACITY
#define CAPACITY 10
#endif

struct queue {
    pthread_mutex_t lock; /* for all that follows */
    pthread_cond_t not_empty, not_full;
    int items[CAPACITY];
    int first, count;
    bool closed;
};

#define QUEUE_INITIALIZER                                                                          \
    {                                                                                              \
        .lock = PTHREAD_MUTEX_INITIALIZER, .not_empty = PTHREAD_COND_INITIALIZER,                  \
        .not_full = PTHREAD_COND_INITIALIZER                                                       \
    }

/* Wait until there is room, then put an item at the end. */
void queue_put(struct queue *q, int item);

/* Wait until there is an item, then take the first. False: none will come any more. */
bool queue_take(struct queue *q, int *item);

/* Say that nothing more will be put. */
void queue_close(struct queue *q);

#endif
