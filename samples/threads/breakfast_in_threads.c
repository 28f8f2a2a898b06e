#include <pthread.h>
#include <stdio.h>
#include <time.h>
#include "must.h"

struct chore {
    const char *name;
    long wait_ms;
};

static void *do_chore(void *argument)
{
    const struct chore *chore = argument;
    nanosleep(&(struct timespec){.tv_nsec = chore->wait_ms * 1000 * 1000}, NULL);
    printf("%s: ready after %ld ms\n", chore->name, chore->wait_ms);
    return NULL;
}

// [main]
int main(void)
{
    struct chore tea = {"tea", 60};
    struct chore toast = {"toast", 40};
    pthread_t tea_thread, toast_thread;

    must(pthread_create(&tea_thread, NULL, do_chore, &tea));
    must(pthread_create(&toast_thread, NULL, do_chore, &toast));
    must(pthread_join(tea_thread, NULL));
    must(pthread_join(toast_thread, NULL));
    return 0;
}
// [main]
