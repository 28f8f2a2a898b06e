/* Condition variables of <pthread.h> and <threads.h>, which are the same objects in glibc. A wait gives
 * the mutex away and takes it again; when it is cancelled too. */
#include <errno.h>

#include "recorder/mutex.h"

/* glibc's own field. */
enum { CONDITION_SHARED_BIT = 1 };

struct condition_wait {
    struct wait wait;
    struct call mutex;
};

static struct call condition_call(const pthread_cond_t *condition, uint8_t flags, const void *from)
{
    bool is_shared = condition->__data.__wrefs & CONDITION_SHARED_BIT;
    return (struct call){
        .object = (uintptr_t)condition,
        .from = from,
        .what = TRACE_CONDITION,
        .flags = (uint8_t)(flags | (is_shared ? TRACE_SHARED : 0)),
    };
}

static void begin(struct condition_wait *wait, const struct call *condition,
                  const pthread_mutex_t *mutex)
{
    wait->mutex = mutex_call(mutex, 0, condition->from);
    record(&wait->mutex, TRACE_GIVE, 0);
    wait_begin(&wait->wait, condition, 0);
}

static void end(struct condition_wait *wait, int error)
{
    wait_end(&wait->wait, TRACE_END, (uint32_t)error);
    if (self.slot && error != EPERM && error != ENOTRECOVERABLE)
        record(&wait->mutex, TRACE_TAKE, 0);
}

static void cancelled(struct condition_wait *wait)
{
    if (wait->wait.is_open)
        end(wait, 0);
}

/* Evaluate `really`, the wait, which gives a result of which `error` makes an error number. */
#define CONDITION_WAIT(condition, flags, mutex, really, error)                                     \
    ({                                                                                             \
        struct call call_ = condition_call(condition, flags, FROM);                                \
        struct condition_wait wait_ __attribute__((cleanup(cancelled)));                           \
        begin(&wait_, &call_, mutex);                                                              \
        int result_ = (really);                                                                    \
        end(&wait_, error(result_));                                                               \
        result_;                                                                                   \
    })

static int same(int error)
{
    return error;
}

int WRAP(pthread_cond_wait)(pthread_cond_t *restrict condition, pthread_mutex_t *restrict mutex)
{
    if (!thread_is_recorded())
        return REAL(pthread_cond_wait)(condition, mutex);
    return CONDITION_WAIT(condition, 0, mutex, REAL(pthread_cond_wait)(condition, mutex), same);
}

int WRAP(pthread_cond_timedwait)(pthread_cond_t *restrict condition,
                                 pthread_mutex_t *restrict mutex,
                                 const struct timespec *restrict deadline)
{
    if (!thread_is_recorded())
        return REAL(pthread_cond_timedwait)(condition, mutex, deadline);
    return CONDITION_WAIT(condition, TRACE_TIMED, mutex,
                          REAL(pthread_cond_timedwait)(condition, mutex, deadline), same);
}

int WRAP(pthread_cond_clockwait)(pthread_cond_t *restrict condition,
                                 pthread_mutex_t *restrict mutex, clockid_t clock,
                                 const struct timespec *restrict deadline)
{
    if (!thread_is_recorded())
        return REAL(pthread_cond_clockwait)(condition, mutex, clock, deadline);
    return CONDITION_WAIT(condition, TRACE_TIMED, mutex,
                          REAL(pthread_cond_clockwait)(condition, mutex, clock, deadline), same);
}

static void notify(const void *condition, uint8_t flags, const void *from)
{
    struct call call = condition_call(condition, flags, from);
    record(&call, TRACE_NOTIFY, 0);
}

int WRAP(pthread_cond_signal)(pthread_cond_t *condition)
{
    if (thread_is_recorded())
        notify(condition, 0, FROM);
    return REAL(pthread_cond_signal)(condition);
}

int WRAP(pthread_cond_broadcast)(pthread_cond_t *condition)
{
    if (thread_is_recorded())
        notify(condition, TRACE_ALL, FROM);
    return REAL(pthread_cond_broadcast)(condition);
}

static int error_of(int result)
{
    return result == thrd_success ? 0 : result == thrd_timedout ? ETIMEDOUT : EINVAL;
}

int WRAP(cnd_wait)(cnd_t *condition, mtx_t *mutex)
{
    if (!thread_is_recorded())
        return REAL(cnd_wait)(condition, mutex);
    return CONDITION_WAIT((pthread_cond_t *)condition, 0, (pthread_mutex_t *)mutex,
                          REAL(cnd_wait)(condition, mutex), error_of);
}

int WRAP(cnd_timedwait)(cnd_t *restrict condition, mtx_t *restrict mutex,
                        const struct timespec *restrict deadline)
{
    if (!thread_is_recorded())
        return REAL(cnd_timedwait)(condition, mutex, deadline);
    return CONDITION_WAIT((pthread_cond_t *)condition, TRACE_TIMED, (pthread_mutex_t *)mutex,
                          REAL(cnd_timedwait)(condition, mutex, deadline), error_of);
}

int WRAP(cnd_signal)(cnd_t *condition)
{
    if (thread_is_recorded())
        notify(condition, 0, FROM);
    return REAL(cnd_signal)(condition);
}

int WRAP(cnd_broadcast)(cnd_t *condition)
{
    if (thread_is_recorded())
        notify(condition, TRACE_ALL, FROM);
    return REAL(cnd_broadcast)(condition);
}
