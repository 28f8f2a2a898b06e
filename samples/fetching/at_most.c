#include <err.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include "fetch.h"
#include "must.h"

enum { DOCUMENTS = 20, AT_ONCE = 4 };

// [fetch]
static sem_t places;

static void *fetch_one(void *document)
{
    CURL *handle = new_handle();
    while (sem_wait(&places) < 0)
        ; /* interrupted by a signal: wait again */
    fetch(handle, document);
    sem_post(&places);
    curl_easy_cleanup(handle);
    return NULL;
}
// [fetch]

int main(void)
{
    struct document documents[DOCUMENTS];
    struct server server = {0};
    server_start(&server);
    address(documents, DOCUMENTS, &server, "?delay=10");
    if (sem_init(&places, 0, AT_ONCE) < 0)
        err(1, "sem_init");

    curl_global_init(CURL_GLOBAL_DEFAULT);
    pthread_t threads[DOCUMENTS];
    for (int i = 0; i < DOCUMENTS; i++)
        must(pthread_create(&threads[i], NULL, fetch_one, &documents[i]));
    for (int i = 0; i < DOCUMENTS; i++)
        must(pthread_join(threads[i], NULL));
    print_statistics(&server);
    curl_global_cleanup();
    server_stop(&server);
    return 0;
}
