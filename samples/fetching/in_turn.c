#include <stdio.h>
#include "fetch.h"

enum { DOCUMENTS = 5 };

// [main]
int main(void)
{
    struct document documents[DOCUMENTS];
    struct server server = {0};
    server_start(&server);
    address(documents, DOCUMENTS, &server, "");

    curl_global_init(CURL_GLOBAL_DEFAULT);
    CURL *handle = new_handle();
    for (int i = 0; i < DOCUMENTS; i++)
        fetch(handle, &documents[i]);
    curl_easy_cleanup(handle);
    for (int i = 0; i < DOCUMENTS; i++)
        printf("%ld %s", documents[i].status, documents[i].first);

    curl_global_cleanup();
    server_stop(&server);
    return 0;
}
// [main]
