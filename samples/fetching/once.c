#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include "fetch.h"
#include "must.h"

enum { DOCUMENTS = 3, READERS = 12 };

// [once]
static struct entry {
    enum { UNKNOWN, COMING, HERE } state;
    struct document document;
} entries[DOCUMENTS];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* for all states */
static pthread_cond_t here = PTHREAD_COND_INITIALIZER;

static const struct document *get(int i)
{
    struct entry *entry = &entries[i];
    must(pthread_mutex_lock(&lock));
    if (entry->state == UNKNOWN) {
        entry->state = COMING; /* the others will wait for me */
        must(pthread_mutex_unlock(&lock));
        CURL *handle = new_handle();
        fetch(handle, &entry->document);
        curl_easy_cleanup(handle);
        must(pthread_mutex_lock(&lock));
        entry->state = HERE;
        must(pthread_cond_broadcast(&here));
    }
    while (entry->state != HERE)
        must(pthread_cond_wait(&here, &lock));
    must(pthread_mutex_unlock(&lock));
    return &entry->document;
}
// [once]

static void *reader(void *number)
{
    int i = *(const int *)number % DOCUMENTS;
    char expected[40];
    snprintf(expected, sizeof expected, "This is document %d.\n", i + 1);
    return strcmp(get(i)->first, expected) == 0 ? number : NULL;
}

int main(void)
{
    struct document urls[DOCUMENTS];
    struct server server = {0};
    server_start(&server);
    address(urls, DOCUMENTS, &server, "");
    for (int i = 0; i < DOCUMENTS; i++)
        entries[i].document = urls[i];

    curl_global_init(CURL_GLOBAL_DEFAULT);
    pthread_t readers[READERS];
    int numbers[READERS], content = 0;
    for (int i = 0; i < READERS; i++) {
        numbers[i] = i;
        must(pthread_create(&readers[i], NULL, reader, &numbers[i]));
    }
    for (int i = 0; i < READERS; i++) {
        void *result;
        must(pthread_join(readers[i], &result));
        content += result != NULL;
    }
    printf("%d readers got their document\n", content);
    print_statistics(&server);
    curl_global_cleanup();
    server_stop(&server);
    return 0;
}
