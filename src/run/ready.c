#include "run/ready.h"

#include <string.h>
#include <sys/socket.h>

/* What is sent before our end asks for the sender's number comes without. */
bool ready_open(int ends[2])
{
    int on = 1;
    return socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) == 0 &&
           setsockopt(ends[1], SOL_SOCKET, SO_PASSCRED, &on, sizeof on) == 0;
}

pid_t ready_take(int ours)
{
    union {
        struct cmsghdr align;
        char bytes[CMSG_SPACE(sizeof(struct ucred))];
    } control;
    char byte;
    struct iovec part = {&byte, 1};
    struct msghdr message = {.msg_iov = &part,
                             .msg_iovlen = 1,
                             .msg_control = control.bytes,
                             .msg_controllen = sizeof control.bytes};
    struct ucred sender = {0};
    ssize_t len = recvmsg(ours, &message, MSG_CMSG_CLOEXEC | MSG_DONTWAIT);
    const struct cmsghdr *head = len == 1 ? CMSG_FIRSTHDR(&message) : NULL;
    if (head && head->cmsg_level == SOL_SOCKET && head->cmsg_type == SCM_CREDENTIALS)
        memcpy(&sender, CMSG_DATA(head), sizeof sender);
    return sender.pid;
}
