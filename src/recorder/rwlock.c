/* Read-write locks. */
#include "recorder/deadline.h"
#include "recorder/lock.h"

static struct call rwlock_call(const pthread_rwlock_t *lock, uint8_t flags, const void *from)
{
    return (struct call){
        .object = (uintptr_t)lock,
        .from = from,
        .what = TRACE_RWLOCK,
        .flags = (uint8_t)(flags | (lock->__data.__shared ? TRACE_SHARED : 0)),
    };
}

int WRAP(pthread_rwlock_rdlock)(pthread_rwlock_t *lock)
{
    if (!thread_is_recorded())
        return REAL(pthread_rwlock_rdlock)(lock);
    struct call call = rwlock_call(lock, TRACE_READER, FROM);
    return LOCK_ACQUIRE(call, REAL(pthread_rwlock_tryrdlock)(lock), lock->__data.__cur_writer,
                        REAL(pthread_rwlock_rdlock)(lock));
}

int WRAP(pthread_rwlock_tryrdlock)(pthread_rwlock_t *lock)
{
    int error = REAL(pthread_rwlock_tryrdlock)(lock);
    if (thread_is_recorded()) {
        struct call call = rwlock_call(lock, TRACE_READER | TRACE_TIMED, FROM);
        lock_tried(&call, error);
    }
    return error;
}

static int try_rdlock(pthread_rwlock_t *lock, clockid_t clock, const struct timespec *deadline)
{
    return deadline_is_valid(clock, deadline) ? REAL(pthread_rwlock_tryrdlock)(lock) : EBUSY;
}

int WRAP(pthread_rwlock_timedrdlock)(pthread_rwlock_t *restrict lock,
                                     const struct timespec *restrict deadline)
{
    if (!thread_is_recorded())
        return REAL(pthread_rwlock_timedrdlock)(lock, deadline);
    struct call call = rwlock_call(lock, TRACE_READER | TRACE_TIMED, FROM);
    return LOCK_ACQUIRE(call, try_rdlock(lock, CLOCK_REALTIME, deadline), lock->__data.__cur_writer,
                        REAL(pthread_rwlock_timedrdlock)(lock, deadline));
}

int WRAP(pthread_rwlock_clockrdlock)(pthread_rwlock_t *restrict lock, clockid_t clock,
                                     const struct timespec *restrict deadline)
{
    if (!thread_is_recorded())
        return REAL(pthread_rwlock_clockrdlock)(lock, clock, deadline);
    struct call call = rwlock_call(lock, TRACE_READER | TRACE_TIMED, FROM);
    return LOCK_ACQUIRE(call, try_rdlock(lock, clock, deadline), lock->__data.__cur_writer,
                        REAL(pthread_rwlock_clockrdlock)(lock, clock, deadline));
}

int WRAP(pthread_rwlock_wrlock)(pthread_rwlock_t *lock)
{
    if (!thread_is_recorded())
        return REAL(pthread_rwlock_wrlock)(lock);
    struct call call = rwlock_call(lock, 0, FROM);
    return LOCK_ACQUIRE(call, REAL(pthread_rwlock_trywrlock)(lock), lock->__data.__cur_writer,
                        REAL(pthread_rwlock_wrlock)(lock));
}

int WRAP(pthread_rwlock_trywrlock)(pthread_rwlock_t *lock)
{
    int error = REAL(pthread_rwlock_trywrlock)(lock);
    if (thread_is_recorded()) {
        struct call call = rwlock_call(lock, TRACE_TIMED, FROM);
        lock_tried(&call, error);
    }
    return error;
}

static int try_wrlock(pthread_rwlock_t *lock, clockid_t clock, const struct timespec *deadline)
{
    return deadline_is_valid(clock, deadline) ? REAL(pthread_rwlock_trywrlock)(lock) : EBUSY;
}

int WRAP(pthread_rwlock_timedwrlock)(pthread_rwlock_t *restrict lock,
                                     const struct timespec *restrict deadline)
{
    if (!thread_is_recorded())
        return REAL(pthread_rwlock_timedwrlock)(lock, deadline);
    struct call call = rwlock_call(lock, TRACE_TIMED, FROM);
    return LOCK_ACQUIRE(call, try_wrlock(lock, CLOCK_REALTIME, deadline), lock->__data.__cur_writer,
                        REAL(pthread_rwlock_timedwrlock)(lock, deadline));
}

int WRAP(pthread_rwlock_clockwrlock)(pthread_rwlock_t *restrict lock, clockid_t clock,
                                     const struct timespec *restrict deadline)
{
    if (!thread_is_recorded())
        return REAL(pthread_rwlock_clockwrlock)(lock, clock, deadline);
    struct call call = rwlock_call(lock, TRACE_TIMED, FROM);
    return LOCK_ACQUIRE(call, try_wrlock(lock, clock, deadline), lock->__data.__cur_writer,
                        REAL(pthread_rwlock_clockwrlock)(lock, clock, deadline));
}

int WRAP(pthread_rwlock_unlock)(pthread_rwlock_t *lock)
{
    if (!thread_is_recorded())
        return REAL(pthread_rwlock_unlock)(lock);
    bool writes = (uint32_t)lock->__data.__cur_writer == self.slot->tid;
    struct call call = rwlock_call(lock, writes ? 0 : TRACE_READER, FROM);
    return LOCK_RELEASE(call, REAL(pthread_rwlock_unlock)(lock));
}
