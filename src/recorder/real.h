/* real: the two forms of the recorder. WRAP(name) is how it defines a function that it stands before,
 * REAL(name) is the function behind it. Preloaded, they are `name` and what comes next by that name
 * (dlsym(3) RTLD_NEXT); linked in, __wrap_name and __real_name (ld(1) --wrap).
 *
 * The recorder itself calls whatever is in TRACE_CALLS only through REAL. */
#ifndef RECORDER_REAL_H
#define RECORDER_REAL_H

#include <mqueue.h>
#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/msg.h>
#include <sys/resource.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <threads.h>
#include <time.h>
#include <unistd.h>

#include "run/trace_calls.h"

#define LIKELY(x) __builtin_expect(!!(x), 1)
#define UNLIKELY(x) __builtin_expect(!!(x), 0)

#ifdef RECORDER_LINKED

#define WRAP(name) __wrap_##name
#define REAL(name) __real_##name
#define DECLARE_CALL(name)                                                                         \
    extern __typeof__(name) __wrap_##name __attribute__((visibility("default")));                  \
    extern __typeof__(name) __real_##name __attribute__((visibility("default")));
TRACE_CALLS(DECLARE_CALL)

#else

#define WRAP(name) name
#define REAL(name) ((__typeof__(&name))real_call(REAL_##name))
#define DECLARE_CALL(name) extern __typeof__(name) name __attribute__((visibility("default")));
TRACE_CALLS(DECLARE_CALL)

#define NAME_CALL(name) REAL_##name,
enum real { TRACE_CALLS(NAME_CALL) REAL_CALLS };

extern void *real_calls[REAL_CALLS];

/* Look it up and keep it. The program may call before any constructor has run. */
void *real_look_up(enum real call);

static inline void *real_call(enum real call)
{
    void *function = __atomic_load_n(&real_calls[call], __ATOMIC_RELAXED);
    return LIKELY(function != NULL) ? function : real_look_up(call);
}

#endif
#endif
