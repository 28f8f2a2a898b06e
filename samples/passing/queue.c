#include "queue.h"
#include <assert.h>
#include "must.h"

// [queue]
void queue_put(struct queue *q, int item)
{
    must(pthread_mutex_lock(&q->lock));
    assert(!q->closed);
    while (q->count == CAPACITY)
        must(pthread_cond_wait(&q->not_full, &q->lock));
    q->items[(q->first + q->count) % CAPACITY] = item;
    q->count++;
    must(pthread_cond_signal(&q->not_empty));
    must(pthread_mutex_unlock(&q->lock));
}

bool queue_take(struct queue *q, int *item)
{
    must(pthread_mutex_lock(&q->lock));
    while (q->count == 0 && !q->closed)
        must(pthread_cond_wait(&q->not_empty, &q->lock));
    bool found = q->count > 0;
    if (found) {
        *item = q->items[q->first];
        q->first = (q->first + 1) % CAPACITY;
        q->count--;
        must(pthread_cond_signal(&q->not_full));
    }
    must(pthread_mutex_unlock(&q->lock));
    return found;
}

void queue_close(struct queue *q)
{
    must(pthread_mutex_lock(&q->lock));
    q->closed = true;
    must(pthread_cond_broadcast(&q->not_empty));
    must(pthread_mutex_unlock(&q->lock));
}
// [queue]
