/* mutex: how a mutex looks in records. */
#ifndef RECORDER_MUTEX_H
#define RECORDER_MUTEX_H

#include "recorder/lock.h"

/* glibc's own fields: the kind has a bit for mutexes that processes share, and the owner is a tid for
 * mutexes of all kinds. */
enum { MUTEX_SHARED_BIT = 128 };

static inline struct call mutex_call(const pthread_mutex_t *mutex, uint8_t flags, const void *from)
{
    bool is_shared = (unsigned)mutex->__data.__kind & MUTEX_SHARED_BIT;
    return (struct call){
        .object = (uintptr_t)mutex,
        .from = from,
        .what = TRACE_MUTEX,
        .flags = (uint8_t)(flags | (is_shared ? TRACE_SHARED : 0)),
    };
}

#endif
