#include <err.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>
#include "must.h"

// [lock]
static pthread_mutex_t log_lock = PTHREAD_MUTEX_INITIALIZER;
static sem_t is_locked, may_unlock;

static void *use_log(void *unused)
{
    must(pthread_mutex_lock(&log_lock));
    sem_post(&is_locked);
    sem_wait(&may_unlock); /* it takes its time */
    must(pthread_mutex_unlock(&log_lock));
    return unused;
}

static void write_to_log(const char *text)
{
    must(pthread_mutex_lock(&log_lock));
    printf("%s\n", text);
    fflush(stdout);
    must(pthread_mutex_unlock(&log_lock));
}
// [lock]

static pid_t start_child(void)
{
    pid_t child = fork();
    if (child < 0)
        err(1, "fork");
    if (child == 0) {
        write_to_log("the child writes");
        _exit(0);
    }
    return child;
}

// [main]
int main(void)
{
    if (sem_init(&is_locked, 0, 0) < 0 || sem_init(&may_unlock, 0, 0) < 0)
        err(1, "sem_init");

    pid_t child = start_child(); /* as long as there is only one thread */
    pthread_t thread;
    must(pthread_create(&thread, NULL, use_log, NULL));
    sem_wait(&is_locked);

    sem_post(&may_unlock);
    must(pthread_join(thread, NULL));
    write_to_log("the parent writes");
    if (waitpid(child, NULL, 0) < 0)
        err(1, "waitpid");
    return 0;
}
// [main]
