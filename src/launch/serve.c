#include "launch/serve.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "launch/descendants.h"
#include "launch/failure.h"
#include "launch/network.h"
#include "launch/room.h"

enum { MOST_CODE = BPF_MAXINSNS + 1 };

/* One that is not there must not pass for one that is empty; one that is too long, the kernel
 * refuses. */
static bool read_filter(struct sock_filter code[MOST_CODE], struct sock_fprog *filter)
{
    ssize_t len = pread(LAUNCH_FILTER, code, MOST_CODE * sizeof *code, 0);
    if (len < 0 || (size_t)len % sizeof *code != 0) {
        errno = len < 0 ? errno : EBADMSG;
        return false;
    }
    *filter = (struct sock_fprog){(unsigned short)((size_t)len / sizeof *code), code};
    return true;
}

/* A second lock beside the filter: no user namespace can be made below ours (namespaces(7)). Who has no
 * capability can't open it again; that spares bubblewrap's --disable-userns, a namespace more. */
static bool forbid_user_namespaces(void)
{
    int fd = open("/proc/sys/user/max_user_namespaces", O_WRONLY | O_CLOEXEC);
    bool ok = fd >= 0 && write(fd, "0", 1) == 1;
    if (fd >= 0)
        close(fd);
    return ok;
}

/* Programs must not see the memory of this process and its rooms. */
static bool prepare(const struct house *house)
{
    if (prctl(PR_SET_DUMPABLE, 0) != 0 || prctl(PR_SET_PDEATHSIG, SIGKILL) != 0)
        return false;
    if (!descendants_can_be_seen()) /* no limit could be watched */
        return false;
    if (house->level != LEVEL_FULL)
        return prctl(PR_SET_CHILD_SUBREAPER, 1) == 0;
    return close(LAUNCH_IMAGE) == 0 && forbid_user_namespaces();
}

enum receipt { RECEIVED, ENDED, BROKEN };

static size_t count_fds(const struct launch_order *order)
{
    return order->flags & LAUNCH_TRACED ? LAUNCH_TRACED_FDS : LAUNCH_ORDER_FDS;
}

static enum receipt receive(struct launch_order *order, int fds[LAUNCH_TRACED_FDS])
{
    union {
        struct cmsghdr head;
        char bytes[CMSG_SPACE(LAUNCH_TRACED_FDS * sizeof(int))];
    } control;
    struct iovec data = {order, sizeof *order};
    struct msghdr message = {.msg_iov = &data,
                             .msg_iovlen = 1,
                             .msg_control = &control,
                             .msg_controllen = sizeof control};
    ssize_t len;
    do
        len = recvmsg(LAUNCH_ORDERS, &message, MSG_CMSG_CLOEXEC);
    while (len < 0 && errno == EINTR);
    if (len == 0)
        return ENDED;
    const struct cmsghdr *head = CMSG_FIRSTHDR(&message);
    if (len != sizeof *order || (message.msg_flags & (MSG_TRUNC | MSG_CTRUNC)) || !head ||
        head->cmsg_level != SOL_SOCKET || head->cmsg_type != SCM_RIGHTS ||
        head->cmsg_len != CMSG_LEN(count_fds(order) * sizeof(int))) {
        errno = len < 0 ? errno : EBADMSG;
        return BROKEN;
    }
    memcpy(fds, CMSG_DATA(head), count_fds(order) * sizeof(int));
    return RECEIVED;
}

static void report_failure(enum launch_step step, int error)
{
    struct launch_report report = {0};
    failure(&report, step, error);
    send(LAUNCH_ORDERS, &report, sizeof report, MSG_NOSIGNAL);
}

/* A room that could not send its report was killed: by the kernel for want of memory, or, where
 * nothing protects it, by its program, of which more may then be alive. */
static void wait_for(const struct house *house, pid_t room)
{
    int status = 1;
    while (waitpid(room, &status, __WALL) < 0 && errno == EINTR)
        ;
    if (house->level != LEVEL_FULL)
        descendants_sweep();
    if (status != 0)
        report_failure(LAUNCH_STEP_OTHER, EIO);
}

static void fulfil(const struct house *house, const struct launch_order *order, const int *fds)
{
    pid_t room = room_begin(house);
    if (room == 0)
        _exit(room_live(house, order, fds));
    if (room < 0)
        report_failure(LAUNCH_STEP_ROOM, errno);
    else
        wait_for(house, room);
}

int serve(struct house *house)
{
    struct sock_filter code[MOST_CODE];
    if (!read_filter(code, &house->filter))
        return failure_exit("no filter from drawloom");
    if (!prepare(house))
        return failure_exit("cannot prepare the sandbox");
    for (;;) {
        struct launch_order order;
        int fds[LAUNCH_TRACED_FDS];
        enum receipt receipt = receive(&order, fds);
        if (receipt != RECEIVED)
            return receipt == ENDED ? 0 : failure_exit("no order from drawloom");
        fulfil(house, &order, fds);
        for (size_t i = 0; i < count_fds(&order); i++)
            close(fds[i]);
        if (house->level == LEVEL_FULL && !network_refresh())
            return failure_exit("no new network");
    }
}
