#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include "must.h"

enum { THREADS = 5, ROUNDS = 200 };

struct runner {
    char letter;
    pthread_t thread;
};

static char order[THREADS + 1];
static atomic_int arrived;

static void *run(void *argument)
{
    const struct runner *runner = argument;
    order[atomic_fetch_add(&arrived, 1)] = runner->letter;
    return NULL;
}

static void race(void)
{
    struct runner runners[THREADS];

    atomic_store(&arrived, 0);
    for (int i = 0; i < THREADS; i++) {
        runners[i].letter = (char)('A' + i);
        must(pthread_create(&runners[i].thread, NULL, run, &runners[i]));
    }
    for (int i = 0; i < THREADS; i++)
        must(pthread_join(runners[i].thread, NULL));
}

// [main]
int main(void)
{
    char seen[ROUNDS][THREADS + 1];
    int distinct = 0, as_started = 0;

    for (int round = 0; round < ROUNDS; round++) {
        race();
        as_started += strcmp(order, "ABCDE") == 0;

        bool known = false;
        for (int i = 0; i < distinct; i++)
            known = known || strcmp(order, seen[i]) == 0;
        if (!known)
            strcpy(seen[distinct++], order);
    }
    printf("%d rounds, %d different orders\n", ROUNDS, distinct);
    printf("in the order of starting: %d\n", as_started);
    return 0;
}
// [main]
