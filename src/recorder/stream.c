/* Reading and writing. Pipes and sockets only: files don't wait for anybody, and terminals wait for a
 * reader who isn't there. fstat(2) decides each time anew, since any call may have made a descriptor
 * another. */
#include "recorder/stream.h"

#include <errno.h>
#include <sys/stat.h>

uint8_t stream_would_wait(int fd, bool writes)
{
    struct pollfd look = {.fd = fd, .events = writes ? POLLOUT : POLLIN};
    return REAL(poll)(&look, 1, 0) == 0 ? TRACE_WOULD : 0;
}

/* Is it a stream? Then the call is filled in for it. Leaves errno alone. */
static bool look_at(int fd, bool writes, enum trace_call kind, const void *from, struct call *call)
{
    if (!thread_is_recorded())
        return false;
    int kept = errno;
    struct stat st;
    bool is_stream = fstat(fd, &st) == 0 && (S_ISFIFO(st.st_mode) || S_ISSOCK(st.st_mode));
    if (is_stream)
        *call = (struct call){
            .object = st.st_ino,
            .from = from,
            .what = S_ISFIFO(st.st_mode) ? TRACE_PIPE : TRACE_SOCKET,
            .flags = TRACE_SHARED | (writes ? TRACE_WRITES : 0),
            .spare = (uint8_t)kind,
        };
    if (is_stream && self.left > 0 && kind != TRACE_CALL_CONNECT)
        call->flags |= stream_would_wait(fd, writes);
    errno = kept;
    return is_stream;
}

/* Bytes, or a descriptor, or an error. */
static uint32_t outcome(ssize_t result)
{
    return result >= 0 && result < UINT32_MAX ? (uint32_t)result : UINT32_MAX;
}

/* Return what `really` gives; as a wait, if `fd` is a stream. */
#define STREAM_CALL(fd, writes, kind, really)                                                      \
    do {                                                                                           \
        struct call call_;                                                                         \
        if (!look_at(fd, writes, kind, FROM, &call_))                                              \
            return (really);                                                                       \
        struct wait wait_ WAIT_ENDS;                                                               \
        wait_begin(&wait_, &call_, 0);                                                             \
        __typeof__(really) result_ = (really);                                                     \
        wait_end(&wait_, TRACE_END, outcome(result_));                                             \
        return result_;                                                                            \
    } while (0)

#define READS(fd, really) STREAM_CALL(fd, false, TRACE_CALL_IO, really)
#define WRITES(fd, really) STREAM_CALL(fd, true, TRACE_CALL_IO, really)

ssize_t WRAP(read)(int fd, void *bytes, size_t size)
{
    READS(fd, REAL(read)(fd, bytes, size));
}

ssize_t WRAP(write)(int fd, const void *bytes, size_t size)
{
    WRITES(fd, REAL(write)(fd, bytes, size));
}

ssize_t WRAP(readv)(int fd, const struct iovec *parts, int count)
{
    READS(fd, REAL(readv)(fd, parts, count));
}

ssize_t WRAP(writev)(int fd, const struct iovec *parts, int count)
{
    WRITES(fd, REAL(writev)(fd, parts, count));
}

ssize_t WRAP(send)(int fd, const void *bytes, size_t size, int flags)
{
    WRITES(fd, REAL(send)(fd, bytes, size, flags));
}

ssize_t WRAP(sendto)(int fd, const void *bytes, size_t size, int flags,
                     __CONST_SOCKADDR_ARG address, socklen_t len)
{
    WRITES(fd, REAL(sendto)(fd, bytes, size, flags, address, len));
}

ssize_t WRAP(sendmsg)(int fd, const struct msghdr *message, int flags)
{
    WRITES(fd, REAL(sendmsg)(fd, message, flags));
}

int WRAP(sendmmsg)(int fd, struct mmsghdr *messages, unsigned count, int flags)
{
    WRITES(fd, REAL(sendmmsg)(fd, messages, count, flags));
}

ssize_t WRAP(recv)(int fd, void *bytes, size_t size, int flags)
{
    READS(fd, REAL(recv)(fd, bytes, size, flags));
}

ssize_t WRAP(recvfrom)(int fd, void *restrict bytes, size_t size, int flags, __SOCKADDR_ARG address,
                       socklen_t *restrict len)
{
    READS(fd, REAL(recvfrom)(fd, bytes, size, flags, address, len));
}

ssize_t WRAP(recvmsg)(int fd, struct msghdr *message, int flags)
{
    READS(fd, REAL(recvmsg)(fd, message, flags));
}

int WRAP(recvmmsg)(int fd, struct mmsghdr *messages, unsigned count, int flags,
                   struct timespec *timeout)
{
    READS(fd, REAL(recvmmsg)(fd, messages, count, flags, timeout));
}

int WRAP(accept)(int fd, __SOCKADDR_ARG address, socklen_t *restrict len)
{
    STREAM_CALL(fd, false, TRACE_CALL_ACCEPT, REAL(accept)(fd, address, len));
}

int WRAP(accept4)(int fd, __SOCKADDR_ARG address, socklen_t *restrict len, int flags)
{
    STREAM_CALL(fd, false, TRACE_CALL_ACCEPT, REAL(accept4)(fd, address, len, flags));
}

int WRAP(connect)(int fd, __CONST_SOCKADDR_ARG address, socklen_t len)
{
    STREAM_CALL(fd, true, TRACE_CALL_CONNECT, REAL(connect)(fd, address, len));
}
