/* fetch: get a document from a server, with libcurl. */
#ifndef FETCH_H
#define FETCH_H

#include <curl/curl.h>
#include <err.h>
#include <stdio.h>
#include <string.h>
#include "server.h"

// [fetch]
struct document {
    char url[80];    /* where it is */
    CURLcode result; /* CURLE_OK: an answer came */
    long status;     /* of the answer, such as 200 */
    char first[100]; /* of the document: as much as fits, */
    size_t size;     /* and how many bytes it has */
};

/* A handle keeps what libcurl needs for a fetch, also the connection, for the next one.
 * One thread uses it at a time. It is freed by curl_easy_cleanup. */
static inline CURL *new_handle(void)
{
    CURL *handle = curl_easy_init();
    if (handle == NULL)
        errx(1, "curl_easy_init");
    return handle;
}

/* libcurl calls this for each piece of the document that comes in. */
static inline size_t keep(char *bytes, size_t one, size_t count, void *context)
{
    struct document *document = context;
    for (size_t i = 0; i < count; i++, document->size++)
        if (document->size < sizeof document->first - 1)
            document->first[document->size] = bytes[i];
    return count * one;
}

/* Get the document at document->url, and fill in the rest. */
static inline void fetch(CURL *handle, struct document *document)
{
    document->size = 0;
    memset(document->first, 0, sizeof document->first);
    curl_easy_setopt(handle, CURLOPT_URL, document->url);
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, keep);
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, document);
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L); /* there may be other threads */
    curl_easy_setopt(handle, CURLOPT_NOPROXY, "*"); /* ask the server itself */
    document->result = curl_easy_perform(handle);
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &document->status);
}
// [fetch]

/* Fill in the addresses of the server's documents from 1 to count. `query` is put behind each of
 * them, such as "?delay=5", or "". */
static inline void address(struct document *documents, int count, const struct server *server,
                           const char *query)
{
    for (int i = 0; i < count; i++)
        snprintf(documents[i].url, sizeof documents[i].url, "http://127.0.0.1:%d/%d%s",
                 server->port, i + 1, query);
}

/* Print what the server says that it has done. */
static inline void print_statistics(const struct server *server)
{
    struct document statistics;
    CURL *handle = new_handle();
    snprintf(statistics.url, sizeof statistics.url, "http://127.0.0.1:%d/statistics", server->port);
    fetch(handle, &statistics);
    printf("%s", statistics.first);
    curl_easy_cleanup(handle);
}

#endif
