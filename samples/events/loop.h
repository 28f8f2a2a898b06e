/* loop: many tasks in one thread. While a task waits, the others go on. All of it is in this
 * header, so that a program that uses it is a single file. */
#ifndef LOOP_H
#define LOOP_H

#include <assert.h>
#include <err.h>
#include <errno.h>
#include <poll.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/queue.h>
#include "coroutine.h"
#include "milliseconds.h"

// [contract]
struct task;

/* Run body(argument) as a task, and every task that it starts. Returns what body returns; tasks
 * that are still under way then never go on. Call it once in a program. */
static inline void *loop_run(void *(*body)(void *), void *argument);

/* What follows is called in tasks. */

/* Make a task that will run body(argument). Nothing of it runs before it is started. */
static inline struct task *task_new(void *(*body)(void *), void *argument);

/* Let it run as soon as the calling task waits for something. If it was started before: nothing. */
static inline void task_start(struct task *t);

/* Start it, wait until it has returned, free it, and return what it returned. Only one task may
 * await it. */
static inline void *await(struct task *t);

/* Start them all, and then await them: results[i] is what tasks[i] returned. */
static inline void gather(struct task *tasks[], int count, void *results[]);

/* Wait for some time, or until poll() reports one of these events for the descriptor. */
static inline void await_time(double ms);
static inline void await_descriptor(int fd, short events);
// [contract]

/* Wait in a list until another task calls; let the first one in a list, if there is one, go on.
 * Such a list begins as TAILQ_HEAD_INITIALIZER(its name). */
struct task_list;
static inline void await_call(struct task_list *waiting);
static inline void call_first(struct task_list *waiting);

/* Start them all, and wait until one of them has returned. That one is still to be awaited. */
static inline struct task *await_first(struct task *tasks[], int count);

/* Free a task, which never goes on then. Not one that waits for another to return. What it has on
 * its stack is gone; what it has elsewhere, such as open descriptors and memory, stays. */
static inline void task_cancel(struct task *t);

// [tasks]
struct task {
    struct coroutine *coroutine;
    void *(*body)(void *);
    void *argument, *result;
    struct task *waiter;     /* the task that waits for this one to return, or NULL */
    struct task_list *list;  /* where it stands, or NULL: it runs, waits for a task, or is done */
    TAILQ_ENTRY(task) place; /* its place in there */
    double deadline;         /* while it sleeps: until when, on the clock CLOCK_MONOTONIC */
    int fd;                  /* while it watches a descriptor: which, and for what */
    short events;
    bool started;
};

TAILQ_HEAD(task_list, task); /* a list with two ends, of <sys/queue.h> */

static struct task_list ready = TAILQ_HEAD_INITIALIZER(ready); /* these can go on, in this order */
static struct task_list sleeping = TAILQ_HEAD_INITIALIZER(sleeping); /* earliest deadline first */
static struct task_list watching = TAILQ_HEAD_INITIALIZER(watching); /* wait for a descriptor */
static struct task *task_running;
// [tasks]

static inline void task_enter(struct task *t, struct task_list *list)
{
    t->list = list;
    TAILQ_INSERT_TAIL(list, t, place);
}

static inline void task_leave(struct task *t)
{
    TAILQ_REMOVE(t->list, t, place);
    t->list = NULL;
}

static inline void task_make_ready(struct task *t)
{
    if (t->list != NULL)
        task_leave(t);
    task_enter(t, &ready);
}

static inline void task_begin(void *argument)
{
    struct task *t = argument;
    t->result = t->body(t->argument);
}

static inline struct task *task_new(void *(*body)(void *), void *argument)
{
    struct task *t = calloc(1, sizeof *t);
    if (t == NULL)
        err(1, "calloc");
    t->body = body;
    t->argument = argument;
    t->coroutine = coroutine_new(task_begin, t);
    return t;
}

static inline void task_start(struct task *t)
{
    if (!t->started)
        task_make_ready(t);
    t->started = true;
}

static inline void task_free(struct task *t)
{
    coroutine_free(t->coroutine);
    free(t);
}

static inline void task_cancel(struct task *t)
{
    assert(!t->started || t->list != NULL || coroutine_is_done(t->coroutine));
    if (t->list != NULL)
        task_leave(t);
    task_free(t);
}

// [await]
static inline void *await(struct task *t)
{
    task_start(t);
    if (!coroutine_is_done(t->coroutine)) {
        t->waiter = task_running;
        coroutine_yield(NULL); /* the loop resumes it when t has returned */
    }
    void *result = t->result;
    task_free(t);
    return result;
}

static inline void gather(struct task *tasks[], int count, void *results[])
{
    for (int i = 0; i < count; i++)
        task_start(tasks[i]);
    for (int i = 0; i < count; i++)
        results[i] = await(tasks[i]);
}

static inline void await_time(double ms)
{
    struct task *t = task_running, *other;
    t->deadline = milliseconds(CLOCK_MONOTONIC) + ms;
    t->list = &sleeping;
    other = TAILQ_LAST(&sleeping, task_list);
    while (other != NULL && other->deadline > t->deadline)
        other = TAILQ_PREV(other, task_list, place);
    if (other != NULL)
        TAILQ_INSERT_AFTER(&sleeping, other, t, place);
    else
        TAILQ_INSERT_HEAD(&sleeping, t, place);
    coroutine_yield(NULL);
}

static inline void await_descriptor(int fd, short events)
{
    task_running->fd = fd;
    task_running->events = events;
    task_enter(task_running, &watching);
    coroutine_yield(NULL);
}
// [await]

static inline void await_call(struct task_list *waiting)
{
    task_enter(task_running, waiting);
    coroutine_yield(NULL);
}

static inline void call_first(struct task_list *waiting)
{
    if (!TAILQ_EMPTY(waiting))
        task_make_ready(TAILQ_FIRST(waiting));
}

static inline struct task *await_first(struct task *tasks[], int count)
{
    struct task *first = NULL;
    for (int i = 0; i < count; i++) {
        task_start(tasks[i]);
        tasks[i]->waiter = task_running;
    }
    for (;;) {
        for (int i = 0; i < count && first == NULL; i++)
            if (coroutine_is_done(tasks[i]->coroutine))
                first = tasks[i];
        if (first != NULL)
            break;
        coroutine_yield(NULL);
    }
    for (int i = 0; i < count; i++)
        tasks[i]->waiter = NULL;
    return first;
}

// [loop]
enum { LOOP_DESCRIPTORS = 1000 };

/* Sleep until at least one task can go on. */
static inline void loop_wait(void)
{
    struct pollfd watched[LOOP_DESCRIPTORS];
    struct task *t, *next;
    int count = 0, timeout = -1; /* for ever */

    for (t = TAILQ_FIRST(&watching); t != NULL; t = TAILQ_NEXT(t, place)) {
        assert(count < LOOP_DESCRIPTORS);
        watched[count++] = (struct pollfd){.fd = t->fd, .events = t->events};
    }
    if ((t = TAILQ_FIRST(&sleeping)) != NULL) {
        double ms = t->deadline - milliseconds(CLOCK_MONOTONIC);
        timeout = ms > 1e6 ? 1000000 : ms > 0 ? (int)ms + 1 : 0; /* and then it looks again */
    }
    if (count == 0 && timeout < 0)
        errx(1, "no task can ever go on");
    if (poll(watched, (nfds_t)count, timeout) < 0 && errno != EINTR)
        err(1, "poll");

    t = TAILQ_FIRST(&watching);
    for (int i = 0; i < count; i++, t = next) {
        next = TAILQ_NEXT(t, place);
        if (watched[i].revents != 0)
            task_make_ready(t);
    }
    double now = milliseconds(CLOCK_MONOTONIC);
    while ((t = TAILQ_FIRST(&sleeping)) != NULL && t->deadline <= now)
        task_make_ready(t);
}

static inline void *loop_run(void *(*body)(void *), void *argument)
{
    struct task *first = task_new(body, argument);
    task_start(first);
    while (!coroutine_is_done(first->coroutine)) {
        while (TAILQ_EMPTY(&ready))
            loop_wait();
        struct task *t = task_running = TAILQ_FIRST(&ready);
        task_leave(t);
        coroutine_resume(t->coroutine);
        if (coroutine_is_done(t->coroutine) && t->waiter != NULL && t->waiter->list == NULL)
            task_make_ready(t->waiter);
    }
    void *result = first->result;
    task_free(first);
    return result;
}
// [loop]

#endif
