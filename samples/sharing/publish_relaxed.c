#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include "must.h"

static char message[32];
static atomic_bool ready;

static void *write_message(void *unused)
{
    snprintf(message, sizeof message, "the answer is %d", 6 * 7);
    atomic_store_explicit(&ready, true, memory_order_relaxed);
    return unused;
}

int main(void)
{
    pthread_t writer;
    must(pthread_create(&writer, NULL, write_message, NULL));
    while (!atomic_load_explicit(&ready, memory_order_relaxed))
        ;
    printf("%s\n", message);
    must(pthread_join(writer, NULL));
    return 0;
}
