/* thread: when the recording of a thread begins and ends. */
#ifndef RECORDER_THREAD_H
#define RECORDER_THREAD_H

#include <pthread.h>

#include "recorder/real.h"
#include "recorder/record.h"

/* Record this thread, which nobody announced (libc made it, or clone). False: nothing is recorded. */
bool thread_adopt(void);

/* Is what this thread does recorded? The first question of every wrapper. */
static inline bool thread_is_recorded(void)
{
    return LIKELY(self.slot != NULL) || thread_adopt();
}

/* This thread begins in a slot that was reserved for it: TRACE_THREAD or TRACE_PROCESS. */
void thread_begin(struct trace_slot *slot, enum trace_what what);
/* It goes on in another image, after exec. */
void thread_resume(struct trace_slot *slot);
/* Its last record. No effect on a thread that isn't recorded. */
void thread_end(enum trace_what what, enum trace_ending ending, uint32_t status);

/* The slot of a thread of this process; NULL: unknown. */
struct trace_slot *thread_slot(pthread_t thread);
/* `thread` runs, or will run, in that slot. */
void thread_register(const struct trace_slot *slot, pthread_t thread);
/* It was joined: another may get its pthread_t. */
void thread_forget(const struct trace_slot *slot);

#endif
