#define _POSIX_C_SOURCE 200809L
#include <err.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include "must.h"
#include "work.h"

enum { ALL_STEPS = 1 << 24 };

struct half {
    long steps, jobs;
    unsigned result;
};

// [kept]
static pthread_barrier_t begin, end;

static void meet(pthread_barrier_t *barrier)
{
    int error = pthread_barrier_wait(barrier);
    if (error != PTHREAD_BARRIER_SERIAL_THREAD)
        must(error);
}

static void *do_halves(void *argument)
{
    struct half *half = argument;
    for (long job = 0; job < half->jobs; job++) {
        meet(&begin);
        half->result = work(half->steps);
        meet(&end);
    }
    return NULL;
}
// [kept]

int main(int argc, char *argv[])
{
    long steps = argc == 2 ? atol(argv[1]) : 0;
    if (steps < 2)
        errx(2, "usage: %s STEPS", argv[0]);

    long jobs = ALL_STEPS / steps;
    struct half halves[2] = {{steps / 2, jobs, 0}, {steps / 2, jobs, 0}};
    must(pthread_barrier_init(&begin, NULL, 2));
    must(pthread_barrier_init(&end, NULL, 2));

    pthread_t other;
    must(pthread_create(&other, NULL, do_halves, &halves[1]));
    do_halves(&halves[0]);
    must(pthread_join(other, NULL));
    printf("%ld jobs of %ld steps\n", jobs, steps);
    return 0;
}
