/* How descendants are found.
 *
 * /proc/PID/task/TID/children lists what one thread started. The walk goes breadth first, parents
 * before children. A number alone does not identify a process: it may have ended, and the number
 * have become somebody else's, since the list was read. So its folder in /proc is opened, which
 * pins that one process; then it must say that its parent is the one in whose list it stood, or we,
 * who adopt orphans; and the signal goes through the same descriptor. */
#include "launch/descendants.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "launch/clock.h"

enum {
    MAX_DESCENDANTS = 32768,
    PAUSE_FIRST_NS = NS_PER_MS / 20,
    PAUSE_MOST_NS = 5 * NS_PER_MS,
};

static const char own_children[] = "/proc/thread-self/children";

struct queue {
    struct {
        pid_t pid, parent;
    } items[MAX_DESCENDANTS]; /* what does not fit is seen by the next walk */
    size_t count;
};

/* Read the start of a small file of /proc as a string. */
static bool read_text(int dir, const char *name, char *text, size_t size)
{
    int fd = openat(dir, name, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    ssize_t len = read(fd, text, size - 1);
    close(fd);
    text[len > 0 ? len : 0] = '\0';
    return len > 0;
}

/* Fill in what /proc/PID/stat tells (proc(5)). */
static bool read_stat(struct descendant *p, pid_t *parent)
{
    char text[1024];
    if (!read_text(p->dir, "stat", text, sizeof text))
        return false;
    char *rest = strrchr(text, ')'); /* the name before it may contain anything */
    char state;
    unsigned long long virtual_bytes;
    long rss_pages;
    if (!rest || sscanf(rest,
                        ") %c %d %*d %*d %*d %*d %*u %*u %*u %*u %*u %*u %*u %*d %*d %*d %*d"
                        " %d %*d %*u %llu %ld",
                        &state, parent, &p->threads, &virtual_bytes, &rss_pages) != 5)
        return false;
    p->is_zombie = state == 'Z';
    p->virtual_bytes = virtual_bytes;
    p->rss_bytes = rss_pages > 0 ? (uint64_t)rss_pages * (uint64_t)sysconf(_SC_PAGESIZE) : 0;
    return true;
}

static bool descendant_open(struct descendant *p, pid_t self)
{
    char path[32];
    snprintf(path, sizeof path, "/proc/%d", p->pid);
    p->dir = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    pid_t parent;
    if (p->dir >= 0 && read_stat(p, &parent) && (parent == p->parent || parent == self))
        return true;
    if (p->dir >= 0)
        close(p->dir);
    return false;
}

static void add_children(int dir, const char *file, pid_t parent, struct queue *queue)
{
    int fd = openat(dir, file, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return;
    char text[4096];
    pid_t pid = 0;
    for (ssize_t len; (len = read(fd, text, sizeof text)) > 0;)
        for (ssize_t i = 0; i < len; i++) {
            if (text[i] != ' ') {
                pid = pid * 10 + (text[i] - '0');
                continue;
            }
            if (queue->count < MAX_DESCENDANTS) {
                queue->items[queue->count].pid = pid;
                queue->items[queue->count++].parent = parent;
            }
            pid = 0;
        }
    close(fd);
}

static void add_children_of_threads(const struct descendant *p, struct queue *queue)
{
    int fd = openat(p->dir, "task", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *tasks = fd >= 0 ? fdopendir(fd) : NULL;
    if (!tasks)
        return;
    for (struct dirent *entry; (entry = readdir(tasks));) {
        char file[sizeof entry->d_name + sizeof "/children"];
        snprintf(file, sizeof file, "%s/children", entry->d_name);
        if (entry->d_name[0] != '.')
            add_children(fd, file, p->pid, queue);
    }
    closedir(tasks);
}

static void add_children_of(const struct descendant *p, struct queue *queue)
{
    if (p->threads > 1) {
        add_children_of_threads(p, queue);
    } else {
        char file[48];
        snprintf(file, sizeof file, "task/%d/children", p->pid);
        add_children(p->dir, file, p->pid, queue);
    }
}

/* The visit comes before the children are read: what has been killed starts no more of them. */
void descendants_each(bool (*visit)(const struct descendant *, void *ctx), void *ctx)
{
    pid_t self = getpid();
    struct queue queue;
    queue.count = 0;
    add_children(AT_FDCWD, own_children, self, &queue);
    bool more = true;
    for (size_t i = 0; more && i < queue.count; i++) {
        struct descendant p = {.pid = queue.items[i].pid, .parent = queue.items[i].parent};
        if (!descendant_open(&p, self))
            continue;
        more = visit(&p, ctx);
        add_children_of(&p, &queue);
        close(p.dir);
    }
}

bool descendants_can_be_seen(void)
{
    return access(own_children, R_OK) == 0;
}

static bool kill_one(const struct descendant *p, void *ctx)
{
    (void)ctx;
    pidfd_send_signal(p->dir, SIGKILL, NULL, 0);
    return true;
}

/* A child that nobody has reaped keeps its number. Where /proc shows nobody whom we could not trace
 * (hidepid=), these are all that is seen; the rest become our children in turn. */
static void kill_children(void)
{
    struct queue queue;
    queue.count = 0;
    add_children(AT_FDCWD, own_children, getpid(), &queue);
    for (size_t i = 0; i < queue.count; i++)
        kill(queue.items[i].pid, SIGKILL);
}

/* The walk comes first: it reaches parents before they can lose their children to us. */
void descendants_kill(void)
{
    descendants_each(kill_one, NULL);
    kill_children();
}

bool descendants_reap(void)
{
    for (;;) {
        pid_t pid = waitpid(-1, NULL, WNOHANG | __WALL);
        if (pid == 0 || (pid < 0 && errno == EINTR))
            return true;
        if (pid < 0)
            return false;
    }
}

void descendants_sweep(void)
{
    int64_t pause = PAUSE_FIRST_NS;
    while (descendants_reap()) {
        descendants_kill();
        struct timespec t = clock_span(pause);
        nanosleep(&t, NULL);
        pause = pause + pause / 4 < PAUSE_MOST_NS ? pause + pause / 4 : PAUSE_MOST_NS;
    }
}
