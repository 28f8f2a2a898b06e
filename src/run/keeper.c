#include "run/keeper.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/pidfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"
#include "run/launch_protocol.h"

enum { FIRST_ETC = LAUNCH_IMAGE + 1, NUMBERS = FIRST_ETC + SANDBOX_ETC_FILES, STOP_MS = 10000 };

/* By the number that a descriptor has in the keeper; -1: none. */
struct inheritance {
    int fds[NUMBERS];
};

static void inheritance_release(struct inheritance *in)
{
    for (int i = 0; i < NUMBERS; i++)
        file_close(&in->fds[i]);
}

static bool open_channels(struct keeper *k, struct inheritance *in)
{
    int control[2], errors[2], orders[2];
    if (pipe2(control, O_CLOEXEC) != 0)
        return false;
    in->fds[LAUNCH_CONTROL] = control[0];
    k->control = control[1];
    if (pipe2(errors, O_CLOEXEC) != 0)
        return false;
    k->errors = errors[0];
    in->fds[STDERR_FILENO] = errors[1];
    if (fcntl(k->errors, F_SETFL, O_NONBLOCK) != 0 ||
        socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, orders) != 0)
        return false;
    k->orders = orders[0];
    in->fds[LAUNCH_ORDERS] = orders[1];
    return true;
}

/* A copy whose reader begins at its begin; bwrap reads it to its end. */
static int open_text(const char *text)
{
    int fd = memfd_create("etc", MFD_CLOEXEC);
    if (fd >= 0 && file_write_all(fd, str_of(text)) && lseek(fd, 0, SEEK_SET) == 0)
        return fd;
    file_close(&fd);
    return -1;
}

static bool open_etc(const struct sandbox *sandbox, struct inheritance *in)
{
    if (sandbox->level != SANDBOX_FULL)
        return true;
    for (int i = 0; i < SANDBOX_ETC_FILES; i++)
        if ((in->fds[FIRST_ETC + i] = open_text(sandbox_etc[i].text)) < 0)
            return false;
    return true;
}

static bool open_files(const struct sandbox *sandbox, enum sandbox_kind kind,
                       struct inheritance *in)
{
    int filter = sandbox->filters[kind], flags = O_RDONLY | O_CLOEXEC;
    in->fds[STDIN_FILENO] = open("/dev/null", flags);
    in->fds[STDOUT_FILENO] = fcntl(in->fds[STDERR_FILENO], F_DUPFD_CLOEXEC, 0);
    in->fds[LAUNCH_FILTER] =
        filter >= 0 ? fcntl(filter, F_DUPFD_CLOEXEC, 0) : open("/dev/null", flags);
    in->fds[LAUNCH_IMAGE] =
        sandbox->image >= 0 ? fcntl(sandbox->image, F_DUPFD_CLOEXEC, 0) : open("/dev/null", flags);
    for (int i = 0; i < FIRST_ETC; i++)
        if (in->fds[i] < 0)
            return false;
    return open_etc(sandbox, in);
}

/* Above the numbers that they get: dup2 to one number must not close the source of another, and dup2
 * of a number to itself would leave it close-on-exec. */
static bool move_up(int *fd)
{
    if (*fd < 0 || *fd >= NUMBERS)
        return true;
    int higher = fcntl(*fd, F_DUPFD_CLOEXEC, NUMBERS);
    if (higher < 0)
        return false;
    close(*fd);
    *fd = higher;
    return true;
}

static bool inherit(struct keeper *k, const struct sandbox *sandbox, enum sandbox_kind kind,
                    struct inheritance *in)
{
    bool ok = open_channels(k, in) && open_files(sandbox, kind, in);
    for (int i = 0; i < NUMBERS && ok; i++)
        ok = move_up(&in->fds[i]);
    return ok;
}

/* Its own process group keeps a terminal's Ctrl-C from it: drawloom tells it to stop. */
static int spawn_with(const char *path, const struct inheritance *in, const char **argv, pid_t *pid)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    char *const no_env[] = {NULL};
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    int error = posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
    for (int i = 0; i < NUMBERS && !error; i++)
        if (in->fds[i] >= 0)
            error = posix_spawn_file_actions_adddup2(&actions, in->fds[i], i);
    if (!error)
        error = posix_spawn(pid, path, &actions, &attributes, (char **)argv, no_env);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

static bool spawn(struct keeper *k, const struct sandbox *sandbox, const struct inheritance *in,
                  const char *folder)
{
    size_t count = 0;
    while (sandbox->argv[count])
        count++;
    char *uid = xasprintf("%u", sandbox->uid);
    const char **argv = xcalloc(count + 5, sizeof *argv);
    argv[0] = sandbox->launcher->path;
    argv[1] = "keep";
    argv[2] = uid;
    memcpy(argv + 3, sandbox->argv, count * sizeof *argv);
    argv[3 + count] = folder;
    errno = spawn_with(argv[0], in, argv, &k->pid);
    bool ok = errno == 0 && (k->pidfd = pidfd_open(k->pid, 0)) >= 0;
    free(argv);
    free(uid);
    return ok;
}

bool keeper_start(struct keeper *k, const struct sandbox *sandbox, enum sandbox_kind kind,
                  const char *folder, struct err *err)
{
    struct inheritance in;
    *k = (struct keeper){0, -1, -1, -1, -1};
    for (int i = 0; i < NUMBERS; i++)
        in.fds[i] = -1;
    bool ok = inherit(k, sandbox, kind, &in) && spawn(k, sandbox, &in, folder);
    if (!ok)
        err_errno(err, "%s: cannot be started", sandbox->launcher->path);
    inheritance_release(&in);
    if (!ok)
        keeper_stop(k);
    return ok;
}

/* How it ended. One that does not even end by itself when its control pipe is closed is killed, and
 * the program dies with it. */
static int end_of(struct keeper *k)
{
    struct pollfd end = {k->pidfd, POLLIN, 0};
    int status = 0;
    file_close(&k->control);
    kill(k->pid, SIGCONT); /* without a sandbox, a program may have stopped it */
    int64_t due = clock_ns() + STOP_MS * CLOCK_NS_PER_MS;
    while (poll(&end, 1, STOP_MS) < 0 && clock_ns() < due)
        ; /* signals interrupt it, and would otherwise let the wait below be for ever */
    if (!end.revents)
        kill(k->pid, SIGKILL);
    while (waitpid(k->pid, &status, 0) < 0 && errno == EINTR)
        ;
    k->pid = 0;
    return status;
}

bool keeper_failed(struct keeper *k, struct err *err)
{
    char text[512];
    int status = end_of(k);
    ssize_t len = read(k->errors, text, sizeof text);
    struct str why = str_trim((struct str){text, len > 0 ? (size_t)len : 0});
    if (why.len > 0)
        return err_set(err, "%.*s", STR_FMT(why));
    if (WIFSIGNALED(status))
        return err_set(err, "drawloom-launch was killed by signal %d", WTERMSIG(status));
    return err_set(err, "drawloom-launch ended with status %d and without a report",
                   WEXITSTATUS(status));
}

void keeper_stop(struct keeper *k)
{
    if (k->pid > 0)
        end_of(k);
    file_close(&k->pidfd);
    file_close(&k->control);
    file_close(&k->orders);
    file_close(&k->errors);
}
