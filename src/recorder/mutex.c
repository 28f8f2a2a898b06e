/* Mutexes of <pthread.h> and <threads.h>, which are the same objects in glibc. */
#include "recorder/mutex.h"

#include <limits.h>

#include "recorder/deadline.h"

/* Of a robust mutex that nobody can recover; it is in __owner then, glibc's nptl/pthreadP.h. */
enum { MUTEX_UNRECOVERABLE = INT_MAX - 1 };

/* glibc's trylock tells that such a mutex is lost, but leaves it locked: the next would wait for ever. */
static inline int try_lock(pthread_mutex_t *mutex)
{
    return UNLIKELY(mutex->__data.__owner == MUTEX_UNRECOVERABLE)
               ? EBUSY
               : REAL(pthread_mutex_trylock)(mutex);
}

int WRAP(pthread_mutex_lock)(pthread_mutex_t *mutex)
{
    if (UNLIKELY(!thread_is_recorded()))
        return REAL(pthread_mutex_lock)(mutex);
    struct call call = mutex_call(mutex, 0, FROM);
    return LOCK_ACQUIRE(call, try_lock(mutex), mutex->__data.__owner,
                        REAL(pthread_mutex_lock)(mutex));
}

int WRAP(pthread_mutex_trylock)(pthread_mutex_t *mutex)
{
    int error = REAL(pthread_mutex_trylock)(mutex);
    if (thread_is_recorded()) {
        struct call call = mutex_call(mutex, TRACE_TIMED, FROM);
        lock_tried(&call, error);
    }
    return error;
}

int WRAP(pthread_mutex_timedlock)(pthread_mutex_t *restrict mutex,
                                  const struct timespec *restrict deadline)
{
    if (!thread_is_recorded())
        return REAL(pthread_mutex_timedlock)(mutex, deadline);
    struct call call = mutex_call(mutex, TRACE_TIMED, FROM);
    return LOCK_ACQUIRE(call, try_lock(mutex), mutex->__data.__owner,
                        REAL(pthread_mutex_timedlock)(mutex, deadline));
}

int WRAP(pthread_mutex_clocklock)(pthread_mutex_t *restrict mutex, clockid_t clock,
                                  const struct timespec *restrict deadline)
{
    if (!thread_is_recorded())
        return REAL(pthread_mutex_clocklock)(mutex, clock, deadline);
    struct call call = mutex_call(mutex, TRACE_TIMED, FROM);
    return LOCK_ACQUIRE(call, deadline_has_clock(clock) ? try_lock(mutex) : EBUSY,
                        mutex->__data.__owner,
                        REAL(pthread_mutex_clocklock)(mutex, clock, deadline));
}

int WRAP(pthread_mutex_unlock)(pthread_mutex_t *mutex)
{
    if (UNLIKELY(!thread_is_recorded()))
        return REAL(pthread_mutex_unlock)(mutex);
    struct call call = mutex_call(mutex, 0, FROM);
    return LOCK_RELEASE(call, REAL(pthread_mutex_unlock)(mutex));
}

/* thrd_success is 0. */
static int error_of(int result)
{
    return result == thrd_success ? 0 : result == thrd_timedout ? ETIMEDOUT : EBUSY;
}

int WRAP(mtx_lock)(mtx_t *mutex)
{
    if (!thread_is_recorded())
        return REAL(mtx_lock)(mutex);
    pthread_mutex_t *inner = (pthread_mutex_t *)mutex;
    struct call call = mutex_call(inner, 0, FROM);
    int result = thrd_success;
    LOCK_ACQUIRE(call, error_of(REAL(mtx_trylock)(mutex)), inner->__data.__owner,
                 error_of(result = REAL(mtx_lock)(mutex)));
    return result;
}

int WRAP(mtx_trylock)(mtx_t *mutex)
{
    int result = REAL(mtx_trylock)(mutex);
    if (thread_is_recorded()) {
        struct call call = mutex_call((pthread_mutex_t *)mutex, TRACE_TIMED, FROM);
        lock_tried(&call, error_of(result));
    }
    return result;
}

int WRAP(mtx_timedlock)(mtx_t *restrict mutex, const struct timespec *restrict deadline)
{
    if (!thread_is_recorded())
        return REAL(mtx_timedlock)(mutex, deadline);
    pthread_mutex_t *inner = (pthread_mutex_t *)mutex;
    struct call call = mutex_call(inner, TRACE_TIMED, FROM);
    int result = thrd_success;
    LOCK_ACQUIRE(call, error_of(REAL(mtx_trylock)(mutex)), inner->__data.__owner,
                 error_of(result = REAL(mtx_timedlock)(mutex, deadline)));
    return result;
}

int WRAP(mtx_unlock)(mtx_t *mutex)
{
    if (!thread_is_recorded())
        return REAL(mtx_unlock)(mutex);
    struct call call = mutex_call((pthread_mutex_t *)mutex, 0, FROM);
    int result = thrd_success;
    LOCK_RELEASE(call, error_of(result = REAL(mtx_unlock)(mutex)));
    return result;
}
