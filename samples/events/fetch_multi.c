#include <curl/curl.h>
#include <err.h>
#include <stdio.h>
#include <string.h>
#include "server.h"

enum { DOCUMENTS = 5 };

struct document {
    size_t length;
    char text[100];
};

/* libcurl calls this for each piece of a document that comes in. */
static size_t keep(char *bytes, size_t one, size_t count, void *argument)
{
    struct document *d = argument;
    if (count > sizeof d->text - 1 - d->length)
        return 0; /* too long: give up */
    memcpy(d->text + d->length, bytes, count);
    d->length += count;
    return one * count;
}

static CURL *new_transfer(struct document *d, int port, int number)
{
    char url[80];
    CURL *transfer = curl_easy_init();
    if (transfer == NULL)
        errx(1, "curl_easy_init");
    snprintf(url, sizeof url, "http://127.0.0.1:%d/%d", port, number);
    curl_easy_setopt(transfer, CURLOPT_URL, url);
    curl_easy_setopt(transfer, CURLOPT_NOPROXY, "*");
    curl_easy_setopt(transfer, CURLOPT_WRITEFUNCTION, keep);
    curl_easy_setopt(transfer, CURLOPT_WRITEDATA, d);
    return transfer;
}

static void check(CURLMcode code)
{
    if (code != CURLM_OK)
        errx(1, "libcurl: %s", curl_multi_strerror(code));
}

static void fetch_all(CURL *transfers[], int count)
{
    CURLM *multi = curl_multi_init();
    if (multi == NULL)
        errx(1, "curl_multi_init");
    for (int i = 0; i < count; i++)
        check(curl_multi_add_handle(multi, transfers[i]));

    int running, unread;
    do {
        check(curl_multi_perform(multi, &running));
        if (running > 0)
            check(curl_multi_poll(multi, NULL, 0, 1000, NULL)); /* sleep, at most 1 s */
    } while (running > 0);
    for (CURLMsg *m; (m = curl_multi_info_read(multi, &unread)) != NULL;)
        if (m->msg == CURLMSG_DONE && m->data.result != CURLE_OK)
            errx(1, "a transfer failed: %s", curl_easy_strerror(m->data.result));

    for (int i = 0; i < count; i++)
        check(curl_multi_remove_handle(multi, transfers[i]));
    check(curl_multi_cleanup(multi));
}

int main(void)
{
    struct server server = {0};
    struct document documents[DOCUMENTS] = {0};
    CURL *transfers[DOCUMENTS];

    server_start(&server);
    curl_global_init(CURL_GLOBAL_DEFAULT);
    for (int i = 0; i < DOCUMENTS; i++)
        transfers[i] = new_transfer(&documents[i], server.port, i + 1);
    fetch_all(transfers, DOCUMENTS);
    for (int i = 0; i < DOCUMENTS; i++) {
        long status = 0;
        curl_easy_getinfo(transfers[i], CURLINFO_RESPONSE_CODE, &status);
        printf("%ld %s", status, documents[i].text);
        curl_easy_cleanup(transfers[i]);
    }
    curl_global_cleanup();
    server_stop(&server);
    return 0;
}
