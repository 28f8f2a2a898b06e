#include <err.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "must.h"
#include "work.h"

enum { ALL_STEPS = 1 << 24 };

struct half {
    long steps;
    unsigned result;
};

static void *do_half(void *argument)
{
    struct half *half = argument;
    half->result = work(half->steps);
    return NULL;
}

// [ways]
static void job_in_turn(struct half halves[2])
{
    do_half(&halves[0]);
    do_half(&halves[1]);
}

static void job_in_threads(struct half halves[2])
{
    pthread_t threads[2];
    for (int i = 0; i < 2; i++)
        must(pthread_create(&threads[i], NULL, do_half, &halves[i]));
    for (int i = 0; i < 2; i++)
        must(pthread_join(threads[i], NULL));
}
// [ways]

int main(int argc, char *argv[])
{
    long steps = argc == 3 ? atol(argv[2]) : 0;
    if (steps < 2)
        errx(2, "usage: %s turn|threads STEPS", argv[0]);
    void (*do_job)(struct half *) = strcmp(argv[1], "threads") == 0 ? job_in_threads : job_in_turn;

    struct half halves[2] = {{.steps = steps / 2}, {.steps = steps / 2}};
    long jobs = ALL_STEPS / steps;
    for (long job = 0; job < jobs; job++)
        do_job(halves);
    printf("%ld jobs of %ld steps\n", jobs, steps);
    return 0;
}
