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
static int ticks; /* while the other task waits */
static bool other_waits;

static void *tick(void *unused)
{
    for (int i = 0; i < TICKS; i++) {
        await_time(TICK_MS);
        ticks += other_waits;
    }
    return unused;
}

static void wait_in_the_kernel(void)
{
    nanosleep(&(struct timespec){.tv_nsec = WAIT_MS * 1000 * 1000}, NULL);
}

static void *wait_and_write(void *fd)
{
    wait_in_the_kernel();
    if (write(*(int *)fd, "!", 1) != 1)
        err(1, "write");
    return NULL;
}

static void wait_for_a_thread(void)
{
    int ends[2];
    pthread_t thread;
    if (pipe(ends) < 0)
        err(1, "pipe");
    must(pthread_create(&thread, NULL, wait_and_write, &ends[1]));
    await_descriptor(ends[0], POLLIN);
    must(pthread_join(thread, NULL));
    close(ends[0]);
    close(ends[1]);
}
// [tasks]

static void *other(void *way)
{
    await_time(2.5 * TICK_MS);
    other_waits = true;
    if (strcmp(way, "nanosleep") == 0)
        wait_in_the_kernel();
    else if (strcmp(way, "thread") == 0)
        wait_for_a_thread();
    else
        await_time(WAIT_MS);
    other_waits = false;
    return NULL;
}

static void *first_task(void *way)
{
    struct task *tasks[] = {task_new(tick, NULL), task_new(other, way)};
    void *results[2];
    gather(tasks, 2, results);
    printf("%d ticks while the other task waited\n", ticks);
    return NULL;
}

int main(int argc, char *argv[])
{
    if (argc != 2)
        errx(2, "usage: %s nanosleep|await|thread", argv[0]);
    loop_run(first_task, argv[1]);
    return 0;
}
