#include "launch/room.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "launch/failure.h"
#include "launch/landlock.h"
#include "launch/luggage.h"
#include "launch/program.h"
#include "launch/tree.h"

enum { FOLDER = O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC };

int room_begin(const struct house *house)
{
    unsigned long namespaces = CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWIPC;
    return (int)syscall(SYS_clone, (house->level == LEVEL_FULL ? namespaces : 0) | SIGCHLD, 0, 0, 0,
                        0);
}

/* An empty file system over `path`. */
static int mount_fresh(const char *path, uint64_t bytes, uint32_t inodes, mode_t mode)
{
    char options[96];
    snprintf(options, sizeof options, "size=%llu,nr_inodes=%u,mode=%o", (unsigned long long)bytes,
             inodes, mode);
    if (mount("none", path, "tmpfs", MS_NOSUID | MS_NODEV, options) != 0)
        return -1;
    return open(path, FOLDER);
}

/* /proc is mounted anew, since the one that is there shows the namespace outside. */
static bool make_mounts(struct room *room)
{
    const struct launch_order *order = room->order;
    uint64_t shm_bytes = order->memory_bytes ? order->memory_bytes : order->file_bytes;
    if (mount("none", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC | MS_RDONLY, NULL) != 0)
        return false;
    room->mounts[ROOM_BOX] = mount_fresh("/box", order->file_bytes, order->inodes, 0755);
    room->mounts[ROOM_TMP] = mount_fresh("/tmp", order->file_bytes, order->inodes, 01777);
    room->mounts[ROOM_SHM] = mount_fresh("/dev/shm", shm_bytes, order->inodes, 01777);
    return room->mounts[ROOM_BOX] >= 0 && room->mounts[ROOM_TMP] >= 0 &&
           room->mounts[ROOM_SHM] >= 0;
}

static bool remove_folders(const struct room *room)
{
    bool ok = tree_remove(room->folder, "box");
    return tree_remove(room->folder, "tmp") && ok;
}

static int make_folder(int dir, const char *name)
{
    return mkdirat(dir, name, 0755) == 0 ? openat(dir, name, FOLDER) : -1;
}

static bool make_folders(struct room *room)
{
    if (prctl(PR_SET_CHILD_SUBREAPER, 1) != 0)
        return false;
    room->folder = open(room->house->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (room->folder < 0 || !remove_folders(room))
        return false;
    room->mounts[ROOM_BOX] = make_folder(room->folder, "box");
    room->mounts[ROOM_TMP] = make_folder(room->folder, "tmp");
    return room->mounts[ROOM_BOX] >= 0 && room->mounts[ROOM_TMP] >= 0;
}

/* Orders name the folders as they are called at LEVEL_FULL: "HOME=/box". False when there is no memory. */
static bool rename_in_environment(const struct room *room, char **env)
{
    for (; *env; env++) {
        const char *equals = strchr(*env, '='), *value = equals ? equals + 1 : "";
        if (strcmp(value, "/box") != 0 && strcmp(value, "/tmp") != 0)
            continue;
        int name_len = (int)(value - *env);
        if (asprintf(env, "%.*s%s%s", name_len, *env, room->house->folder, value) < 0)
            return false;
    }
    return true;
}

static bool make(struct room *room, struct launch_report *report)
{
    bool is_full = room->house->level == LEVEL_FULL;
    if (!(is_full ? make_mounts(room) : make_folders(room)))
        return failure(report, LAUNCH_STEP_ROOM, errno);
    if (room->house->level == LEVEL_REDUCED) {
        room->ruleset = landlock_make(room->house, room->mounts[ROOM_BOX], room->mounts[ROOM_TMP]);
        if (room->ruleset < 0)
            return failure(report, LAUNCH_STEP_CONFINE, errno);
    }
    return true;
}

static bool unpack(const struct room *room, struct luggage *luggage, struct launch_report *report)
{
    bool ok = luggage_open(luggage, room->fds[LAUNCH_FD_LUGGAGE]) &&
              luggage_unpack(luggage, room->mounts[ROOM_BOX]) &&
              (room->house->level == LEVEL_FULL || rename_in_environment(room, luggage->env));
    return ok || failure(report, LAUNCH_STEP_LUGGAGE, errno);
}

/* Opens the wanted file if it may be read: a regular file below the working folder that has no
 * other name. A fifo does not block. */
static int open_wanted(int box, const char *name)
{
    struct open_how how = {
        .flags = O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC | O_NOCTTY,
        .resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS | RESOLVE_NO_XDEV,
    };
    int fd = (int)syscall(SYS_openat2, box, name, &how, sizeof how);
    struct stat st;
    if (fd < 0 || (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_nlink == 1))
        return fd;
    close(fd);
    return -1;
}

static size_t find_wanted(const struct room *room, const struct luggage *luggage,
                          struct launch_report *report, int found[LAUNCH_MAX_WANTED])
{
    size_t count = 0;
    for (uint32_t i = 0; i < luggage->wanted_count; i++) {
        int fd = open_wanted(room->mounts[ROOM_BOX], luggage->wanted[i]);
        if (fd < 0)
            continue;
        found[count++] = fd;
        report->found |= 1U << i;
    }
    return count;
}

static bool send_report(const struct launch_report *report, const int *found, size_t count)
{
    union {
        struct cmsghdr head;
        char bytes[CMSG_SPACE(LAUNCH_MAX_WANTED * sizeof(int))];
    } control = {0};
    struct iovec data = {(void *)report, sizeof *report};
    struct msghdr message = {.msg_iov = &data, .msg_iovlen = 1};
    if (count > 0) {
        size_t bytes = count * sizeof *found;
        control.head = (struct cmsghdr){CMSG_LEN(bytes), SOL_SOCKET, SCM_RIGHTS};
        memcpy(CMSG_DATA(&control.head), found, bytes);
        message.msg_control = &control;
        message.msg_controllen = CMSG_SPACE(bytes);
    }
    ssize_t sent;
    do
        sent = sendmsg(LAUNCH_ORDERS, &message, MSG_NOSIGNAL);
    while (sent < 0 && errno == EINTR);
    return sent == sizeof *report;
}

int room_live(const struct house *house, const struct launch_order *order, const int *fds)
{
    struct room room = {house, order, fds, {-1, -1, -1}, -1, -1};
    struct luggage luggage = {0};
    struct launch_report report = {0};
    int found[LAUNCH_MAX_WANTED];
    size_t found_count = 0;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (make(&room, &report) && unpack(&room, &luggage, &report)) {
        program_run(&room, &luggage, &report);
        found_count = find_wanted(&room, &luggage, &report, found);
    }
    if (room.folder >= 0)
        remove_folders(&room);
    return send_report(&report, found, found_count) ? 0 : 1;
}
