#define _GNU_SOURCE
#include <err.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <string.h>
#include "must.h"

enum { THREADS = 1000 };

static sem_t nearly_over;

// [body]
static void *do_nothing(void *unused)
{
    (void)unused;
    sem_post(&nearly_over);
    return NULL;
}

int main(int argc, char **argv)
{
    int join = argc > 1 && strcmp(argv[1], "join") == 0;
    pthread_attr_t small_stack;

    if (sem_init(&nearly_over, 0, 0) < 0)
        err(1, "sem_init");
    must(pthread_attr_init(&small_stack));
    must(pthread_attr_setstacksize(&small_stack, 64 * 1024));
    for (int i = 0; i < THREADS; i++) {
        pthread_t thread;
        must(pthread_create(&thread, &small_stack, do_nothing, NULL));
        sem_wait(&nearly_over);
        if (join)
            must(pthread_join(thread, NULL));
    }
    printf("%d threads started, %s\n", THREADS, join ? "each joined" : "none joined");
    return 0;
}
// [body]
