/* room_driver: speaks run/launch_protocol.h with a built drawloom-launch, without drawloom. For
 * tests only: what goes wrong on the way aborts. */
#ifndef LAUNCH_ROOM_DRIVER_H
#define LAUNCH_ROOM_DRIVER_H

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "run/launch_protocol.h"

struct filter {
    const void *code; /* struct sock_filter[] */
    size_t size;      /* in bytes */
};

struct driver {
    pid_t keep;
    int orders, control; /* our ends */
    char folder[64];     /* of "off" and "reduced" */
};

struct file {
    const char *name, *bytes;
    size_t size;
    unsigned mode;
};

/* Of an order with LAUNCH_TRACED. */
struct tracing {
    int arena;          /* the memory file */
    int pause_ms;       /* before the program that says it is ready gets its answer */
    bool answers;       /* by a byte; otherwise its end is closed */
    bool has_wrong_fds; /* the order's flags and descriptors don't fit each other */
};

struct job {
    struct launch_order order;
    const struct tracing *tracing; /* NULL: none */
    const char *exec;              /* NULL: argv[0] */
    const char *const *argv;       /* NULL-terminated, like the next two */
    const char *const *env;        /* NULL: a PATH */
    const char *const *wanted;     /* NULL: none */
    const struct file *files;      /* one with the name NULL behind the last; NULL: none */
    int stop_after_ms;             /* 0: never */
};

struct outcome {
    struct launch_report report;
    char out[4096];  /* what it wrote to stdout and stderr, cut, as a string */
    size_t out_size; /* all of it */
    int found[LAUNCH_MAX_WANTED];
    pid_t ready;         /* who said so; 0: nobody */
    int64_t begin_ns;    /* CLOCK_MONOTONIC: when it was answered, or the order was sent */
    int64_t reported_ns; /* when the report came */
};

enum { SANDBOX_UID = 61777, REPORT_MS = 30000, END_MS = 10000, HIGH = 60 };

static void must(bool ok, const char *what)
{
    if (ok)
        return;
    printf("# room_driver: %s: %s\n", what, strerror(errno));
    fflush(stdout);
    abort();
}

/* Who programs are outside. */
static uid_t driver_uid(void)
{
    return geteuid() == 0 ? SANDBOX_UID : geteuid();
}

static int64_t now_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static long now_ms(void)
{
    return (long)(now_ns() / 1000000);
}

/* The whole file, in memory that lives as long as the process. */
static struct file file_read(const char *path)
{
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    must(fd >= 0 && fstat(fd, &st) == 0, path);
    char *bytes = mmap(NULL, (size_t)st.st_size + 1, PROT_READ, MAP_PRIVATE, fd, 0);
    must(bytes != MAP_FAILED, "mmap");
    close(fd);
    return (struct file){path, bytes, (size_t)st.st_size, 0755};
}

static int memory_file(const void *bytes, size_t size)
{
    int fd = memfd_create("room_driver", MFD_CLOEXEC);
    must(fd >= 0 && write(fd, bytes, size) == (ssize_t)size, "memfd");
    return fd;
}

/* The command line of drawloom's side, as short as tests allow. */
static const char *const bubblewrap[] = {"/usr/bin/bwrap",
                                         "--unshare-all",
                                         "--unshare-user",
                                         "--uid",
                                         "1000",
                                         "--gid",
                                         "1000",
                                         "--hostname",
                                         "sandbox",
                                         "--die-with-parent",
                                         "--new-session",
                                         "--cap-drop",
                                         "ALL",
                                         "--cap-add",
                                         "CAP_SYS_ADMIN",
                                         "--cap-add",
                                         "CAP_NET_ADMIN",
                                         "--cap-add",
                                         "CAP_SETPCAP",
                                         "--cap-add",
                                         "CAP_SYS_RESOURCE",
                                         "--clearenv",
                                         "--ro-bind",
                                         "/usr",
                                         "/usr",
                                         "--symlink",
                                         "usr/bin",
                                         "/bin",
                                         "--symlink",
                                         "usr/lib",
                                         "/lib",
                                         "--symlink",
                                         "usr/lib64",
                                         "/lib64",
                                         "--ro-bind-try",
                                         "/etc/ld.so.cache",
                                         "/etc/ld.so.cache",
                                         "--ro-bind-try",
                                         "/etc/alternatives",
                                         "/etc/alternatives",
                                         "--proc",
                                         "/proc",
                                         "--dir",
                                         "/dev",
                                         "--dev-bind",
                                         "/dev/null",
                                         "/dev/null",
                                         "--dev-bind",
                                         "/dev/zero",
                                         "/dev/zero",
                                         "--dev-bind",
                                         "/dev/urandom",
                                         "/dev/urandom",
                                         "--symlink",
                                         "/proc/self/fd",
                                         "/dev/fd",
                                         "--dir",
                                         "/dev/shm",
                                         "--dir",
                                         "/box",
                                         "--dir",
                                         "/tmp",
                                         "--remount-ro",
                                         "/",
                                         "--",
                                         "/proc/self/fd/6",
                                         "serve",
                                         "full",
                                         NULL};

_Noreturn static void become_keep(const char *launcher, const char *level, const char *folder,
                                  const int fds[4])
{
    const char *argv[128] = {"drawloom-launch", "keep"};
    char uid[16];
    size_t count = 3;
    snprintf(uid, sizeof uid, "%u", geteuid() == 0 ? SANDBOX_UID : 0U);
    argv[2] = uid;
    if (strcmp(level, "full") == 0) {
        for (size_t i = 0; bubblewrap[i]; i++)
            argv[count++] = bubblewrap[i];
    } else {
        const char *const serve[] = {"/proc/self/fd/6", "serve", level, folder};
        memcpy(argv + count, serve, sizeof serve);
    }
    int high[4];
    for (int i = 0; i < 4; i++)
        high[i] = fcntl(fds[i], F_DUPFD_CLOEXEC, HIGH);
    for (int i = 0; i < 4; i++)
        dup2(high[i], LAUNCH_CONTROL + i);
    execv(launcher, (char *const *)argv);
    _exit(127);
}

/* `level` as serve takes it. As root, it becomes SANDBOX_UID. `launcher` is the path of
 * drawloom-launch. */
static void driver_open(struct driver *driver, const char *launcher, const char *level,
                        const struct filter *filter)
{
    int orders[2], control[2];
    *driver = (struct driver){.folder = "/tmp/room.XXXXXX"};
    must(mkdtemp(driver->folder) != NULL, "mkdtemp");
    must(chown(driver->folder, driver_uid(), (gid_t)-1) == 0, "chown");
    must(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, orders) == 0, "socketpair");
    must(pipe2(control, O_CLOEXEC) == 0, "pipe");
    int code = memory_file(filter ? filter->code : "", filter ? filter->size : 0);
    int image = open(launcher, O_RDONLY | O_CLOEXEC);
    must(image >= 0, launcher);
    driver->keep = fork();
    must(driver->keep >= 0, "fork");
    if (driver->keep == 0)
        become_keep(launcher, level, driver->folder, (int[]){control[0], orders[1], code, image});
    close(control[0]);
    close(orders[1]);
    close(code);
    close(image);
    driver->control = control[1];
    driver->orders = orders[0];
}

/* Returns keep's status, as waitpid gives it. Aborts when keep lives for another 10 s. */
static int driver_close(struct driver *driver)
{
    close(driver->control);
    close(driver->orders);
    int status = 0;
    long end = now_ms() + END_MS;
    while (waitpid(driver->keep, &status, WNOHANG) == 0) {
        must(now_ms() < end, "keep does not end");
        usleep(1000);
    }
    rmdir(driver->folder);
    return status;
}

/* An order with generous limits. */
static struct launch_order order_default(void)
{
    return (struct launch_order){.timeout_ms = 10000,
                                 .memory_bytes = 512 << 20,
                                 .processes = 64,
                                 .file_bytes = 64 << 20,
                                 .inodes = 20000};
}

struct packer {
    char *bytes;
    size_t size;
};

static void pack(struct packer *packer, const void *bytes, size_t size)
{
    packer->bytes = realloc(packer->bytes, packer->size + size + 1);
    must(packer->bytes != NULL, "realloc");
    if (size)
        memcpy(packer->bytes + packer->size, bytes, size);
    packer->size += size;
}

static uint32_t pack_list(struct packer *packer, const char *const *list)
{
    uint32_t count = 0;
    for (; list && list[count]; count++)
        pack(packer, list[count], strlen(list[count]) + 1);
    return count;
}

static int luggage(const struct job *job)
{
    static const char *const path[] = {"PATH=/usr/bin:/bin", NULL};
    struct packer packer = {0};
    struct launch_luggage head = {0};
    pack(&packer, &head, sizeof head);
    const char *exec = job->exec ? job->exec : job->argv[0];
    pack(&packer, exec, strlen(exec) + 1);
    head.argc = pack_list(&packer, job->argv);
    head.envc = pack_list(&packer, job->env ? job->env : path);
    head.wanted = pack_list(&packer, job->wanted);
    for (const struct file *file = job->files; file && file->name; file++, head.files++) {
        struct launch_item item = {file->size, file->mode, (uint32_t)strlen(file->name) + 1};
        pack(&packer, &item, sizeof item);
        pack(&packer, file->name, item.name_len);
        pack(&packer, file->bytes, file->size);
    }
    memcpy(packer.bytes, &head, sizeof head);
    int fd = memory_file(packer.bytes, packer.size);
    free(packer.bytes);
    return fd;
}

static void send_order(int orders, const struct launch_order *order, const int *fds, size_t count)
{
    union {
        struct cmsghdr head;
        char bytes[CMSG_SPACE(LAUNCH_TRACED_FDS * sizeof(int))];
    } control = {0};
    struct iovec data = {(void *)order, sizeof *order};
    struct msghdr message = {.msg_iov = &data,
                             .msg_iovlen = 1,
                             .msg_control = &control,
                             .msg_controllen = CMSG_SPACE(count * sizeof(int))};
    control.head.cmsg_len = CMSG_LEN(count * sizeof(int));
    control.head.cmsg_level = SOL_SOCKET;
    control.head.cmsg_type = SCM_RIGHTS;
    memcpy(CMSG_DATA(&control.head), fds, count * sizeof(int));
    /* one who is not there shows by the report that does not come */
    sendmsg(orders, &message, MSG_NOSIGNAL);
}

static bool receive_report(int orders, struct outcome *outcome)
{
    union {
        struct cmsghdr head;
        char bytes[CMSG_SPACE(LAUNCH_MAX_WANTED * sizeof(int))];
    } control = {0};
    struct iovec data = {&outcome->report, sizeof outcome->report};
    struct msghdr message = {.msg_iov = &data,
                             .msg_iovlen = 1,
                             .msg_control = &control,
                             .msg_controllen = sizeof control};
    if (recvmsg(orders, &message, MSG_CMSG_CLOEXEC) != (ssize_t)sizeof outcome->report)
        return false;
    struct cmsghdr *head = CMSG_FIRSTHDR(&message);
    const char *fds = head ? (const char *)CMSG_DATA(head) : NULL;
    for (int i = 0; i < LAUNCH_MAX_WANTED; i++) {
        outcome->found[i] = -1;
        if (fds && outcome->report.found & 1U << i) {
            memcpy(&outcome->found[i], fds, sizeof(int));
            fds += sizeof(int);
        }
    }
    return true;
}

static bool read_output(int fd, struct outcome *outcome)
{
    char bytes[65536];
    ssize_t len = read(fd, bytes, sizeof bytes);
    if (len <= 0)
        return false;
    size_t room =
        outcome->out_size < sizeof outcome->out ? sizeof outcome->out - 1 - outcome->out_size : 0;
    if (room)
        memcpy(outcome->out + outcome->out_size, bytes, (size_t)len < room ? (size_t)len : room);
    outcome->out_size += (size_t)len;
    return true;
}

/* Our end of the socket of LAUNCH_FD_READY, which becomes -1. */
static void answer(const struct tracing *tracing, int *ready, struct outcome *outcome)
{
    union {
        struct cmsghdr head;
        char bytes[CMSG_SPACE(sizeof(struct ucred))];
    } control = {0};
    char byte;
    struct iovec data = {&byte, 1};
    struct msghdr message = {.msg_iov = &data,
                             .msg_iovlen = 1,
                             .msg_control = &control,
                             .msg_controllen = sizeof control};
    if (recvmsg(*ready, &message, 0) == 1 && control.head.cmsg_type == SCM_CREDENTIALS) {
        struct ucred sender;
        memcpy(&sender, CMSG_DATA(&control.head), sizeof sender);
        outcome->ready = sender.pid;
        usleep((useconds_t)tracing->pause_ms * 1000);
        outcome->begin_ns = now_ns();
        if (tracing->answers)
            must(send(*ready, &byte, 1, MSG_NOSIGNAL) == 1, "send");
    }
    close(*ready);
    *ready = -1;
}

static bool wait_for_report(int orders, int out, int ready, int *stop, const struct job *job,
                            struct outcome *outcome)
{
    struct pollfd fds[] = {{orders, POLLIN, 0}, {out, POLLIN, 0}, {ready, POLLIN, 0}};
    long begin = now_ms();
    bool ok = false;
    while (!ok && now_ms() - begin < REPORT_MS) {
        poll(fds, 3, job->stop_after_ms ? 1 : 100);
        if (fds[2].revents)
            answer(job->tracing, &fds[2].fd, outcome);
        if (fds[1].revents && !read_output(out, outcome))
            fds[1].fd = -1;
        if (job->stop_after_ms && *stop >= 0 && now_ms() - begin >= job->stop_after_ms) {
            close(*stop);
            *stop = -1;
        }
        if (fds[0].revents && !(ok = receive_report(orders, outcome)))
            break;
    }
    if (fds[2].fd >= 0)
        close(fds[2].fd);
    outcome->reported_ns = now_ns();
    return ok;
}

/* The socket of LAUNCH_FD_READY: theirs, ours. */
static void open_ready(int ready[2])
{
    int on = 1;
    must(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ready) == 0, "socketpair");
    must(setsockopt(ready[1], SOL_SOCKET, SO_PASSCRED, &on, sizeof on) == 0, "SO_PASSCRED");
}

/* False when the report did not come within 30 s. */
static bool driver_run(struct driver *driver, const struct job *job, struct outcome *outcome)
{
    const struct tracing *tracing = job->tracing;
    struct launch_order order = job->order;
    int stop[2], out[2], ready[2] = {-1, -1};
    *outcome = (struct outcome){.begin_ns = now_ns()};
    must(pipe2(stop, O_CLOEXEC) == 0 && pipe2(out, O_CLOEXEC) == 0, "pipe");
    if (tracing)
        open_ready(ready);
    order.flags |= tracing ? LAUNCH_TRACED : 0;
    bool has_all = tracing && !tracing->has_wrong_fds;
    int null = open("/dev/null", O_RDWR | O_CLOEXEC);
    int fds[LAUNCH_TRACED_FDS] = {
        luggage(job), stop[0], null, out[1], out[1], tracing ? tracing->arena : -1, ready[0]};
    send_order(driver->orders, &order, fds, has_all ? LAUNCH_TRACED_FDS : LAUNCH_ORDER_FDS);
    close(fds[LAUNCH_FD_LUGGAGE]);
    close(stop[0]);
    close(null);
    close(out[1]);
    if (tracing)
        close(ready[0]);
    bool ok = wait_for_report(driver->orders, out[0], ready[1], &stop[1], job, outcome);
    /* all processes are dead: what is in the pipe is all that there is */
    fcntl(out[0], F_SETFL, O_NONBLOCK);
    while (read_output(out[0], outcome))
        ;
    close(out[0]);
    if (stop[1] >= 0)
        close(stop[1]);
    return ok;
}

#endif
