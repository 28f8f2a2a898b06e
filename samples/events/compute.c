#include <err.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include "loop.h"
#include "must.h"
#include "work.h"

enum { TASKS = 4, PIECES = 100, STEPS = 50000 };

// [ways]
static void *compute_and_wait(void *number)
{
    for (int i = 0; i < PIECES; i++) {
        *(unsigned *)number += work(STEPS + i);
        await_time(0); /* let the others go on */
    }
    return number;
}

static void *compute(void *number)
{
    for (int i = 0; i < PIECES; i++)
        *(unsigned *)number += work(STEPS + i);
    return number;
}

static void *in_the_loop(void *numbers)
{
    struct task *tasks[TASKS];
    void *results[TASKS];
    for (int i = 0; i < TASKS; i++)
        tasks[i] = task_new(compute_and_wait, (unsigned *)numbers + i);
    gather(tasks, TASKS, results);
    return numbers;
}

static void in_threads(unsigned numbers[])
{
    pthread_t threads[TASKS];
    for (int i = 0; i < TASKS; i++)
        must(pthread_create(&threads[i], NULL, compute, &numbers[i]));
    for (int i = 0; i < TASKS; i++)
        must(pthread_join(threads[i], NULL));
}
// [ways]

int main(int argc, char *argv[])
{
    unsigned numbers[TASKS] = {0}, sum = 0;
    if (argc != 2)
        errx(2, "usage: %s loop|threads", argv[0]);
    if (strcmp(argv[1], "loop") == 0)
        loop_run(in_the_loop, numbers);
    else
        in_threads(numbers);
    for (int i = 0; i < TASKS; i++)
        sum += numbers[i];
    printf("%d tasks, the results add up to %u\n", TASKS, sum);
    return 0;
}
