#include <err.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "fetch.h"
#include "must.h"

enum { DOCUMENTS = 13, WORKERS = 3 };

static struct document documents[DOCUMENTS];
static atomic_int next; /* the first document that nobody has taken */

static void *worker(void *unused)
{
    CURL *handle = new_handle();
    for (int i; (i = atomic_fetch_add(&next, 1)) < DOCUMENTS;)
        fetch(handle, &documents[i]);
    curl_easy_cleanup(handle);
    return unused;
}

int main(int argc, char *argv[])
{
    int place = argc == 2 ? atoi(argv[1]) : 0, came = 0;
    if (place < 1 || place > DOCUMENTS)
        errx(2, "usage: %s PLACE (1 to %d)", argv[0], DOCUMENTS);
    struct server server = {0};
    server_start(&server);
    // [slow]
    address(documents, DOCUMENTS, &server, "?delay=10");
    strcat(documents[place - 1].url, "0"); /* 100 ms */
    // [slow]
    curl_global_init(CURL_GLOBAL_DEFAULT);
    pthread_t workers[WORKERS];
    for (int i = 0; i < WORKERS; i++)
        must(pthread_create(&workers[i], NULL, worker, NULL));
    for (int i = 0; i < WORKERS; i++)
        must(pthread_join(workers[i], NULL));
    for (int i = 0; i < DOCUMENTS; i++)
        came += documents[i].status == 200;
    printf("%d documents came\n", came);
    curl_global_cleanup();
    server_stop(&server);
    return 0;
}
