#include <err.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "fetch.h"
#include "must.h"

enum { DOCUMENTS = 32, MOST_WORKERS = 64 };

static struct document documents[DOCUMENTS];

// [worker]
static atomic_int next; /* the first document that nobody has taken */

static void *worker(void *unused)
{
    CURL *handle = new_handle();
    for (int i; (i = atomic_fetch_add(&next, 1)) < DOCUMENTS;)
        fetch(handle, &documents[i]);
    curl_easy_cleanup(handle);
    return unused;
}
// [worker]

static void fetch_all(int count)
{
    pthread_t workers[MOST_WORKERS];
    for (int i = 0; i < count; i++)
        must(pthread_create(&workers[i], NULL, worker, NULL));
    for (int i = 0; i < count; i++)
        must(pthread_join(workers[i], NULL));
}

int main(int argc, char *argv[])
{
    int workers = argc > 1 ? atoi(argv[1]) : 0, came = 0;
    if (workers < 1 || workers > MOST_WORKERS)
        errx(2, "usage: %s WORKERS [CONNECTIONS [refuse]] (1 to %d)", argv[0], MOST_WORKERS);
    // [server]
    struct server server = {.most_connections = argc > 2 ? atoi(argv[2]) : 0,
                            .refuse = argc > 3 && strcmp(argv[3], "refuse") == 0};
    server_start(&server);
    address(documents, DOCUMENTS, &server, "?delay=5");
    // [server]
    curl_global_init(CURL_GLOBAL_DEFAULT);
    fetch_all(workers);
    for (int i = 0; i < DOCUMENTS; i++)
        came += documents[i].status == 200;
    printf("%d of %d documents came\n", came, DOCUMENTS);
    curl_global_cleanup();
    server_stop(&server);
    return 0;
}
