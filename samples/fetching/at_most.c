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
    curl_easy_cleanup(handle); /* it closes the connection, */
    sem_post(&places);         /* and now the place is free */
    return NULL;
}
// [fetch]

int main(void)
{
    struct document documents[DOCUMENTS];
    struct server server = {.most_connections = AT_ONCE, .refuse = true};
    server_start(&server);
    address(documents, DOCUMENTS, &server, "?delay=10");
    if (sem_init(&places, 0, AT_ONCE) < 0)
        err(1, "sem_init");

    curl_global_init(CURL_GLOBAL_DEFAULT);
    pthread_t threads[DOCUMENTS];
    int came = 0;
    for (int i = 0; i < DOCUMENTS; i++)
        must(pthread_create(&threads[i], NULL, fetch_one, &documents[i]));
    for (int i = 0; i < DOCUMENTS; i++) {
        must(pthread_join(threads[i], NULL));
        came += documents[i].status == 200;
    }
    printf("%d of %d documents came\n", came, DOCUMENTS);
    print_statistics(&server);
    curl_global_cleanup();
    server_stop(&server);
    return 0;
}
