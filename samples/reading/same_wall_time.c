#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include "milliseconds.h"
#include "must.h"
#include "nap.h"

static void *compute(void *unused)
{
    double begin = milliseconds(CLOCK_MONOTONIC);
    while (milliseconds(CLOCK_MONOTONIC) - begin < 20)
        ; /* keep a core busy */
    return unused;
}

int main(int argc, char *argv[])
{
    const char *way = argc > 1 ? argv[1] : "asleep";
    if (strcmp(way, "asleep") == 0) {
        nap(20);
    } else if (strcmp(way, "one-thread") == 0) {
        compute(NULL);
    } else {
        pthread_t other;
        must(pthread_create(&other, NULL, compute, NULL));
        compute(NULL);
        must(pthread_join(other, NULL));
    }
    printf("20 ms later\n");
    return 0;
}
