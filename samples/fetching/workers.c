#include <err.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include "fetch.h"
#include "must.h"
#include "../passing/queue.h"

enum { WORKERS = 3, MOST_DOCUMENTS = 99 };

// [workers]
static struct document documents[MOST_DOCUMENTS];
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

static void fetch_all(int count)
{
    pthread_t workers[WORKERS];
    for (int i = 0; i < WORKERS; i++)
        must(pthread_create(&workers[i], NULL, worker, NULL));
    for (int i = 0; i < count; i++)
        queue_put(&jobs, i);
    queue_close(&jobs);
    for (int came = 0, i; came < count; came++) {
        queue_take(&results, &i);
        if (documents[i].status == 200)
            printf("%d ", i + 1);
    }
    puts("have come");
    for (int i = 0; i < WORKERS; i++)
        must(pthread_join(workers[i], NULL));
}
// [workers]

int main(int argc, char *argv[])
{
    int count = argc == 2 ? atoi(argv[1]) : 0;
    if (count < 1 || count > MOST_DOCUMENTS)
        errx(2, "usage: %s DOCUMENTS (1 to %d)", argv[0], MOST_DOCUMENTS);
    struct server server = {0};
    server_start(&server);
    address(documents, count, &server, "");
    curl_global_init(CURL_GLOBAL_DEFAULT);
    fetch_all(count);
    curl_global_cleanup();
    server_stop(&server);
    return 0;
}
