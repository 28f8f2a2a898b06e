/* coroutine: functions that stop in the middle and go on there later, each on a stack of its own.
 * They run in the thread that resumes them, one at a time; only one thread of a program may use
 * them. All of it is in this header, so that a program that uses it is a single file. */
#ifndef COROUTINE_H
#define COROUTINE_H

#include <err.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <ucontext.h>
#include <unistd.h>

// [contract]
struct coroutine;

/* Make a coroutine that will run body(argument). Nothing of it runs before it is resumed. */
static inline struct coroutine *coroutine_new(void (*body)(void *), void *argument);

/* Let it run until it yields, and return what it yields. If it returns instead, it is done: the
 * result is NULL, and it must not be resumed again. */
static inline void *coroutine_resume(struct coroutine *c);

/* In a coroutine: stop, and hand value to whoever resumed it. Returns when it is resumed again. */
static inline void coroutine_yield(void *value);

static inline bool coroutine_is_done(const struct coroutine *c);

/* Free it and its stack, done or not. It must not be running. */
static inline void coroutine_free(struct coroutine *c);
// [contract]

// [switch]
struct coroutine {
    ucontext_t here, resumer; /* where it goes on, and where whoever resumed it goes on */
    struct coroutine *outer;  /* the coroutine that resumed it; NULL: it was none */
    void (*body)(void *);
    void *argument, *yielded;
    bool done;
    char *stack;
};

static struct coroutine *coroutine_running; /* NULL: the thread itself runs, on its own stack */

static inline void *coroutine_resume(struct coroutine *c)
{
    c->outer = coroutine_running;
    coroutine_running = c;
    if (swapcontext(&c->resumer, &c->here) != 0)
        err(1, "swapcontext");
    coroutine_running = c->outer;
    return c->yielded;
}

static inline void coroutine_yield(void *value)
{
    struct coroutine *c = coroutine_running;
    c->yielded = value;
    if (swapcontext(&c->here, &c->resumer) != 0)
        err(1, "swapcontext");
}
// [switch]

// [new]
enum { COROUTINE_STACK = 64 * 1024 };

static inline size_t coroutine_guard(void) /* a page below the stack, which must not be used */
{
    return (size_t)sysconf(_SC_PAGESIZE);
}

static inline void coroutine_begin(void)
{
    struct coroutine *c = coroutine_running;
    c->body(c->argument);
    c->yielded = NULL;
    c->done = true;
} /* and then it goes on at uc_link */

static inline struct coroutine *coroutine_new(void (*body)(void *), void *argument)
{
    struct coroutine *c = calloc(1, sizeof *c);
    if (c == NULL || getcontext(&c->here) != 0)
        err(1, "coroutine_new");
    c->body = body;
    c->argument = argument;
    c->stack = mmap(NULL, coroutine_guard() + COROUTINE_STACK, PROT_READ | PROT_WRITE,
                    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (c->stack == MAP_FAILED || mprotect(c->stack, coroutine_guard(), PROT_NONE) != 0)
        err(1, "no memory for a stack");
    c->here.uc_stack.ss_sp = c->stack + coroutine_guard();
    c->here.uc_stack.ss_size = COROUTINE_STACK;
    c->here.uc_link = &c->resumer;
    makecontext(&c->here, coroutine_begin, 0);
    return c;
}
// [new]

static inline bool coroutine_is_done(const struct coroutine *c)
{
    return c->done;
}

static inline void coroutine_free(struct coroutine *c)
{
    munmap(c->stack, coroutine_guard() + COROUTINE_STACK);
    free(c);
}

#endif
