/* Start as many threads as the argument says, all alive at once. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include "must.h"

enum { MOST = 1000 };

static pthread_barrier_t all_here;

static void *take_part(void *arg)
{
    pthread_barrier_wait(&all_here);
    return arg;
}

int main(int argc, char **argv)
{
    int count = argc > 1 ? atoi(argv[1]) : 1;
    if (count < 1 || count > MOST)
        return EXIT_FAILURE;

    pthread_t threads[MOST];
    must(pthread_barrier_init(&all_here, NULL, (unsigned)count));
    for (int i = 0; i < count; i++)
        must(pthread_create(&threads[i], NULL, take_part, NULL));
    for (int i = 0; i < count; i++)
        must(pthread_join(threads[i], NULL));
    printf("%d threads were alive at the same time\n", count);
}
