/* Threads of <pthread.h> and <threads.h>: creating, joining, naming, ending. */
#include "recorder/thread.h"

#include <errno.h>
#include <string.h>

#include "recorder/wait.h"

/* What a thread is to do, by its slot: no memory need be asked for, nor given back. */
static struct start {
    union {
        void *(*posix)(void *);
        int (*c11)(void *);
    } function;
    void *argument;
} starts[TRACE_SLOTS];

static struct start *start_of(const struct trace_slot *slot)
{
    return &starts[arena_slot_index(slot)];
}

static void leave(const int *nothing)
{
    (void)nothing;
    thread_end(TRACE_THREAD, self.is_exiting ? TRACE_EXITED : TRACE_RETURNED, 0);
}

/* In scope, whichever way the thread leaves its first function: by return, by pthread_exit, cancelled. */
#define LEAVES __attribute__((cleanup(leave), unused))

static struct start begin(const struct start *start)
{
    struct start own = *start;
    thread_begin(arena_slot_at((int32_t)(start - starts)), TRACE_THREAD);
    return own;
}

static void *run_posix(void *start)
{
    struct start own = begin(start);
    int scope LEAVES = 0;
    return own.function.posix(own.argument);
}

static int run_c11(void *start)
{
    struct start own = begin(start);
    int scope LEAVES = 0;
    return own.function.c11(own.argument);
}

/* A slot for the new thread; NULL: it can't be recorded. */
static struct trace_slot *reserve(const void *function, const struct start *start)
{
    struct trace_slot *slot = thread_is_recorded() ? arena_slot(arena_slot_index(self.slot)) : NULL;
    if (!slot)
        return NULL;
    slot->start_function = arena_offset(function);
    *start_of(slot) = *start;
    return slot;
}

static void created(const struct trace_slot *slot, pthread_t thread, uint64_t t_ns,
                    const void *from)
{
    int32_t index = arena_slot_index(slot);
    struct call call = {.object = (uint64_t)index, .from = from, .what = TRACE_THREAD};
    thread_register(slot, thread);
    record_at(&call, TRACE_CREATE, 0, t_ns, 0);
}

int WRAP(pthread_create)(pthread_t *restrict thread, const pthread_attr_t *restrict attributes,
                         void *(*function)(void *), void *restrict argument)
{
    struct start start = {.function.posix = function, .argument = argument};
    struct trace_slot *slot = reserve((const void *)function, &start);
    if (!slot)
        return REAL(pthread_create)(thread, attributes, function, argument);
    uint64_t t_ns = clock_now_ns();
    int error = REAL(pthread_create)(thread, attributes, run_posix, start_of(slot));
    if (error == 0)
        created(slot, *thread, t_ns, FROM);
    return error;
}

int WRAP(thrd_create)(thrd_t *thread, thrd_start_t function, void *argument)
{
    struct start start = {.function.c11 = function, .argument = argument};
    struct trace_slot *slot = reserve((const void *)function, &start);
    if (!slot)
        return REAL(thrd_create)(thread, function, argument);
    uint64_t t_ns = clock_now_ns();
    int result = REAL(thrd_create)(thread, run_c11, start_of(slot));
    if (result == thrd_success)
        created(slot, *thread, t_ns, FROM);
    return result;
}

/* The main thread ends here, though its process may go on. */
static void exiting(void)
{
    self.is_exiting = true;
    if (self.is_main)
        thread_end(TRACE_THREAD, TRACE_EXITED, 0);
}

void WRAP(pthread_exit)(void *value)
{
    exiting();
    REAL(pthread_exit)(value);
    __builtin_unreachable();
}

void WRAP(thrd_exit)(int value)
{
    exiting();
    REAL(thrd_exit)(value);
    __builtin_unreachable();
}

/* BEGIN and END of a join name the thread. */
struct join {
    struct wait wait;
    struct trace_slot *slot;
    uint32_t index;
};

static void join_begin(struct join *join, pthread_t thread, uint8_t flags, const void *from)
{
    struct call call = {.from = from, .what = TRACE_THREAD, .flags = flags};
    join->slot = thread_slot(thread);
    join->index = join->slot ? (uint32_t)arena_slot_index(join->slot) : UINT32_MAX;
    wait_begin(&join->wait, &call, join->index);
}

static void join_end(struct join *join, bool is_joined)
{
    if (is_joined)
        thread_forget(join->slot);
    wait_end(&join->wait, is_joined ? TRACE_END : TRACE_FAIL, join->index);
}

static void join_cancelled(struct join *join)
{
    if (join->wait.is_open)
        join_end(join, false);
}

/* Evaluate `really`, which gives 0 when `thread` was joined. */
#define JOIN(thread, flags, really)                                                                \
    ({                                                                                             \
        struct join join_ __attribute__((cleanup(join_cancelled)));                                \
        join_begin(&join_, thread, flags, FROM);                                                   \
        int error_ = (really);                                                                     \
        join_end(&join_, error_ == 0);                                                             \
        error_;                                                                                    \
    })

int WRAP(pthread_join)(pthread_t thread, void **value)
{
    if (!thread_is_recorded())
        return REAL(pthread_join)(thread, value);
    return JOIN(thread, 0, REAL(pthread_join)(thread, value));
}

int WRAP(pthread_tryjoin_np)(pthread_t thread, void **value)
{
    if (!thread_is_recorded())
        return REAL(pthread_tryjoin_np)(thread, value);
    return JOIN(thread, TRACE_TIMED, REAL(pthread_tryjoin_np)(thread, value));
}

int WRAP(pthread_timedjoin_np)(pthread_t thread, void **value, const struct timespec *deadline)
{
    if (!thread_is_recorded())
        return REAL(pthread_timedjoin_np)(thread, value, deadline);
    return JOIN(thread, TRACE_TIMED, REAL(pthread_timedjoin_np)(thread, value, deadline));
}

int WRAP(pthread_clockjoin_np)(pthread_t thread, void **value, clockid_t clock,
                               const struct timespec *deadline)
{
    if (!thread_is_recorded())
        return REAL(pthread_clockjoin_np)(thread, value, clock, deadline);
    return JOIN(thread, TRACE_TIMED, REAL(pthread_clockjoin_np)(thread, value, clock, deadline));
}

int WRAP(thrd_join)(thrd_t thread, int *value)
{
    if (!thread_is_recorded())
        return REAL(thrd_join)(thread, value);
    return JOIN(thread, 0, REAL(thrd_join)(thread, value));
}

int WRAP(pthread_setname_np)(pthread_t thread, const char *name)
{
    int error = REAL(pthread_setname_np)(thread, name);
    struct trace_slot *slot = error == 0 && arena.head ? thread_slot(thread) : NULL;
    if (slot)
        memcpy(slot->name, name, strlen(name) + 1); /* at most 16: it was accepted */
    return error;
}
