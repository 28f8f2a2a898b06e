#include <err.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include "loop.h"
#include "must.h"

enum { TICKS = 12, TICK_MS = 10, WAIT_MS = 60 };

// [tasks]
static void *tick(void *unused)
{
    double last = milliseconds(CLOCK_MONOTONIC), longest = 0;
    for (int i = 0; i < TICKS; i++) {
        await_time(TICK_MS);
        double now = milliseconds(CLOCK_MONOTONIC);
        if (now - last > longest)
            longest = now - last;
        last = now;
    }
    printf("longest time from one tick to the next: %.1f ms\n", longest);
    return unused;
}

static void *wait_with_nanosleep(void *unused)
{
    await_time(TICK_MS * 2.5);
    nanosleep(&(struct timespec){.tv_nsec = WAIT_MS * 1000 * 1000}, NULL);
    return unused;
}

static void *block(void *fd)
{
    nanosleep(&(struct timespec){.tv_nsec = WAIT_MS * 1000 * 1000}, NULL);
    if (write(*(int *)fd, "!", 1) != 1)
        err(1, "write");
    return NULL;
}

static void *wait_for_a_thread(void *unused)
{
    int ends[2];
    pthread_t thread;
    await_time(TICK_MS * 2.5);
    if (pipe(ends) < 0)
        err(1, "pipe");
    must(pthread_create(&thread, NULL, block, &ends[1]));
    await_descriptor(ends[0], POLLIN);
    must(pthread_join(thread, NULL));
    close(ends[0]);
    close(ends[1]);
    return unused;
}

static void *wait_with_await(void *unused)
{
    await_time(TICK_MS * 2.5);
    await_time(WAIT_MS);
    return unused;
}
// [tasks]

static void *first_task(void *way)
{
    void *(*body)(void *) = strcmp(way, "await") == 0    ? wait_with_await
                            : strcmp(way, "thread") == 0 ? wait_for_a_thread
                                                         : wait_with_nanosleep;
    struct task *tasks[] = {task_new(tick, NULL), task_new(body, NULL)};
    void *results[2];
    gather(tasks, 2, results);
    return NULL;
}

int main(int argc, char *argv[])
{
    if (argc != 2)
        errx(2, "usage: %s nanosleep|await|thread", argv[0]);
    loop_run(first_task, argv[1]);
    return 0;
}
