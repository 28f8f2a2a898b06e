#include <pthread.h>
#include <stdio.h>
#include "must.h"
#include "nap.h"

static pthread_mutex_t pen = PTHREAD_MUTEX_INITIALIZER, paper = PTHREAD_MUTEX_INITIALIZER;

static void draw_with(pthread_mutex_t *first, pthread_mutex_t *second)
{
    must(pthread_mutex_lock(first));
    nap(10);
    must(pthread_mutex_lock(second));
    nap(5);
    must(pthread_mutex_unlock(second));
    must(pthread_mutex_unlock(first));
}

static void *ann(void *unused)
{
    draw_with(&pen, &paper);
    return unused;
}

static void *bob(void *unused)
{
    draw_with(&paper, &pen);
    return unused;
}

int main(void)
{
    pthread_t ann_thread, bob_thread;
    must(pthread_create(&ann_thread, NULL, ann, NULL));
    must(pthread_create(&bob_thread, NULL, bob, NULL));
    must(pthread_join(ann_thread, NULL));
    must(pthread_join(bob_thread, NULL));
    puts("both have drawn");
    return 0;
}
