/* Spin locks. They don't tell whose they are. */
#include "recorder/lock.h"

static struct call spin_call(const volatile pthread_spinlock_t *lock, uint8_t flags,
                             const void *from)
{
    return (struct call){
        .object = (uintptr_t)lock,
        .from = from,
        .what = TRACE_SPIN,
        .flags = flags,
    };
}

int WRAP(pthread_spin_lock)(pthread_spinlock_t *lock)
{
    if (!thread_is_recorded())
        return REAL(pthread_spin_lock)(lock);
    struct call call = spin_call(lock, 0, FROM);
    return LOCK_ACQUIRE(call, REAL(pthread_spin_trylock)(lock), 0, REAL(pthread_spin_lock)(lock));
}

int WRAP(pthread_spin_trylock)(pthread_spinlock_t *lock)
{
    int error = REAL(pthread_spin_trylock)(lock);
    if (thread_is_recorded()) {
        struct call call = spin_call(lock, TRACE_TIMED, FROM);
        lock_tried(&call, error);
    }
    return error;
}

int WRAP(pthread_spin_unlock)(pthread_spinlock_t *lock)
{
    if (!thread_is_recorded())
        return REAL(pthread_spin_unlock)(lock);
    struct call call = spin_call(lock, 0, FROM);
    return LOCK_RELEASE(call, REAL(pthread_spin_unlock)(lock));
}
