#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include "must.h"

enum { MOST = 8 };

static int guests;

static void *arrive(void *unused)
{
    guests++;
    return unused;
}

int main(int argc, char *argv[])
{
    int n = argc > 1 ? atoi(argv[1]) : 1;
    pthread_t threads[MOST];
    if (n > MOST)
        n = MOST;
    for (int i = 0; i < n; i++)
        must(pthread_create(&threads[i], NULL, arrive, NULL));
    for (int i = 0; i < n; i++)
        must(pthread_join(threads[i], NULL));
    printf("guests: %d\n", guests);
    return 0;
}
