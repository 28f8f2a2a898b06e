#include <err.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include "must.h"

static void *wait_for_something(void *unused)
{
    nanosleep(&(struct timespec){.tv_nsec = 50 * 1000 * 1000}, NULL);
    return unused;
}

int main(int argc, char *argv[])
{
    if (argc != 2)
        errx(2, "usage: %s THREADS", argv[0]);
    int count = atoi(argv[1]);
    pthread_t *threads = calloc((size_t)count, sizeof *threads);
    if (threads == NULL)
        err(1, "calloc");
    for (int i = 0; i < count; i++)
        must(pthread_create(&threads[i], NULL, wait_for_something, NULL));
    for (int i = 0; i < count; i++)
        must(pthread_join(threads[i], NULL));
    free(threads);
    printf("%d threads have waited\n", count);
    return 0;
}
