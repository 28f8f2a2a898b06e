/* {timeout=5s} The host's loopback and the world, over TCP, UDP and MPTCP. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>

#include "attack.h"

#ifndef IPPROTO_MPTCP
#define IPPROTO_MPTCP 262
#endif

static void call(const char *what, int type, int protocol, const char *host, int port)
{
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    inet_pton(AF_INET, host, &to.sin_addr);
    int fd = socket(AF_INET, type | SOCK_NONBLOCK, protocol);
    if (fd < 0) {
        say("refused %s: %s", what, strerrorname_np(errno));
        return;
    }
    int result = connect(fd, (struct sockaddr *)&to, sizeof to);
    struct pollfd ready = {fd, POLLOUT, 0};
    socklen_t size = sizeof errno;
    if (result != 0 && errno == EINPROGRESS && poll(&ready, 1, 300) > 0 &&
        getsockopt(fd, SOL_SOCKET, SO_ERROR, &errno, &size) == 0)
        result = errno ? -1 : 0;
    if (result != 0 && errno == EINPROGRESS)
        say("GOT %s: it is on its way", what);
    else if (type == SOCK_DGRAM && result == 0)
        say("sent %s: %zd", what, send(fd, "HACKED", 6, 0)); /* the listener tells */
    else
        tried(what, result);
}

static void call6(void)
{
    struct sockaddr_in6 to = {.sin6_family = AF_INET6, .sin6_port = htons(TCP_PORT)};
    to.sin6_addr = in6addr_loopback;
    int fd = socket(AF_INET6, SOCK_STREAM, 0);
    tried("TCP to ::1", fd < 0 ? -1 : connect(fd, (struct sockaddr *)&to, sizeof to));
}

int main(void)
{
    call("TCP to 127.0.0.1", SOCK_STREAM, 0, "127.0.0.1", TCP_PORT);
    call("MPTCP to 127.0.0.1", SOCK_STREAM, IPPROTO_MPTCP, "127.0.0.1", TCP_PORT);
    call("UDP to 127.0.0.1", SOCK_DGRAM, 0, "127.0.0.1", UDP_PORT);
    call("TCP to " HOST_ADDRESS, SOCK_STREAM, 0, HOST_ADDRESS, TCP_PORT);
    call("UDP to " HOST_ADDRESS, SOCK_DGRAM, 0, HOST_ADDRESS, UDP_PORT);
    call("TCP to 192.0.2.1", SOCK_STREAM, 0, "192.0.2.1", 80);
    call6();
    tried("raw socket", socket(AF_INET, SOCK_RAW, IPPROTO_ICMP));
    tried("packet socket", socket(AF_PACKET, SOCK_RAW, 0));
    return end();
}
