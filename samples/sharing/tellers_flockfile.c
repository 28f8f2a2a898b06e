#include <pthread.h>
#include <stdio.h>
#include <time.h>
#include "must.h"

enum { WORDS = 4 };

static const char *cats[WORDS] = {"cats", "sleep", "all", "day"};
static const char *dogs[WORDS] = {"dogs", "bark", "at", "night"};

// [tell]
static void *tell(void *argument)
{
    const char **words = argument;
    flockfile(stdout);
    for (int i = 0; i < WORDS; i++) {
        printf("%s ", words[i]);
        /* think of the next */
        nanosleep(&(struct timespec){.tv_nsec = 1000 * 1000}, NULL);
    }
    printf("\n");
    funlockfile(stdout);
    return NULL;
}
// [tell]

int main(void)
{
    pthread_t cat_teller, dog_teller;
    must(pthread_create(&cat_teller, NULL, tell, cats));
    must(pthread_create(&dog_teller, NULL, tell, dogs));
    must(pthread_join(cat_teller, NULL));
    must(pthread_join(dog_teller, NULL));
    return 0;
}
