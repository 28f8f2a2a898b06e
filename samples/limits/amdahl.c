#include <err.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include "must.h"
#include "work.h"

#ifndef ONE_IN
#define ONE_IN 10 /* one in so many steps is done by main alone */
#endif

enum { STEPS = 30 * 1000 * 1000, SERIAL = STEPS / ONE_IN, PARALLEL = STEPS - SERIAL };
enum { MOST_THREADS = 64 };

struct worker {
    pthread_t thread;
    long steps;
    unsigned result;
};

// [share]
static void *do_share(void *argument)
{
    struct worker *worker = argument;
    worker->result = work(worker->steps);
    return NULL;
}
// [share]

int main(int argc, char *argv[])
{
    struct worker workers[MOST_THREADS];
    int threads = argc == 2 ? atoi(argv[1]) : 0;
    if (threads < 1 || threads > MOST_THREADS)
        errx(2, "usage: %s THREADS (1 to %d)", argv[0], MOST_THREADS);

    // [main]
    unsigned sum = work(SERIAL);
    long steps = SERIAL;
    for (int i = 0; i < threads; i++) {
        struct worker *worker = &workers[i];
        worker->steps = PARALLEL / threads;
        must(pthread_create(&worker->thread, NULL, do_share, worker));
    }
    for (int i = 0; i < threads; i++) {
        must(pthread_join(workers[i].thread, NULL));
        sum += workers[i].result;
        steps += workers[i].steps;
    }
    // [main]
    printf("%ld steps, the results add up to %u\n", steps, sum);
    return 0;
}
