/* recorder [-t]: what an uncontended lock and unlock pair costs. As one line, in nanoseconds: the first
 * pairs of a thread, which the recorder writes down one by one; many more, past its quota. Without a
 * recorder both are what a pair costs anyhow. With -t it first makes a memory file for the recorder,
 * and starts itself anew. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "run/trace_format.h"

enum {
    FIRST = TRACE_QUOTA / 2 - 100, /* a pair is two records */
    LATER = 5000000,
};

static double now_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static double pair_ns(pthread_mutex_t *mutex, int times)
{
    double begin = now_ns();
    for (int i = 0; i < times; i++) {
        pthread_mutex_lock(mutex);
        pthread_mutex_unlock(mutex);
    }
    return (now_ns() - begin) / times;
}

static void *measure(void *nothing)
{
    pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
    double first = pair_ns(&mutex, FIRST);
    pair_ns(&mutex, 2000); /* the rest of the quota */
    printf("%.2f %.2f\n", first, pair_ns(&mutex, LATER));
    return nothing;
}

/* The environment names the preload already, if there is to be one. */
static void start_traced(char *program)
{
    const struct trace_head head = {.magic = TRACE_MAGIC, .version = TRACE_VERSION};
    char *argv[] = {program, NULL};
    int fd = memfd_create("trace", 0);
    if (fd < 0 || ftruncate(fd, TRACE_BYTES) != 0 ||
        pwrite(fd, &head, sizeof head, 0) != sizeof head || dup2(fd, TRACE_FD) < 0)
        perror("memory file");
    setenv(TRACE_VARIABLE, "255", 1);
    execv(program, argv);
    perror(program);
    exit(1);
}

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "-t") == 0)
        start_traced(argv[0]);
    pthread_t
        thread; /* a program with threads is what is recorded: glibc's locks are cheaper without */
    if (pthread_create(&thread, NULL, measure, NULL) != 0)
        return 1;
    pthread_join(thread, NULL);
    return 0;
}
