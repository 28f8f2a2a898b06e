/* count N TIMES: N threads count to TIMES each, together, without losing one. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

enum { MOST_THREADS = 64 };

/* [worker] */
static atomic_long total;
static long times;

static void *worker(void *unused)
{
    (void)unused;
    for (long i = 0; i < times; i++)
        atomic_fetch_add(&total, 1);
    return NULL;
}
/* [worker] */

int main(int argc, char **argv)
{
    pthread_t threads[MOST_THREADS];
    long count = argc == 3 ? strtol(argv[1], NULL, 10) : 0;
    if (count < 1 || count > MOST_THREADS) {
        fprintf(stderr, "usage: count N TIMES, with N from 1 to %d\n", MOST_THREADS);
        return 2;
    }
    times = strtol(argv[2], NULL, 10);
    for (long i = 0; i < count; i++) {
        if (pthread_create(&threads[i], NULL, worker, NULL) != 0) {
            perror("pthread_create");
            return 1;
        }
    }
    for (long i = 0; i < count; i++)
        pthread_join(threads[i], NULL);
    printf("counted to %ld\n", total);
}
