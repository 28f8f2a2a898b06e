/* Semaphores, and barriers. */
#include "recorder/deadline.h"
#include "recorder/lock.h"

/* The first three words of glibc's semaphore: its value twice as wide as an int, then whether it
 * belongs to one process. Zero: it does. */
static bool semaphore_is_shared(const sem_t *semaphore)
{
    return ((const int *)(const void *)semaphore)[2] != 0;
}

static struct call semaphore_call(const sem_t *semaphore, uint8_t flags, const void *from)
{
    return (struct call){
        .object = (uintptr_t)semaphore,
        .from = from,
        .what = TRACE_SEMAPHORE,
        .flags = (uint8_t)(flags | (semaphore_is_shared(semaphore) ? TRACE_SHARED : 0)),
    };
}

/* Take what is there. A failure leaves errno as it was: the program did not try. */
static bool took(sem_t *semaphore, const struct call *call)
{
    int kept = errno;
    bool is_taken = REAL(sem_trywait)(semaphore) == 0;
    errno = kept;
    if (is_taken)
        record(call, TRACE_TAKE, 0);
    return is_taken;
}

static int waited(struct wait *wait, int result)
{
    if (result == 0)
        wait_end(wait, TRACE_TAKE, 0);
    else
        wait_end(wait, TRACE_FAIL, (uint32_t)errno);
    return result;
}

int WRAP(sem_wait)(sem_t *semaphore)
{
    if (!thread_is_recorded())
        return REAL(sem_wait)(semaphore);
    struct call call = semaphore_call(semaphore, 0, FROM);
    pthread_testcancel(); /* as sem_wait does, also when it need not wait */
    if (took(semaphore, &call))
        return 0;
    struct wait wait WAIT_ENDS;
    wait_begin(&wait, &call, 0);
    return waited(&wait, REAL(sem_wait)(semaphore));
}

int WRAP(sem_trywait)(sem_t *semaphore)
{
    int result = REAL(sem_trywait)(semaphore);
    if (!thread_is_recorded())
        return result;
    struct call call = semaphore_call(semaphore, TRACE_TIMED, FROM);
    record(&call, result == 0 ? TRACE_TAKE : TRACE_FAIL, result == 0 ? 0 : (uint32_t)errno);
    return result;
}

int WRAP(sem_timedwait)(sem_t *restrict semaphore, const struct timespec *restrict deadline)
{
    if (!thread_is_recorded())
        return REAL(sem_timedwait)(semaphore, deadline);
    struct call call = semaphore_call(semaphore, TRACE_TIMED, FROM);
    pthread_testcancel();
    if (deadline_is_valid(CLOCK_REALTIME, deadline) && took(semaphore, &call))
        return 0;
    struct wait wait WAIT_ENDS;
    wait_begin(&wait, &call, 0);
    return waited(&wait, REAL(sem_timedwait)(semaphore, deadline));
}

int WRAP(sem_clockwait)(sem_t *restrict semaphore, clockid_t clock,
                        const struct timespec *restrict deadline)
{
    if (!thread_is_recorded())
        return REAL(sem_clockwait)(semaphore, clock, deadline);
    struct call call = semaphore_call(semaphore, TRACE_TIMED, FROM);
    pthread_testcancel();
    if (deadline_is_valid(clock, deadline) && took(semaphore, &call))
        return 0;
    struct wait wait WAIT_ENDS;
    wait_begin(&wait, &call, 0);
    return waited(&wait, REAL(sem_clockwait)(semaphore, clock, deadline));
}

/* The post comes first in time, whatever it wakes. */
int WRAP(sem_post)(sem_t *semaphore)
{
    if (thread_is_recorded()) {
        struct call call = semaphore_call(semaphore, 0, FROM);
        record(&call, TRACE_NOTIFY, 0);
    }
    return REAL(sem_post)(semaphore);
}

/* glibc's barrier: in, round, count, shared. */
static bool barrier_is_shared(const pthread_barrier_t *barrier)
{
    return ((const int *)(const void *)barrier)[3] != 0;
}

int WRAP(pthread_barrier_wait)(pthread_barrier_t *barrier)
{
    if (!thread_is_recorded())
        return REAL(pthread_barrier_wait)(barrier);
    struct call call = {
        .object = (uintptr_t)barrier,
        .from = FROM,
        .what = TRACE_BARRIER,
        .flags = barrier_is_shared(barrier) ? TRACE_SHARED : 0,
    };
    struct wait wait;
    wait_begin(&wait, &call, 0);
    int result = REAL(pthread_barrier_wait)(barrier);
    wait_end(&wait, TRACE_END, 0);
    return result;
}
