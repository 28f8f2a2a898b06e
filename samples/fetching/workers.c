#include <pthread.h>
#include <stdio.h>
#include "fetch.h"
#include "must.h"
#include "queue.h"

#ifndef DOCUMENTS
#define DOCUMENTS 5
#endif

enum { WORKERS = 3 };

// [workers]
static struct document documents[DOCUMENTS];
static struct queue jobs = QUEUE_INITIALIZER;    /* documents to be fetched: their places, */
static struct queue results = QUEUE_INITIALIZER; /* and those of documents that have come */

static void *worker(void *unused)
{
    CURL *handle = new_handle();
    for (int i; queue_take(&jobs, &i);) {
        fetch(handle, &documents[i]);
        queue_put(&results, i);
    }
    curl_easy_cleanup(handle);
    return unused;
}

static void fetch_all(void)
{
    pthread_t workers[WORKERS];
    for (int i = 0; i < WORKERS; i++)
        must(pthread_create(&workers[i], NULL, worker, NULL));
    for (int i = 0; i < DOCUMENTS; i++)
        queue_put(&jobs, i);
    queue_close(&jobs);
    for (int came = 0, i; came < DOCUMENTS; came++) {
        queue_take(&results, &i);
        if (documents[i].status == 200)
            printf("%d ", i + 1);
    }
    puts("have come");
    for (int i = 0; i < WORKERS; i++)
        must(pthread_join(workers[i], NULL));
}
// [workers]

int main(void)
{
    struct server server = {0};
    server_start(&server);
    address(documents, DOCUMENTS, &server, "");
    curl_global_init(CURL_GLOBAL_DEFAULT);
    fetch_all();
    curl_global_cleanup();
    server_stop(&server);
    return 0;
}
