/* Sleeping. */
#include <errno.h>

#include "recorder/wait.h"

/* Microseconds, as far as they fit. */
static uint32_t us_of(const struct timespec *t)
{
    if (t->tv_sec < 0)
        return 0;
    uint64_t us = (uint64_t)t->tv_sec * 1000000 + (uint64_t)t->tv_nsec / 1000;
    return t->tv_sec < 4295 && us < UINT32_MAX ? (uint32_t)us : UINT32_MAX;
}

static uint32_t us_until(clockid_t clock, const struct timespec *deadline)
{
    struct timespec now;
    if (clock_gettime(clock, &now) != 0)
        return 0;
    struct timespec left = {deadline->tv_sec - now.tv_sec, deadline->tv_nsec - now.tv_nsec};
    if (left.tv_nsec < 0) {
        left.tv_sec--;
        left.tv_nsec += 1000000000;
    }
    return us_of(&left);
}

static void begin(struct wait *wait, uint32_t us, const void *from)
{
    struct call call = {.from = from, .what = TRACE_SLEEP, .flags = TRACE_TIMED};
    wait_begin(wait, &call, us);
}

/* Evaluate `really`, which sleeps. */
#define SLEEP(us, really)                                                                          \
    ({                                                                                             \
        struct wait wait_ WAIT_ENDS;                                                               \
        begin(&wait_, us, FROM);                                                                   \
        __typeof__(really) result_ = (really);                                                     \
        wait_end(&wait_, TRACE_END, 0);                                                            \
        result_;                                                                                   \
    })

unsigned WRAP(sleep)(unsigned seconds)
{
    if (!thread_is_recorded())
        return REAL(sleep)(seconds);
    struct timespec asked = {.tv_sec = seconds};
    return SLEEP(us_of(&asked), REAL(sleep)(seconds));
}

int WRAP(usleep)(useconds_t us)
{
    if (!thread_is_recorded())
        return REAL(usleep)(us);
    return SLEEP(us, REAL(usleep)(us));
}

int WRAP(nanosleep)(const struct timespec *asked, struct timespec *left)
{
    if (!thread_is_recorded())
        return REAL(nanosleep)(asked, left);
    return SLEEP(us_of(asked), REAL(nanosleep)(asked, left));
}

int WRAP(clock_nanosleep)(clockid_t clock, int flags, const struct timespec *asked,
                          struct timespec *left)
{
    if (!thread_is_recorded())
        return REAL(clock_nanosleep)(clock, flags, asked, left);
    int kept = errno;
    uint32_t us = flags & TIMER_ABSTIME ? us_until(clock, asked) : us_of(asked);
    errno = kept;
    return SLEEP(us, REAL(clock_nanosleep)(clock, flags, asked, left));
}

int WRAP(thrd_sleep)(const struct timespec *asked, struct timespec *left)
{
    if (!thread_is_recorded())
        return REAL(thrd_sleep)(asked, left);
    return SLEEP(us_of(asked), REAL(thrd_sleep)(asked, left));
}
