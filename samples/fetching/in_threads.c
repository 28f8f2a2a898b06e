#include <pthread.h>
#include <stdio.h>
#include "fetch.h"
#include "must.h"

enum { DOCUMENTS = 5 };

// [main]
static void *fetch_one(void *document)
{
    CURL *handle = new_handle();
    fetch(handle, document);
    curl_easy_cleanup(handle);
    return NULL;
}

int main(void)
{
    struct document documents[DOCUMENTS];
    struct server server = {0};
    server_start(&server);
    address(documents, DOCUMENTS, &server, "");

    curl_global_init(CURL_GLOBAL_DEFAULT);
    pthread_t threads[DOCUMENTS];
    for (int i = 0; i < DOCUMENTS; i++)
        must(pthread_create(&threads[i], NULL, fetch_one, &documents[i]));
    for (int i = 0; i < DOCUMENTS; i++) {
        must(pthread_join(threads[i], NULL));
        printf("%ld %s", documents[i].status, documents[i].first);
    }

    curl_global_cleanup();
    server_stop(&server);
    return 0;
}
// [main]
