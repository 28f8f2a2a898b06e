#include <pthread.h>
#include <stdio.h>
#include <time.h>
#include "must.h"

// [letter]
static char letter[32];
static pthread_mutex_t box_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t arrival = PTHREAD_COND_INITIALIZER;

static void *postman(void *unused)
{
    /* the way is long */
    nanosleep(&(struct timespec){.tv_nsec = 40 * 1000 * 1000}, NULL);
    must(pthread_mutex_lock(&box_lock));
    snprintf(letter, sizeof letter, "see you on Sunday");
    must(pthread_cond_signal(&arrival));
    must(pthread_mutex_unlock(&box_lock));
    return unused;
}

static void *reader(void *unused)
{
    must(pthread_mutex_lock(&box_lock));
    must(pthread_cond_wait(&arrival, &box_lock));
    printf("the letter says: %s\n", letter);
    must(pthread_mutex_unlock(&box_lock));
    return unused;
}

int main(void)
{
    pthread_t postman_thread, reader_thread;
    must(pthread_create(&postman_thread, NULL, postman, NULL));
    must(pthread_join(postman_thread, NULL)); /* he has been here, and is gone */
    must(pthread_create(&reader_thread, NULL, reader, NULL));
    must(pthread_join(reader_thread, NULL));
    return 0;
}
// [letter]
