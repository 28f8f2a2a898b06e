#include <err.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <unistd.h>
#include "must.h"
#include "nap.h"
#include "work.h"

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER, guard = PTHREAD_MUTEX_INITIALIZER;
static pthread_rwlock_t rwlock = PTHREAD_RWLOCK_INITIALIZER;
static pthread_spinlock_t spinlock;
static pthread_cond_t condition = PTHREAD_COND_INITIALIZER;
static pthread_barrier_t barrier;
static sem_t semaphore;
static sigset_t signals;
static int ends[2], more_ends[2];
static bool go;
static unsigned result;

// [waits]
static void *lock(void *unused)
{
    must(pthread_mutex_lock(&mutex));
    must(pthread_mutex_unlock(&mutex));
    return unused;
}

static void *read_lock(void *unused)
{
    must(pthread_rwlock_rdlock(&rwlock));
    nap(10);
    must(pthread_rwlock_unlock(&rwlock));
    return unused;
}

static void *write_lock(void *unused)
{
    must(pthread_rwlock_wrlock(&rwlock));
    must(pthread_rwlock_unlock(&rwlock));
    return unused;
}

static void *spin(void *unused)
{
    must(pthread_spin_lock(&spinlock));
    must(pthread_spin_unlock(&spinlock));
    return unused;
}

static void *wait_on(void *unused)
{
    must(pthread_mutex_lock(&guard));
    while (!go)
        must(pthread_cond_wait(&condition, &guard));
    must(pthread_mutex_unlock(&guard));
    return unused;
}

static void *take_one(void *unused)
{
    sem_wait(&semaphore);
    return unused;
}

static void *meet(void *unused)
{
    pthread_barrier_wait(&barrier);
    return unused;
}

static void *receive(void *unused)
{
    char c;
    if (read(ends[0], &c, 1) != 1)
        err(1, "read");
    return unused;
}

static void *get_line(void *unused)
{
    char line[8];
    FILE *stream = fdopen(more_ends[0], "r");
    if (!stream || !fgets(line, sizeof line, stream))
        err(1, "fgets");
    fclose(stream);
    return unused;
}

static void *be_called(void *unused)
{
    int which;
    must(sigwait(&signals, &which));
    return unused;
}

static void *compute(void *unused)
{
    result = work(2 * 1000 * 1000);
    return unused;
}
// [waits]

static void prepare(void)
{
    sigemptyset(&signals);
    sigaddset(&signals, SIGUSR1);
    must(pthread_sigmask(SIG_BLOCK, &signals, NULL));
    must(pthread_spin_init(&spinlock, PTHREAD_PROCESS_PRIVATE));
    must(pthread_barrier_init(&barrier, NULL, 2));
    if (sem_init(&semaphore, 0, 0) < 0 || pipe(ends) < 0 || pipe(more_ends) < 0)
        err(1, "semaphore or pipe");
}

static void release_all(pthread_t to_be_called)
{
    must(pthread_spin_unlock(&spinlock));
    must(pthread_mutex_unlock(&mutex));
    must(pthread_rwlock_unlock(&rwlock));
    must(pthread_mutex_lock(&guard));
    go = true;
    must(pthread_cond_signal(&condition));
    must(pthread_mutex_unlock(&guard));
    sem_post(&semaphore);
    pthread_barrier_wait(&barrier);
    if (write(ends[1], "x", 1) != 1 || write(more_ends[1], "x\n", 2) != 2)
        err(1, "write");
    must(pthread_kill(to_be_called, SIGUSR1));
}

int main(void)
{
    void *(*const ways[])(void *) = {lock, read_lock, write_lock, spin,      wait_on, take_one,
                                     meet, receive,   get_line,   be_called, compute};
    enum { THREADS = sizeof ways / sizeof *ways, CALLED = 9 };
    pthread_t threads[THREADS];
    prepare();
    must(pthread_mutex_lock(&mutex));
    must(pthread_rwlock_rdlock(&rwlock));
    must(pthread_spin_lock(&spinlock));
    for (int i = 0; i < THREADS; i++)
        must(pthread_create(&threads[i], NULL, ways[i], NULL));
    nap(10);
    release_all(threads[CALLED]);
    for (int i = 0; i < THREADS; i++)
        must(pthread_join(threads[i], NULL));
    printf("all have waited; computed: %u\n", result);
    return 0;
}
