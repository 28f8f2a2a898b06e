/* Message queues, of POSIX and of System V. */
#include <errno.h>

#include "recorder/stream.h"

static void begin(struct wait *wait, int queue, uint8_t flags, const void *from)
{
    struct call call = {
        .object = (unsigned)queue,
        .from = from,
        .what = TRACE_QUEUE,
        .flags = flags | TRACE_SHARED,
    };
    wait_begin(wait, &call, 0);
}

/* Evaluate `really`, which gives bytes, 0, or -1. */
#define QUEUE_CALL(queue, flags, really)                                                           \
    ({                                                                                             \
        struct wait wait_ WAIT_ENDS;                                                               \
        begin(&wait_, queue, flags, FROM);                                                         \
        __typeof__(really) result_ = (really);                                                     \
        wait_end(&wait_, TRACE_END, (uint32_t)result_);                                            \
        result_;                                                                                   \
    })

/* On Linux a POSIX queue is a descriptor, which can be polled. */
static uint8_t posix_flags(mqd_t queue, bool writes, bool is_timed)
{
    int kept = errno;
    uint8_t would = self.left > 0 ? stream_would_wait(queue, writes) : 0;
    errno = kept;
    return (uint8_t)(would | (writes ? TRACE_WRITES : 0) | (is_timed ? TRACE_TIMED : 0));
}

int WRAP(mq_send)(mqd_t queue, const char *bytes, size_t size, unsigned priority)
{
    if (!thread_is_recorded())
        return REAL(mq_send)(queue, bytes, size, priority);
    return QUEUE_CALL(queue, posix_flags(queue, true, false),
                      REAL(mq_send)(queue, bytes, size, priority));
}

int WRAP(mq_timedsend)(mqd_t queue, const char *bytes, size_t size, unsigned priority,
                       const struct timespec *deadline)
{
    if (!thread_is_recorded())
        return REAL(mq_timedsend)(queue, bytes, size, priority, deadline);
    return QUEUE_CALL(queue, posix_flags(queue, true, true),
                      REAL(mq_timedsend)(queue, bytes, size, priority, deadline));
}

ssize_t WRAP(mq_receive)(mqd_t queue, char *bytes, size_t size, unsigned *priority)
{
    if (!thread_is_recorded())
        return REAL(mq_receive)(queue, bytes, size, priority);
    return QUEUE_CALL(queue, posix_flags(queue, false, false),
                      REAL(mq_receive)(queue, bytes, size, priority));
}

ssize_t WRAP(mq_timedreceive)(mqd_t queue, char *restrict bytes, size_t size,
                              unsigned *restrict priority, const struct timespec *restrict deadline)
{
    if (!thread_is_recorded())
        return REAL(mq_timedreceive)(queue, bytes, size, priority, deadline);
    return QUEUE_CALL(queue, posix_flags(queue, false, true),
                      REAL(mq_timedreceive)(queue, bytes, size, priority, deadline));
}

int WRAP(msgsnd)(int queue, const void *message, size_t size, int flags)
{
    if (!thread_is_recorded())
        return REAL(msgsnd)(queue, message, size, flags);
    return QUEUE_CALL(queue, TRACE_WRITES, REAL(msgsnd)(queue, message, size, flags));
}

ssize_t WRAP(msgrcv)(int queue, void *message, size_t size, long type, int flags)
{
    if (!thread_is_recorded())
        return REAL(msgrcv)(queue, message, size, type, flags);
    return QUEUE_CALL(queue, 0, REAL(msgrcv)(queue, message, size, type, flags));
}
