#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <time.h>
#include "must.h"

static char letter[32];
static atomic_bool arrived;

// [letter]
static void *postman(void *unused)
{
    /* the way is long */
    nanosleep(&(struct timespec){.tv_nsec = 40 * 1000 * 1000}, NULL);
    snprintf(letter, sizeof letter, "see you on Sunday");
    atomic_store(&arrived, true);
    return unused;
}

static void *reader(void *unused)
{
    while (!atomic_load(&arrived))
        ; /* look again */
    printf("the letter says: %s\n", letter);
    return unused;
}
// [letter]

int main(void)
{
    pthread_t postman_thread, reader_thread;
    must(pthread_create(&postman_thread, NULL, postman, NULL));
    must(pthread_create(&reader_thread, NULL, reader, NULL));
    must(pthread_join(postman_thread, NULL));
    must(pthread_join(reader_thread, NULL));
    return 0;
}
