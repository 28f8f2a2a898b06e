#include <err.h>
#include <pthread.h>
#include <stdio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include "must.h"

enum { TIMES = 500 };

static void *do_nothing(void *unused)
{
    return unused;
}

static void start_thread(void)
{
    pthread_t thread;
    must(pthread_create(&thread, NULL, do_nothing, NULL));
    must(pthread_join(thread, NULL));
}

static void start_process(void)
{
    pid_t child = fork();
    if (child < 0)
        err(1, "fork");
    if (child == 0)
        _exit(0);
    if (waitpid(child, NULL, 0) < 0)
        err(1, "waitpid");
}

static double microseconds_each(void (*start)(void))
{
    struct timespec begin, end;
    clock_gettime(CLOCK_MONOTONIC, &begin);
    for (int i = 0; i < TIMES; i++)
        start();
    clock_gettime(CLOCK_MONOTONIC, &end);
    return ((end.tv_sec - begin.tv_sec) * 1e6 + (end.tv_nsec - begin.tv_nsec) / 1e3) / TIMES;
}

int main(void)
{
    printf("a thread:  %.0f microseconds\n", microseconds_each(start_thread));
    printf("a process: %.0f microseconds\n", microseconds_each(start_process));
    return 0;
}
