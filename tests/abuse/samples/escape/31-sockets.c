/* {timeout=5s} Sockets by name: abstract, path, vsock, netlink. */
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <linux/vm_sockets.h>
#include <stddef.h>
#include <sys/un.h>

#include "attack.h"

static void call(const char *what, const char *name, bool abstract, int type)
{
    struct sockaddr_un to = {.sun_family = AF_UNIX};
    size_t len = strlen(name);
    memcpy(to.sun_path + abstract, name, len);
    socklen_t size = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + abstract + len);
    int fd = socket(AF_UNIX, type, 0);
    if (tried(what, fd < 0 ? -1 : connect(fd, (struct sockaddr *)&to, size)))
        send(fd, "HACKED", 6, MSG_NOSIGNAL);
}

static void call_host(void)
{
    struct sockaddr_vm host = {.svm_family = AF_VSOCK, .svm_cid = VMADDR_CID_HOST, .svm_port = 1};
    int fd = socket(AF_VSOCK, SOCK_STREAM | SOCK_NONBLOCK, 0);
    int result = fd < 0 ? -1 : connect(fd, (struct sockaddr *)&host, sizeof host);
    if (fd >= 0 && result != 0 && errno == EINPROGRESS)
        result = 0;
    tried("vsock to the machine's host", result);
}

/* Whoever may ask learns which interfaces there are: only a loopback of its own may be there. */
static void ask_netlink(void)
{
    struct {
        struct nlmsghdr head;
        struct rtgenmsg body;
    } ask = {{sizeof ask, RTM_GETLINK, NLM_F_REQUEST | NLM_F_DUMP, 1, 0}, {AF_UNSPEC}};
    char answer[32768];
    int fd = socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE), links = 0;
    if (fd < 0 || send(fd, &ask, sizeof ask, 0) < 0) {
        say("refused netlink: %s", strerrorname_np(errno));
        return;
    }
    ssize_t len = recv(fd, answer, sizeof answer, 0);
    for (struct nlmsghdr *m = (void *)answer; NLMSG_OK(m, len); m = NLMSG_NEXT(m, len))
        links += m->nlmsg_type == RTM_NEWLINK;
    say("%s netlink: %d interfaces", links > 1 ? "GOT" : "refused", links);
}

int main(void)
{
    call("abstract socket", ABSTRACT, true, SOCK_STREAM);
    call("socket at " SOCKET, SOCKET, false, SOCK_STREAM);
    call("the system's log", "/dev/log", false, SOCK_DGRAM);
    call("the system's bus", "/run/dbus/system_bus_socket", false, SOCK_STREAM);
    call_host();
    ask_netlink();
    tried("audit", socket(AF_NETLINK, SOCK_RAW, NETLINK_AUDIT));
    tried("kernel crypto", socket(AF_ALG, SOCK_SEQPACKET, 0));
    return end();
}
