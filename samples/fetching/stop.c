#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include "fetch.h"
#include "must.h"
#include "../passing/queue.h"

enum { DOCUMENTS = 20, WORKERS = 3 };

static struct document documents[DOCUMENTS];
static struct queue jobs = QUEUE_INITIALIZER;

// [worker]
static atomic_bool stop;
static atomic_int asked, came;

static void *worker(void *unused)
{
    CURL *handle = new_handle();
    for (int i; queue_take(&jobs, &i);) {
        if (atomic_load(&stop))
            continue; /* take the other jobs away, so that nobody is stuck putting them */
        atomic_fetch_add(&asked, 1);
        fetch(handle, &documents[i]);
        if (documents[i].result == CURLE_OK && documents[i].status == 200)
            atomic_fetch_add(&came, 1);
        else
            atomic_store(&stop, true);
    }
    curl_easy_cleanup(handle);
    return unused;
}
// [worker]

int main(void)
{
    struct server server = {0};
    server_start(&server);
    address(documents, DOCUMENTS, &server, "?delay=10");
    snprintf(documents[6].url, sizeof documents[6].url, "http://127.0.0.1:%d/seven", server.port);

    curl_global_init(CURL_GLOBAL_DEFAULT);
    pthread_t workers[WORKERS];
    for (int i = 0; i < WORKERS; i++)
        must(pthread_create(&workers[i], NULL, worker, NULL));
    for (int i = 0; i < DOCUMENTS; i++)
        queue_put(&jobs, i);
    queue_close(&jobs);
    for (int i = 0; i < WORKERS; i++)
        must(pthread_join(workers[i], NULL));
    printf("%d documents, %d asked for, %d came\n", DOCUMENTS, asked, came);
    curl_global_cleanup();
    server_stop(&server);
    return 0;
}
