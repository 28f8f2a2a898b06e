#include <err.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include "must.h"

static char letter[32];
static atomic_bool arrived;
static long nap_us;

static void *postman(void *unused)
{
    /* the way is long */
    nanosleep(&(struct timespec){.tv_nsec = 40 * 1000 * 1000}, NULL);
    snprintf(letter, sizeof letter, "see you on Sunday");
    atomic_store(&arrived, true);
    return unused;
}

// [reader]
static void *reader(void *unused)
{
    while (!atomic_load(&arrived))
        nanosleep(&(struct timespec){.tv_nsec = nap_us * 1000}, NULL);
    printf("the letter says: %s\n", letter);
    return unused;
}
// [reader]

int main(int argc, char *argv[])
{
    pthread_t postman_thread, reader_thread;
    if (argc != 2)
        errx(2, "usage: %s MICROSECONDS", argv[0]);
    nap_us = atol(argv[1]);

    must(pthread_create(&postman_thread, NULL, postman, NULL));
    must(pthread_create(&reader_thread, NULL, reader, NULL));
    must(pthread_join(postman_thread, NULL));
    must(pthread_join(reader_thread, NULL));
    return 0;
}
