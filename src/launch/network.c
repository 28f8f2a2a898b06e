/* A connection that a program closed first stays for a minute in TIME_WAIT, and the next program
 * could not bind to its port. A new namespace costs milliseconds, so there is one only after a
 * program that left something. */
#include "launch/network.h"

#include <fcntl.h>
#include <net/if.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

/* Whether one of the counters of that name is not 0. */
static bool counts(const char *text, const char *name)
{
    for (; (text = strstr(text, name)); text += strlen(name))
        if (strtoul(text + strlen(name), NULL, 10) > 0)
            return true;
    return false;
}

/* "orphan" and "alloc" count the sockets of all namespaces: they say nothing about this one. */
static bool is_used(void)
{
    char text[1024];
    int fd = open("/proc/net/sockstat", O_RDONLY | O_CLOEXEC);
    ssize_t len = fd >= 0 ? read(fd, text, sizeof text - 1) : -1;
    if (fd >= 0)
        close(fd);
    text[len > 0 ? len : 0] = '\0';
    return len <= 0 || counts(text, " used ") || counts(text, " inuse ") || counts(text, " tw ");
}

static bool loopback_up(void)
{
    int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return false;
    struct ifreq lo = {.ifr_name = "lo", .ifr_flags = IFF_UP | IFF_RUNNING};
    bool ok = ioctl(fd, SIOCSIFFLAGS, &lo) == 0;
    close(fd);
    return ok;
}

bool network_refresh(void)
{
    return !is_used() || (unshare(CLONE_NEWNET) == 0 && loopback_up());
}
