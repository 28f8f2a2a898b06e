#include <pthread.h>
#include <stdio.h>
#include "fetch.h"
#include "must.h"
#include "queue.h"

enum { WORKERS = 3, DOCUMENTS = 5 };

static struct document documents[DOCUMENTS];

// [daemons]
static struct queue jobs = QUEUE_INITIALIZER;
static int undone, came; /* jobs that were added and not done yet; documents */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* for both */
static pthread_cond_t all_done = PTHREAD_COND_INITIALIZER;

static void add_job(int job)
{
    must(pthread_mutex_lock(&lock));
    undone++;
    must(pthread_mutex_unlock(&lock));
    queue_put(&jobs, job);
}

static void job_done(void)
{
    must(pthread_mutex_lock(&lock));
    undone--;
    if (undone == 0)
        must(pthread_cond_broadcast(&all_done));
    must(pthread_mutex_unlock(&lock));
}

static void wait_for_jobs(void)
{
    must(pthread_mutex_lock(&lock));
    while (undone > 0)
        must(pthread_cond_wait(&all_done, &lock));
    must(pthread_mutex_unlock(&lock));
}

/* A worker never ends. It is there for whatever may come. */
static void *worker(void *unused)
{
    CURL *handle = new_handle();
    for (int i; queue_take(&jobs, &i);) {
        job_done();
        fetch(handle, &documents[i]);
        must(pthread_mutex_lock(&lock));
        came += documents[i].status == 200;
        must(pthread_mutex_unlock(&lock));
    }
    return unused;
}
// [daemons]

// [main]
int main(void)
{
    struct server server = {0};
    server_start(&server);
    address(documents, DOCUMENTS, &server, "");
    curl_global_init(CURL_GLOBAL_DEFAULT);
    for (int i = 0; i < WORKERS; i++) {
        pthread_t thread;
        must(pthread_create(&thread, NULL, worker, NULL));
        must(pthread_detach(thread));
    }

    for (int i = 0; i < DOCUMENTS; i++)
        add_job(i);
    wait_for_jobs();
    must(pthread_mutex_lock(&lock));
    printf("%d documents asked for, %d came\n", DOCUMENTS, came);
    must(pthread_mutex_unlock(&lock));
    server_stop(&server);
    return 0; /* which ends the workers too */
}
// [main]
