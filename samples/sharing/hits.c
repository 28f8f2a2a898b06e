#include <err.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "must.h"

enum { DARTS = 6 * 1000 * 1000, MOST_THREADS = 64 };

struct player {
    pthread_t thread;
    unsigned seed;
    int darts;
};

static long hits;
static pthread_mutex_t hits_lock = PTHREAD_MUTEX_INITIALIZER;

/* Throw a dart at a square; true if it comes down in the quarter circle. */
static bool dart_hits(unsigned *random)
{
    *random ^= *random << 13;
    *random ^= *random >> 17;
    *random ^= *random << 5;
    unsigned long x = *random & 0xffff, y = *random >> 16;
    return x * x + y * y < 0x10000ul * 0x10000ul;
}

// [ways]
static void *lock_for_each_hit(void *argument)
{
    const struct player *player = argument;
    unsigned random = player->seed;
    for (int i = 0; i < player->darts; i++)
        if (dart_hits(&random)) {
            must(pthread_mutex_lock(&hits_lock));
            hits++;
            must(pthread_mutex_unlock(&hits_lock));
        }
    return NULL;
}

static void *lock_once(void *argument)
{
    const struct player *player = argument;
    unsigned random = player->seed;
    long own_hits = 0;
    for (int i = 0; i < player->darts; i++)
        own_hits += dart_hits(&random);
    must(pthread_mutex_lock(&hits_lock));
    hits += own_hits;
    must(pthread_mutex_unlock(&hits_lock));
    return NULL;
}
// [ways]

int main(int argc, char *argv[])
{
    struct player players[MOST_THREADS];
    int threads = argc == 3 ? atoi(argv[2]) : 0;
    if (threads < 1 || threads > MOST_THREADS)
        errx(2, "usage: %s each|once THREADS", argv[0]);
    void *(*play)(void *) = strcmp(argv[1], "each") == 0 ? lock_for_each_hit : lock_once;

    for (int i = 0; i < threads; i++) {
        players[i].seed = 2463534242u + (unsigned)i;
        players[i].darts = DARTS / threads;
        must(pthread_create(&players[i].thread, NULL, play, &players[i]));
    }
    for (int i = 0; i < threads; i++)
        must(pthread_join(players[i].thread, NULL));
    printf("pi is about %.2f\n", 4.0 * (double)hits / DARTS);
    return 0;
}
