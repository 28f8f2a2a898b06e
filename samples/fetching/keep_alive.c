#include <err.h>
#include <stdio.h>
#include <string.h>
#include "fetch.h"

enum { DOCUMENTS = 200 };

int main(int argc, char *argv[])
{
    if (argc != 2)
        errx(2, "usage: %s new|kept", argv[0]);
    static struct document documents[DOCUMENTS];
    struct server server = {0};
    server_start(&server);
    address(documents, DOCUMENTS, &server, "?delay=0");
    curl_global_init(CURL_GLOBAL_DEFAULT);
    CURL *handle = new_handle();
    // [fetches]
    if (strcmp(argv[1], "new") == 0)
        curl_easy_setopt(handle, CURLOPT_FORBID_REUSE, 1L);
    for (int i = 0; i < DOCUMENTS; i++)
        fetch(handle, &documents[i]);
    print_statistics(&server);
    // [fetches]
    curl_easy_cleanup(handle);
    curl_global_cleanup();
    server_stop(&server);
    return 0;
}
