#include <err.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

enum { MOST = 1000, ROUNDS = 4000 };

static int descriptors[MOST], count;

// [ways]
static int wait_with_poll(void)
{
    static struct pollfd watched[MOST];
    for (int i = 0; i < count; i++)
        watched[i] = (struct pollfd){.fd = descriptors[i], .events = POLLIN};
    if (poll(watched, (nfds_t)count, -1) != 1)
        err(1, "poll");
    int i = 0;
    while (watched[i].revents == 0)
        i++;
    return watched[i].fd;
}

static int epoll;

static void register_all(void)
{
    epoll = epoll_create1(0);
    for (int i = 0; i < count; i++) {
        struct epoll_event event = {.events = EPOLLIN, .data.fd = descriptors[i]};
        if (epoll_ctl(epoll, EPOLL_CTL_ADD, descriptors[i], &event) < 0)
            err(1, "epoll_ctl");
    }
}

static int wait_with_epoll(void)
{
    struct epoll_event event;
    if (epoll_wait(epoll, &event, 1, -1) != 1)
        err(1, "epoll_wait");
    return event.data.fd;
}
// [ways]

int main(int argc, char *argv[])
{
    if (argc != 3 || (count = atoi(argv[2])) < 1 || count > MOST)
        errx(2, "usage: %s poll|epoll DESCRIPTORS", argv[0]);
    for (int i = 0; i < count; i++)
        if ((descriptors[i] = eventfd(0, 0)) < 0)
            err(1, "eventfd");
    int (*wait_for_one)(void) = wait_with_poll;
    if (strcmp(argv[1], "epoll") == 0) {
        register_all();
        wait_for_one = wait_with_epoll;
    }

    for (int i = 0; i < ROUNDS; i++) {
        uint64_t number = 1;
        int busy = descriptors[i % count];
        if (write(busy, &number, sizeof number) < 0)
            err(1, "write");
        int fd = wait_for_one();
        if (fd != busy || read(fd, &number, sizeof number) < 0)
            err(1, "read");
    }
    printf("%d times one of %d was ready\n", ROUNDS, count);
    return 0;
}
