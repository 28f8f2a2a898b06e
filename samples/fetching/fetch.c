#include "fetch.h"
#include <err.h>
#include <string.h>

// [fetch]
CURL *new_handle(void)
{
    CURL *handle = curl_easy_init();
    if (handle == NULL)
        errx(1, "curl_easy_init");
    return handle;
}

/* libcurl calls this for each piece of the document that comes in. */
static size_t keep(char *bytes, size_t one, size_t count, void *context)
{
    struct document *document = context;
    for (size_t i = 0; i < count; i++, document->size++)
        if (document->size < sizeof document->first - 1)
            document->first[document->size] = bytes[i];
    return count * one;
}

void fetch(CURL *handle, struct document *document)
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

void address(struct document *documents, int count, const struct server *server, const char *query)
{
    for (int i = 0; i < count; i++)
        snprintf(documents[i].url, sizeof documents[i].url, "http://127.0.0.1:%d/%d%s",
                 server->port, i + 1, query);
}
