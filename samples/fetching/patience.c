#include <err.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "fetch.h"
#include "must.h"

enum { DOCUMENTS = 5 };

// [hang]
static long patience_ms;

static void *fetch_one(void *document)
{
    CURL *handle = new_handle();
    curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, patience_ms); /* 0: no limit */
    fetch(handle, document);
    curl_easy_cleanup(handle);
    return NULL;
}

static void fetch_all(struct document *documents)
{
    pthread_t threads[DOCUMENTS];
    for (int i = 0; i < DOCUMENTS; i++)
        must(pthread_create(&threads[i], NULL, fetch_one, &documents[i]));
    for (int i = 0; i < DOCUMENTS; i++) {
        must(pthread_join(threads[i], NULL));
        if (documents[i].result == CURLE_OK && documents[i].status == 200)
            printf("%s", documents[i].first);
        else
            printf("No document %d: result %d.\n", i + 1, documents[i].result);
    }
}
// [hang]

int main(int argc, char *argv[])
{
    if (argc != 2)
        errx(2, "usage: %s MILLISECONDS", argv[0]);
    patience_ms = atol(argv[1]);
    struct document documents[DOCUMENTS];
    struct server server = {0};
    server_start(&server);
    address(documents, DOCUMENTS, &server, "");
    strcat(documents[2].url, "?delay=inf"); /* this one never comes */
    curl_global_init(CURL_GLOBAL_DEFAULT);
    fetch_all(documents);
    curl_global_cleanup();
    server_stop(&server);
    return 0;
}
