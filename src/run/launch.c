/* How a launch goes: the descriptors are opened in pairs, one end theirs and one ours; drawloom-launch
 * is spawned with its ends as 0 to 4 (launch_protocol.h); then both streams are read until the report
 * arrives. The report means that nothing of the program is alive, so what is in the streams at that
 * moment is all that there will be: end of file is never waited for.
 *
 * Closing the control pipe is how the program is stopped; the report comes then, too. A program can
 * send its launcher SIGSTOP: SIGCONT wakes it up again when it is overdue. */
#include "run/launch.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"
#include "run/launch_protocol.h"

bool launcher_is_stopped(const struct launcher *launcher)
{
    struct pollfd stop = {launcher->stop_fd, POLLIN, 0};
    return poll(&stop, 1, 0) > 0;
}

enum { CHANNELS = LAUNCH_REPORT + 1, READ_BYTES = 64 * 1024, MAX_CHUNKS = 1000 };
enum { OVERDUE_MS = 500 }; /* how much later than its time limit a launcher may be */

/* By the number that a descriptor has in drawloom-launch; -1 when there is none or it is closed. */
struct channels {
    int theirs[CHANNELS], ours[CHANNELS];
};
#define CHANNELS_INIT                                                                              \
    {                                                                                              \
        {-1, -1, -1, -1, -1},                                                                      \
        {                                                                                          \
            -1, -1, -1, -1, -1                                                                     \
        }                                                                                          \
    }

static void close_one(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

static void close_all(int fds[CHANNELS])
{
    for (int i = 0; i < CHANNELS; i++)
        close_one(&fds[i]);
}

/* Only the flag of our end is changed: each end of a pipe has its own. */
static bool open_pipe(struct channels *c, int number, bool we_read)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        return false;
    c->ours[number] = ends[we_read ? 0 : 1];
    c->theirs[number] = ends[we_read ? 1 : 0];
    return fcntl(c->ours[number], F_SETFL, O_NONBLOCK) == 0;
}

/* A terminal of usual size that hands every byte through as it is. */
static bool open_tty(struct channels *c, int number)
{
    int flags = O_RDWR | O_NOCTTY | O_CLOEXEC;
    int master = c->ours[number] = posix_openpt(flags | O_NONBLOCK);
    if (master < 0 || unlockpt(master) != 0)
        return false;
    int slave = c->theirs[number] = ioctl(master, TIOCGPTPEER, flags);
    struct termios mode;
    if (slave < 0 || tcgetattr(slave, &mode) != 0)
        return false;
    cfmakeraw(&mode);
    const struct winsize size = {.ws_row = 24, .ws_col = 80};
    return tcsetattr(slave, TCSANOW, &mode) == 0 && ioctl(slave, TIOCSWINSZ, &size) == 0;
}

static bool write_all(int fd, struct str text)
{
    while (text.len > 0) {
        ssize_t n = write(fd, text.data, text.len);
        if (n < 0 && errno != EINTR)
            return false;
        text.data += n > 0 ? n : 0;
        text.len -= n > 0 ? (size_t)n : 0;
    }
    return true;
}

/* A file in memory: nobody has to feed a pipe while the program runs. */
static bool open_stdin(struct channels *c, const struct launch_spec *spec)
{
    if (!spec->has_stdin) {
        c->theirs[0] = open("/dev/null", O_RDONLY | O_CLOEXEC);
        return c->theirs[0] >= 0;
    }
    int fd = c->theirs[0] = memfd_create("stdin", MFD_CLOEXEC);
    return fd >= 0 && write_all(fd, spec->stdin_text) && lseek(fd, 0, SEEK_SET) == 0;
}

/* Above the numbers that they get: dup2 to one number must not close the source of another, and dup2
 * of a number to itself would leave it close-on-exec. */
static bool move_up(int *fd)
{
    if (*fd >= CHANNELS)
        return true;
    int higher = fcntl(*fd, F_DUPFD_CLOEXEC, CHANNELS);
    if (higher < 0)
        return false;
    close(*fd);
    *fd = higher;
    return true;
}

static bool channels_open(struct channels *c, const struct launch_spec *spec, struct err *err)
{
    bool ok = open_stdin(c, spec) && open_pipe(c, LAUNCH_CONTROL, false) &&
              open_pipe(c, LAUNCH_REPORT, true);
    for (int fd = 1; fd <= 2 && ok; fd++)
        ok = spec->tty ? open_tty(c, fd) : open_pipe(c, fd, true);
    for (int i = 0; i < CHANNELS && ok; i++)
        ok = move_up(&c->theirs[i]);
    return ok || err_errno(err, "%s: its descriptors could not be opened", spec->exec);
}

/* The launcher's own process group keeps a terminal's Ctrl-C from it: drawloom tells it to stop. */
static int spawn_with(const char *path, const struct channels *c, char **argv, char **env,
                      pid_t *pid)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    int error = posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
    for (int i = 0; i < CHANNELS && !error; i++)
        error = posix_spawn_file_actions_adddup2(&actions, c->theirs[i], i);
    if (!error)
        error = posix_spawn(pid, path, &actions, &attributes, argv, env);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

static bool spawn_launcher(const char *path, const struct launch_spec *spec,
                           const struct channels *c, pid_t *pid, struct err *err)
{
    size_t count = 0;
    while (spec->argv[count])
        count++;
    char *timeout = xasprintf("%d", spec->timeout_ms);
    char *memory = xasprintf("%zu", spec->memory_bytes);
    const char *before[] = {path, timeout, memory, spec->dir, spec->exec};
    size_t before_count = sizeof before / sizeof *before;
    const char **argv = xcalloc(before_count + count + 1, sizeof *argv);
    memcpy(argv, before, sizeof before);
    memcpy(argv + before_count, spec->argv, count * sizeof *argv);
    errno = spawn_with(path, c, (char **)argv, (char **)spec->env, pid);
    bool ok = errno == 0 || err_errno(err, "%s: cannot be started", path);
    free(argv);
    free(memory);
    free(timeout);
    return ok;
}

static struct buf *stream_of(struct launch_result *result, int fd)
{
    return fd == 1 ? &result->out : &result->err;
}

/* Neighbours are of different streams. Past MAX_CHUNKS the order is lost: nobody reads so many. */
static void add_chunk(struct launch_result *r, int fd, size_t len)
{
    size_t n = r->chunk_count;
    if (n > 0 && (r->chunks[n - 1].fd == fd || n == MAX_CHUNKS)) {
        r->chunks[r->chunks[n - 1].fd == fd ? n - 1 : n - 2].len += len;
        return;
    }
    if ((n & (n - 1)) == 0) /* full at every power of two */
        r->chunks = xrealloc(r->chunks, n ? 2 * n : 1, sizeof *r->chunks);
    r->chunks[r->chunk_count++] = (struct launch_chunk){fd, len};
}

/* Read a stream once. False when there was nothing to read now; *fd is -1 after its end, which a
 * terminal shows as EIO. */
static bool take(int *fd, int number, size_t max, struct launch_result *result)
{
    char bytes[READ_BYTES];
    ssize_t n = *fd >= 0 ? read(*fd, bytes, sizeof bytes) : 0;
    if (n < 0 && (errno == EAGAIN || errno == EINTR))
        return errno == EINTR;
    if (n <= 0) {
        close_one(fd);
        return false;
    }
    struct buf *stream = stream_of(result, number);
    size_t room = max - stream->len, len = (size_t)n < room ? (size_t)n : room;
    result->truncated |= (size_t)n > room;
    if (len > 0) {
        buf_add(stream, bytes, len);
        add_chunk(result, number, len);
    }
    return true;
}

/* Nobody writes any more, so this ends; should somebody have escaped, it ends at the limit. */
static void take_rest(struct channels *c, size_t max, struct launch_result *result)
{
    for (int fd = 1; fd <= 2; fd++)
        while (take(&c->ours[fd], fd, max, result))
            if (result->truncated && stream_of(result, fd)->len == max)
                break;
}

/* Wait for one of the descriptors; wake the launcher each time that it is overdue. */
static bool wait_for_any(struct pollfd *fds, nfds_t count, pid_t pid, int64_t *due)
{
    int64_t left = *due - clock_ns();
    int ready = poll(fds, count, left > 0 ? (int)(left / CLOCK_NS_PER_MS) + 1 : 0);
    if (clock_ns() >= *due) {
        kill(pid, SIGCONT);
        *due = clock_ns() + OVERDUE_MS * CLOCK_NS_PER_MS;
    }
    return ready > 0; /* EINTR: the signal has made stop_fd readable if it matters */
}

/* Read until the report is there. False when drawloom-launch died without one. */
static bool collect(struct channels *c, int stop_fd, pid_t pid, const struct launch_spec *spec,
                    struct launch_result *result, struct launch_report *report, bool *interrupted)
{
    size_t max = spec->max_output;
    int64_t due = clock_ns() + (spec->timeout_ms + OVERDUE_MS) * CLOCK_NS_PER_MS;
    for (;;) {
        struct pollfd fds[] = {{c->ours[1], POLLIN, 0},
                               {c->ours[2], POLLIN, 0},
                               {c->ours[LAUNCH_REPORT], POLLIN, 0},
                               {*interrupted ? -1 : stop_fd, POLLIN, 0}};
        if (!wait_for_any(fds, sizeof fds / sizeof *fds, pid, &due))
            continue;
        for (int fd = 1; fd <= 2; fd++)
            if (fds[fd - 1].revents)
                take(&c->ours[fd], fd, max, result);
        *interrupted |= fds[3].revents != 0;
        if ((*interrupted || result->truncated) && c->ours[LAUNCH_CONTROL] >= 0) {
            close_one(&c->ours[LAUNCH_CONTROL]);
            kill(pid, SIGCONT);
        }
        if (!fds[2].revents)
            continue;
        ssize_t len = read(c->ours[LAUNCH_REPORT], report, sizeof *report);
        if (len == (ssize_t)sizeof *report)
            take_rest(c, max, result);
        return len == (ssize_t)sizeof *report;
    }
}

/* How the launcher itself ended. */
static int wait_for(pid_t pid)
{
    int status = 0;
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    return status;
}

static bool died(const char *path, int status, struct err *err)
{
    if (WIFSIGNALED(status))
        return err_set(err, "%s: was killed by signal %d", path, WTERMSIG(status));
    return err_set(err, "%s: ended with status %d and without a report", path, WEXITSTATUS(status));
}

static bool not_started(const struct launch_spec *spec, const struct launch_report *report,
                        struct err *err)
{
    errno = report->error;
    switch ((enum launch_step)report->step) {
    case LAUNCH_STEP_DIR:
        return err_errno(err, "%s: cannot be the working folder of %s", spec->dir, spec->exec);
    case LAUNCH_STEP_EXEC:
        return err_errno(err, "%s: cannot be started", spec->exec);
    case LAUNCH_STEP_FORK:
    case LAUNCH_STEP_OTHER:
        break;
    }
    return err_errno(err, "%s: no process could be made for it", spec->exec);
}

static enum launch_end end_of(const struct launch_report *report, bool truncated)
{
    if (truncated) /* even when the program ended before it could be killed */
        return LAUNCH_OUTPUT_LIMIT;
    if (report->cause == LAUNCH_TIMED_OUT)
        return LAUNCH_TIME_LIMIT;
    if (report->cause == LAUNCH_MEMORY)
        return LAUNCH_MEMORY_LIMIT;
    return WIFSIGNALED(report->status) ? LAUNCH_SIGNALED : LAUNCH_EXITED;
}

static void fill(struct launch_result *result, const struct launch_report *report)
{
    result->end = end_of(report, result->truncated);
    if (result->end == LAUNCH_EXITED)
        result->code = WEXITSTATUS(report->status);
    else if (result->end == LAUNCH_SIGNALED)
        result->code = WTERMSIG(report->status);
    result->wall_s = (double)report->wall_ns / 1e9;
    result->user_s = (double)report->user_us / 1e6;
    result->sys_s = (double)report->sys_us / 1e6;
    result->max_rss_kib = report->max_rss_kib;
}

static bool watch(const struct launcher *launcher, const struct launch_spec *spec,
                  struct channels *c, pid_t pid, struct launch_result *result, struct err *err)
{
    struct launch_report report;
    bool interrupted = false;
    bool reported = collect(c, launcher->stop_fd, pid, spec, result, &report, &interrupted);
    int status = wait_for(pid);
    if (interrupted)
        return err_set(err, "interrupted");
    if (!reported)
        return died(launcher->path, status, err);
    if (report.cause == LAUNCH_FAILED)
        return not_started(spec, &report, err);
    fill(result, &report);
    return true;
}

bool launch_run(const struct launcher *launcher, const struct launch_spec *spec,
                struct launch_result *result, struct err *err)
{
    struct channels c = CHANNELS_INIT;
    *result = (struct launch_result){.out = BUF_INIT, .err = BUF_INIT};
    pid_t pid;
    bool ok = channels_open(&c, spec, err) && spawn_launcher(launcher->path, spec, &c, &pid, err);
    close_all(c.theirs);
    ok = ok && watch(launcher, spec, &c, pid, result, err);
    close_all(c.ours);
    if (!ok)
        launch_result_release(result);
    return ok;
}

void launch_result_release(struct launch_result *result)
{
    buf_release(&result->out);
    buf_release(&result->err);
    free(result->chunks);
    *result = (struct launch_result){.out = BUF_INIT, .err = BUF_INIT};
}
