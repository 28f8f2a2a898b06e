#include <err.h>
#include <poll.h>
#include <stdbool.h>
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
static struct pollfd watched[MOST];

static void list_all(void)
{
    for (int i = 0; i < count; i++)
        watched[i] = (struct pollfd){.fd = descriptors[i], .events = POLLIN};
}

static int wait_with_poll(void)
{
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
    if ((epoll = epoll_create1(0)) < 0)
        err(1, "epoll_create1");
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
    bool with_epoll = strcmp(argv[1], "epoll") == 0;
    if (with_epoll)
        register_all();
    else
        list_all();

    for (int i = 0; i < ROUNDS; i++) {
        uint64_t number = 1;
        int busy = descriptors[i % count];
        if (write(busy, &number, sizeof number) != sizeof number)
            err(1, "write");
        if ((with_epoll ? wait_with_epoll() : wait_with_poll()) != busy)
            errx(1, "another one was reported");
        if (read(busy, &number, sizeof number) != sizeof number)
            err(1, "read");
    }
    printf("%d times one of %d was ready\n", ROUNDS, count);
    return 0;
}
