/* Waiting for a signal. */
#include "recorder/wait.h"

static void begin(struct wait *wait, uint8_t flags, const void *from)
{
    struct call call = {.from = from, .what = TRACE_SIGNAL, .flags = flags};
    wait_begin(wait, &call, 0);
}

static int end(struct wait *wait, int result, int number)
{
    wait_end(wait, TRACE_END, number > 0 ? (uint32_t)number : 0);
    return result;
}

int WRAP(pause)(void)
{
    if (!thread_is_recorded())
        return REAL(pause)();
    struct wait wait WAIT_ENDS;
    begin(&wait, 0, FROM);
    return end(&wait, REAL(pause)(), 0);
}

int WRAP(sigsuspend)(const sigset_t *mask)
{
    if (!thread_is_recorded())
        return REAL(sigsuspend)(mask);
    struct wait wait WAIT_ENDS;
    begin(&wait, 0, FROM);
    return end(&wait, REAL(sigsuspend)(mask), 0);
}

int WRAP(sigwait)(const sigset_t *restrict set, int *restrict number)
{
    if (!thread_is_recorded())
        return REAL(sigwait)(set, number);
    struct wait wait WAIT_ENDS;
    begin(&wait, 0, FROM);
    int error = REAL(sigwait)(set, number);
    return end(&wait, error, error == 0 ? *number : 0);
}

int WRAP(sigwaitinfo)(const sigset_t *restrict set, siginfo_t *restrict info)
{
    if (!thread_is_recorded())
        return REAL(sigwaitinfo)(set, info);
    struct wait wait WAIT_ENDS;
    begin(&wait, 0, FROM);
    int number = REAL(sigwaitinfo)(set, info);
    return end(&wait, number, number);
}

int WRAP(sigtimedwait)(const sigset_t *restrict set, siginfo_t *restrict info,
                       const struct timespec *restrict timeout)
{
    if (!thread_is_recorded())
        return REAL(sigtimedwait)(set, info, timeout);
    struct wait wait WAIT_ENDS;
    begin(&wait, TRACE_TIMED, FROM);
    int number = REAL(sigtimedwait)(set, info, timeout);
    return end(&wait, number, number);
}
