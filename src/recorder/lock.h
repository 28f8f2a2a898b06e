/* lock: mutexes, rwlocks, spin locks and semaphores are all taken in one way. A try comes first: what
 * it takes was not waited for. What it does not take, for whatever reason, the real call decides. */
#ifndef RECORDER_LOCK_H
#define RECORDER_LOCK_H

#include <errno.h>

#include "recorder/wait.h"

/* Its call returned this: is it held now? */
static inline bool lock_is_held(int error)
{
    return error == 0 || error == EOWNERDEAD;
}

/* A wait for a lock ended so. */
void lock_waited(struct wait *wait, int error);
/* A try of the program itself ended so. */
void lock_tried(const struct call *call, int error);

/* Acquire the lock that `call` (a struct call) is about by `try`, else by `really`: expressions that
 * give an error number. `owner`: the thread that has it. */
#define LOCK_ACQUIRE(call, try, owner, really)                                                     \
    ({                                                                                             \
        int error_ = (try);                                                                        \
        if (LIKELY(lock_is_held(error_))) {                                                        \
            record_taken(&(call));                                                                 \
        } else {                                                                                   \
            struct wait wait_;                                                                     \
            wait_begin(&wait_, &(call), (uint32_t)(owner));                                        \
            error_ = (really);                                                                     \
            lock_waited(&wait_, error_);                                                           \
        }                                                                                          \
        error_;                                                                                    \
    })

/* Release it by `really`. The moment is taken before, so that no two holders of a lock overlap; the
 * record comes after, when it is known that the caller had the lock. */
#define LOCK_RELEASE(call, really)                                                                 \
    ({                                                                                             \
        int error_;                                                                                \
        if (self.left > 0) {                                                                       \
            uint64_t t_ns_ = clock_now_ns();                                                       \
            error_ = (really);                                                                     \
            if (error_ == 0)                                                                       \
                record_at(&(call), TRACE_GIVE, 0, t_ns_, 0);                                       \
        } else {                                                                                   \
            error_ = (really);                                                                     \
        }                                                                                          \
        error_;                                                                                    \
    })

#endif
