#include <err.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include "fetch.h"
#include "must.h"

enum { DOCUMENTS = 32, MOST_WORKERS = 64, MOST_PAUSE_MS = 100 };

static struct document documents[DOCUMENTS];
static atomic_int next; /* the first document that nobody has taken */

// [worker]
static void pause_ms(unsigned ms)
{
    nanosleep(&(struct timespec){.tv_nsec = ms * 1000 * 1000}, NULL);
}

static void *worker(void *number)
{
    unsigned seed = *(const unsigned *)number;
    CURL *handle = new_handle();
    for (int i; (i = atomic_fetch_add(&next, 1)) < DOCUMENTS;) {
        fetch(handle, &documents[i]);
        for (unsigned pause = 5; documents[i].status == 503; pause *= 2) {
            if (pause > MOST_PAUSE_MS)
                pause = MOST_PAUSE_MS;
            pause_ms(pause / 2 + (unsigned)rand_r(&seed) % pause);
            fetch(handle, &documents[i]);
        }
    }
    curl_easy_cleanup(handle);
    return NULL;
}
// [worker]

int main(int argc, char *argv[])
{
    unsigned count = argc == 2 ? (unsigned)atoi(argv[1]) : 0, came = 0;
    if (count < 1 || count > MOST_WORKERS)
        errx(2, "usage: %s WORKERS (1 to %d)", argv[0], MOST_WORKERS);
    struct server server = {.most_connections = 4, .refuse = true};
    server_start(&server);
    address(documents, DOCUMENTS, &server, "?delay=5");

    curl_global_init(CURL_GLOBAL_DEFAULT);
    pthread_t workers[MOST_WORKERS];
    unsigned numbers[MOST_WORKERS];
    for (unsigned i = 0; i < count; i++) {
        numbers[i] = i;
        must(pthread_create(&workers[i], NULL, worker, &numbers[i]));
    }
    for (unsigned i = 0; i < count; i++)
        must(pthread_join(workers[i], NULL));
    for (int i = 0; i < DOCUMENTS; i++)
        came += documents[i].status == 200;
    printf("%u of %d documents came\n", came, DOCUMENTS);
    curl_global_cleanup();
    server_stop(&server);
    return 0;
}
