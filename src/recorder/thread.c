#include "recorder/thread.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>

/* Which threads of this process run in which slots. A slot belongs to one process of the run, so no
 * two threads ever write the same place; who looks for a thread comes later than who registered it. */
static struct {
    pthread_t thread;
    bool is_known;
} threads[TRACE_SLOTS];

void thread_register(const struct trace_slot *slot, pthread_t thread)
{
    int32_t i = arena_slot_index(slot);
    threads[i].thread = thread;
    __atomic_store_n(&threads[i].is_known, true, __ATOMIC_RELEASE);
}

void thread_forget(const struct trace_slot *slot)
{
    if (slot)
        __atomic_store_n(&threads[arena_slot_index(slot)].is_known, false, __ATOMIC_RELEASE);
}

/* The last one counts: a detached thread's pthread_t may be used again. */
struct trace_slot *thread_slot(pthread_t thread)
{
    for (int32_t i = TRACE_SLOTS; i-- > 0;)
        if (__atomic_load_n(&threads[i].is_known, __ATOMIC_ACQUIRE) &&
            pthread_equal(threads[i].thread, thread))
            return arena_slot_at(i);
    return NULL;
}

/* For who watches the switches from outside, where this thread has another number: its name is its
 * slot for a moment. */
static void tell_slot(const struct trace_slot *slot)
{
    char name[16] = "", told[16];
    prctl(PR_GET_NAME, name);
    snprintf(told, sizeof told, "dlt:%d", arena_slot_index(slot));
    prctl(PR_SET_NAME, told);
    prctl(PR_SET_NAME, name);
}

static void occupy(struct trace_slot *slot)
{
    slot->pid = (uint32_t)getpid();
    slot->tid = (uint32_t)gettid();
    slot->ppid = (uint32_t)getppid();
    slot->is_foreign = arena.is_foreign;
    if (!arena.is_foreign)
        slot->base = arena.base;
    thread_register(slot, pthread_self());
    tell_slot(slot);
    record_start(slot);
}

void thread_begin(struct trace_slot *slot, enum trace_what what)
{
    int kept = errno;
    slot->start_ns = clock_now_ns();
    occupy(slot);
    record_at(&(struct call){.what = (uint8_t)what}, TRACE_START, 0, slot->start_ns,
              clock_cpu_us());
    errno = kept;
}

void thread_resume(struct trace_slot *slot)
{
    slot->state = TRACE_NONE;
    memset(slot->name, 0, sizeof slot->name);
    occupy(slot);
}

bool thread_adopt(void)
{
    if (!arena.head || self.is_over)
        return false;
    struct trace_slot *slot = arena_slot(-1);
    if (slot)
        thread_begin(slot, TRACE_THREAD);
    else
        self.is_over = true;
    return slot != NULL;
}

void thread_end(enum trace_what what, enum trace_ending ending, uint32_t status)
{
    struct trace_slot *slot = self.slot;
    if (!slot)
        return;
    int kept = errno;
    uint64_t now = clock_now_ns();
    record_many(now);
    record_at(&(struct call){.what = (uint8_t)what}, TRACE_EXIT, status, now, clock_cpu_us());
    slot->state = TRACE_NONE;
    slot->ending = ending;
    slot->end_ns = now;
    self.is_over = true;
    self.slot = NULL;
    errno = kept;
}
