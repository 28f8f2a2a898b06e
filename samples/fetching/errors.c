#include <err.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "fetch.h"
#include "must.h"

enum { DOCUMENTS = 5 };

// [errors]
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
        struct document *d = &documents[i];
        printf("%d: result %2d, status %3ld, ", i + 1, d->result, d->status);
        printf("%2zu bytes\n", d->size);
    }
}

static void spoil(struct document *documents)
{
    strcat(documents[1].url, "/nothing");
    strcpy(documents[2].url, "http://127.0.0.1:1/3"); /* nobody listens at port 1 */
    strcat(documents[3].url, "?delay=inf");
}
// [errors]

int main(int argc, char *argv[])
{
    if (argc != 2)
        errx(2, "usage: %s MILLISECONDS", argv[0]);
    patience_ms = atol(argv[1]);
    struct document documents[DOCUMENTS];
    struct server server = {0};
    server_start(&server);
    address(documents, DOCUMENTS, &server, "");
    spoil(documents);
    curl_global_init(CURL_GLOBAL_DEFAULT);
    fetch_all(documents);
    curl_global_cleanup();
    server_stop(&server);
    return 0;
}
