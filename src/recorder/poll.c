/* Waiting for one of several descriptors. */
#include "recorder/wait.h"

static void begin(struct wait *wait, uint64_t object, unsigned descriptors, bool is_timed,
                  const void *from)
{
    struct call call = {
        .object = object,
        .from = from,
        .what = TRACE_POLL,
        .flags = is_timed ? TRACE_TIMED : 0,
    };
    wait_begin(wait, &call, descriptors);
}

/* Evaluate `really`, which says how many are ready; -1 is an error, and UINT32_MAX in the record. */
#define POLL(object, descriptors, is_timed, really)                                                \
    ({                                                                                             \
        struct wait wait_ WAIT_ENDS;                                                               \
        begin(&wait_, object, descriptors, is_timed, FROM);                                        \
        int ready_ = (really);                                                                     \
        wait_end(&wait_, TRACE_END, (uint32_t)ready_);                                             \
        ready_;                                                                                    \
    })

int WRAP(poll)(struct pollfd *fds, nfds_t count, int timeout_ms)
{
    if (!thread_is_recorded())
        return REAL(poll)(fds, count, timeout_ms);
    return POLL(0, (unsigned)count, timeout_ms >= 0, REAL(poll)(fds, count, timeout_ms));
}

int WRAP(ppoll)(struct pollfd *fds, nfds_t count, const struct timespec *timeout,
                const sigset_t *mask)
{
    if (!thread_is_recorded())
        return REAL(ppoll)(fds, count, timeout, mask);
    return POLL(0, (unsigned)count, timeout != NULL, REAL(ppoll)(fds, count, timeout, mask));
}

static unsigned count_set(const fd_set *set, int end)
{
    unsigned n = 0;
    for (int fd = 0; set && fd < end && fd < FD_SETSIZE; fd++)
        n += FD_ISSET(fd, set) ? 1 : 0;
    return n;
}

int WRAP(select)(int end, fd_set *restrict reads, fd_set *restrict writes, fd_set *restrict other,
                 struct timeval *restrict timeout)
{
    if (!thread_is_recorded())
        return REAL(select)(end, reads, writes, other, timeout);
    unsigned n = count_set(reads, end) + count_set(writes, end) + count_set(other, end);
    return POLL(0, n, timeout != NULL, REAL(select)(end, reads, writes, other, timeout));
}

int WRAP(pselect)(int end, fd_set *restrict reads, fd_set *restrict writes, fd_set *restrict other,
                  const struct timespec *restrict timeout, const sigset_t *restrict mask)
{
    if (!thread_is_recorded())
        return REAL(pselect)(end, reads, writes, other, timeout, mask);
    unsigned n = count_set(reads, end) + count_set(writes, end) + count_set(other, end);
    return POLL(0, n, timeout != NULL, REAL(pselect)(end, reads, writes, other, timeout, mask));
}

/* How many descriptors an epoll set has is not known. */
int WRAP(epoll_wait)(int fd, struct epoll_event *events, int most, int timeout_ms)
{
    if (!thread_is_recorded())
        return REAL(epoll_wait)(fd, events, most, timeout_ms);
    return POLL((unsigned)fd, 0, timeout_ms >= 0, REAL(epoll_wait)(fd, events, most, timeout_ms));
}

int WRAP(epoll_pwait)(int fd, struct epoll_event *events, int most, int timeout_ms,
                      const sigset_t *mask)
{
    if (!thread_is_recorded())
        return REAL(epoll_pwait)(fd, events, most, timeout_ms, mask);
    return POLL((unsigned)fd, 0, timeout_ms >= 0,
                REAL(epoll_pwait)(fd, events, most, timeout_ms, mask));
}
