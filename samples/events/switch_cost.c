#define _GNU_SOURCE
#include <err.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <string.h>
#include "coroutine.h"
#include "must.h"
#include "one_core.h"

enum { ROUNDS = 10000 };

// [ways]
static void yield_for_ever(void *unused)
{
    (void)unused;
    for (;;)
        coroutine_yield(NULL);
}

static void with_a_coroutine(void)
{
    struct coroutine *c = coroutine_new(yield_for_ever, NULL);
    for (int i = 0; i < ROUNDS; i++)
        coroutine_resume(c);
    coroutine_free(c);
}

static sem_t there, back;

static void *answer(void *unused)
{
    for (int i = 0; i < ROUNDS; i++) {
        if (sem_wait(&there) < 0 || sem_post(&back) < 0)
            err(1, "semaphore");
    }
    return unused;
}

static void with_a_thread(void)
{
    pthread_t thread;
    if (sem_init(&there, 0, 0) < 0 || sem_init(&back, 0, 0) < 0)
        err(1, "sem_init");
    must(pthread_create(&thread, NULL, answer, NULL));
    for (int i = 0; i < ROUNDS; i++) {
        if (sem_post(&there) < 0 || sem_wait(&back) < 0)
            err(1, "semaphore");
    }
    must(pthread_join(thread, NULL));
}
// [ways]

int main(int argc, char *argv[])
{
    if (argc != 2)
        errx(2, "usage: %s coroutine|thread", argv[0]);
    stay_on_one_core();
    if (strcmp(argv[1], "coroutine") == 0)
        with_a_coroutine();
    else
        with_a_thread();
    printf("%d times there and back\n", ROUNDS);
    return 0;
}
