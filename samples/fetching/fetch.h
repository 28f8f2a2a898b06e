/* fetch: get a document from a server, with libcurl. */
#ifndef FETCH_H
#define FETCH_H

#include <curl/curl.h>
#include <stdio.h>
#include "server.h"

struct document {
    char url[80];    /* where it is */
    CURLcode result; /* CURLE_OK: an answer came */
    long status;     /* of the answer, such as 200 */
    char first[100]; /* of the document: as much as fits, */
    size_t size;     /* and how many bytes it has */
};

/* A handle keeps what libcurl needs for a fetch, also the connection, for the next one.
 * One thread uses it at a time. It is freed by curl_easy_cleanup. */
CURL *new_handle(void);

/* Get the document at document->url, and fill in the rest. */
void fetch(CURL *handle, struct document *document);

/* Fill in the addresses of the server's documents from 1 to count. `query` is put behind each of
 * them, such as "?delay=5", or "". */
void address(struct document *documents, int count, const struct server *server, const char *query);

#endif
