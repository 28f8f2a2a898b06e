#include <stdio.h>
#include "fetch.h"

// [errors]
static void attempt(CURL *handle, int port, const char *path)
{
    struct document document;
    snprintf(document.url, sizeof document.url, "http://127.0.0.1:%d%s", port, path);
    fetch(handle, &document);
    printf("%-13s result %2d, status %3ld, %2zu bytes\n", path, document.result, document.status,
           document.size);
}

int main(void)
{
    struct server server = {0};
    server_start(&server);
    curl_global_init(CURL_GLOBAL_DEFAULT);
    CURL *handle = new_handle();
    curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, 500L);

    attempt(handle, server.port, "/3");
    attempt(handle, server.port, "/three");
    attempt(handle, server.port, "/3?delay=inf");
    server_stop(&server);
    attempt(handle, server.port, "/3");

    curl_easy_cleanup(handle);
    curl_global_cleanup();
    return 0;
}
// [errors]
