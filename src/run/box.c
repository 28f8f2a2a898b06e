/* How a run goes: the luggage is packed, the streams are opened, and one message takes them to the
 * room (launch_protocol.h). Then both streams are read until the report arrives. The report means
 * that nothing of the run is alive, so what is in the streams at that moment is all that there will
 * be: end of file is never waited for. Closing the stop pipe kills the run; the report comes then,
 * too.
 *
 * A traced program waits, before it becomes itself, until the watch on it is open: it says that it is
 * ready by a socket, from which the kernel tells its number. That this socket is closed is the answer.
 *
 * The first order is sent before anybody knows whether the sandbox works. When it does not, its keeper
 * ends, and says why on its standard error. */
#include "run/box.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/path.h"
#include "run/box_path.h"
#include "run/keeper.h"
#include "run/launch_protocol.h"
#include "run/luggage.h"
#include "run/ready.h"
#include "run/stream.h"

enum { OVERDUE_MS = 10000 }; /* how much later than its time limit a report may be */

struct box {
    const struct sandbox *sandbox;
    struct keeper keeper;
    char *folder; /* NULL: it has file systems of its own */
    bool dead;    /* its keeper has ended, or must */
};

/* One run in a box. */
struct run {
    struct box *box;
    const struct launch_spec *spec;
    struct streams streams;
    int luggage;
    int stop[2];  /* the run's end, ours */
    int ready[2]; /* the same; -1: it is not traced. Ours is closed when the program may begin */
    struct launch_result *result;
    struct launch_report report;
};

/* Programs at a level that shows them this machine's folders come to theirs by its path. */
static bool can_be_entered(const char *dir, unsigned uid, struct err *err)
{
    struct arena a = {0};
    bool ok = true;
    for (const char *above = path_dir(&a, dir); ok; above = path_dir(&a, above)) {
        struct stat st;
        if (stat(above, &st) == 0 && st.st_uid != uid && !(st.st_mode & S_IXOTH))
            ok = err_set(err, "%s: cannot be entered by user %u, who programs are", above, uid);
        if (above[1] == '\0')
            break;
    }
    arena_release(&a);
    return ok;
}

static bool give_folder(const char *dir, unsigned uid, struct err *err)
{
    if (uid == 0)
        return true;
    return can_be_entered(dir, uid, err) &&
           (chown(dir, uid, uid) == 0 ||
            err_errno(err, "%s: cannot be given to user %u", dir, uid));
}

bool box_open(const struct sandbox *sandbox, enum sandbox_kind kind, const char *dir,
              struct box **box, struct err *err)
{
    bool on_disk = sandbox->level != SANDBOX_FULL;
    struct box *b = *box = xcalloc(1, sizeof *b);
    b->sandbox = sandbox;
    if ((!on_disk || give_folder(dir, sandbox->uid, err)) &&
        keeper_start(&b->keeper, sandbox, kind, on_disk ? dir : NULL, err)) {
        b->folder = on_disk ? xstrdup(dir) : NULL;
        return true;
    }
    free(b);
    *box = NULL;
    return false;
}

/* --- sending --- */

static uint32_t flags_of(const struct launch_spec *spec)
{
    return (spec->is_compiler ? LAUNCH_MAY_FORK : 0u) | (spec->is_timed ? LAUNCH_TIMED : 0u) |
           (spec->trace ? LAUNCH_TRACED : 0u);
}

static struct launch_order order_of(const struct launch_spec *spec)
{
    return (struct launch_order){
        .timeout_ms = (uint32_t)spec->timeout_ms,
        .flags = flags_of(spec),
        .memory_bytes = spec->memory_bytes,
        .processes = (uint32_t)spec->processes,
        .nofile = (uint32_t)spec->nofile,
        .file_bytes = spec->file_bytes,
        .inodes = (uint32_t)spec->inodes,
    };
}

static bool send_order(struct run *r)
{
    struct launch_order order = order_of(r->spec);
    const struct launch_trace *trace = r->spec->trace;
    const int fds[LAUNCH_TRACED_FDS] = {
        [LAUNCH_FD_LUGGAGE] = r->luggage,          [LAUNCH_FD_STOP] = r->stop[0],
        [LAUNCH_FD_STDIN] = r->streams.theirs[0],  [LAUNCH_FD_STDOUT] = r->streams.theirs[1],
        [LAUNCH_FD_STDERR] = r->streams.theirs[2], [LAUNCH_FD_TRACE] = trace ? trace->arena : -1,
        [LAUNCH_FD_READY] = r->ready[0],
    };
    size_t size = (trace ? LAUNCH_TRACED_FDS : LAUNCH_ORDER_FDS) * sizeof *fds;
    union {
        struct cmsghdr align;
        char bytes[CMSG_SPACE(sizeof fds)];
    } control = {0};
    struct iovec part = {&order, sizeof order};
    struct msghdr message = {.msg_iov = &part,
                             .msg_iovlen = 1,
                             .msg_control = control.bytes,
                             .msg_controllen = CMSG_SPACE(size)};
    struct cmsghdr *head = CMSG_FIRSTHDR(&message);
    *head = (struct cmsghdr){CMSG_LEN(size), SOL_SOCKET, SCM_RIGHTS};
    memcpy(CMSG_DATA(head), fds, size);
    return sendmsg(r->box->keeper.orders, &message, MSG_NOSIGNAL) == (ssize_t)sizeof order;
}

static bool run_open(struct run *r, struct err *err)
{
    bool ok = streams_open(&r->streams, r->spec) && pipe2(r->stop, O_CLOEXEC) == 0 &&
              (!r->spec->trace || ready_open(r->ready)) &&
              (r->luggage = luggage_pack(r->spec)) >= 0;
    return ok || err_errno(err, "%s: its descriptors could not be opened", r->spec->exec);
}

static void run_close_theirs(struct run *r)
{
    streams_close_theirs(&r->streams);
    file_close(&r->stop[0]);
    file_close(&r->ready[0]);
    file_close(&r->luggage);
}

static void run_close(struct run *r)
{
    run_close_theirs(r);
    streams_close(&r->streams);
    file_close(&r->stop[1]);
    file_close(&r->ready[1]);
}

/* --- receiving --- */

/* Put the descriptors that came with the report where the result has them. False when they are not
 * as many as it says. */
static bool take_found(struct run *r, const int *fds, size_t count)
{
    size_t used = 0;
    for (size_t i = 0; i < LAUNCH_MAX_WANTED; i++)
        if (r->report.found >> i & 1 && used < count)
            r->result->found[i] = fds[used++];
    for (size_t i = used; i < count; i++)
        close(fds[i]);
    return used == count && (size_t)__builtin_popcount(r->report.found) == count;
}

static bool receive_report(struct run *r)
{
    union {
        struct cmsghdr align;
        char bytes[CMSG_SPACE(LAUNCH_MAX_WANTED * sizeof(int))];
    } control;
    struct iovec part = {&r->report, sizeof r->report};
    struct msghdr message = {.msg_iov = &part,
                             .msg_iovlen = 1,
                             .msg_control = control.bytes,
                             .msg_controllen = sizeof control.bytes};
    ssize_t len = recvmsg(r->box->keeper.orders, &message, MSG_CMSG_CLOEXEC | MSG_DONTWAIT);
    int fds[LAUNCH_MAX_WANTED];
    size_t count = 0;
    struct cmsghdr *head = len > 0 ? CMSG_FIRSTHDR(&message) : NULL;
    if (head && head->cmsg_level == SOL_SOCKET && head->cmsg_type == SCM_RIGHTS) {
        count = (head->cmsg_len - CMSG_LEN(0)) / sizeof *fds;
        memcpy(fds, CMSG_DATA(head), count * sizeof *fds);
    }
    return take_found(r, fds, count) && len == (ssize_t)sizeof r->report;
}

/* Watch the program, and let it begin. */
static void begin_watch(struct run *r)
{
    pid_t program = ready_take(r->ready[1]);
    if (program > 0)
        switch_watch_begin(r->spec->trace->watch, program);
    file_close(&r->ready[1]);
}

enum {
    WATCH_OUT,
    WATCH_ERR,
    WATCH_REPORT,
    WATCH_KEEPER,
    WATCH_STOP,
    WATCH_READY,
    WATCH_SWITCHES,
    WATCHED
};

/* Wait for any of them, but not for ever: false when the report is overdue. */
static bool wait_for_any(const struct run *r, struct pollfd fds[WATCHED], int64_t due)
{
    const int numbers[WATCHED] = {
        [WATCH_OUT] = r->streams.ours[1],
        [WATCH_ERR] = r->streams.ours[2],
        [WATCH_REPORT] = r->box->keeper.orders,
        [WATCH_KEEPER] = r->box->keeper.pidfd,
        [WATCH_STOP] = r->box->sandbox->launcher->stop_fd,
        [WATCH_READY] = r->ready[1],
        [WATCH_SWITCHES] = r->spec->trace ? switch_watch_fd(r->spec->trace->watch) : -1,
    };
    int64_t left = due - clock_ns();
    for (int i = 0; i < WATCHED; i++)
        fds[i] = (struct pollfd){numbers[i], POLLIN, 0};
    if (poll(fds, WATCHED, left > 0 ? (int)(left / CLOCK_NS_PER_MS) + 1 : 0) < 0)
        for (int i = 0; i < WATCHED; i++)
            fds[i].revents = 0; /* EINTR: the signal has made stop_fd readable if it matters */
    return clock_ns() < due;
}

/* Read until the report is there. */
static bool collect(struct run *r, struct err *err)
{
    struct pollfd fds[WATCHED];
    size_t max = r->spec->max_output;
    int64_t due = clock_ns() + (r->spec->timeout_ms + OVERDUE_MS) * CLOCK_NS_PER_MS;
    for (;;) {
        bool in_time = wait_for_any(r, fds, due);
        if (fds[WATCH_STOP].revents)
            return err_set(err, "interrupted");
        for (int fd = 1; fd <= 2; fd++)
            if (fds[fd - 1].revents)
                streams_take(&r->streams, fd, max, r->result);
        if (r->result->truncated)
            file_close(&r->stop[1]);
        if (fds[WATCH_READY].revents)
            begin_watch(r);
        if (fds[WATCH_SWITCHES].revents)
            switch_watch_take(r->spec->trace->watch);
        if (fds[WATCH_REPORT].revents && receive_report(r)) {
            streams_take_rest(&r->streams, max, r->result);
            return true;
        }
        if (fds[WATCH_REPORT].revents || fds[WATCH_KEEPER].revents)
            return keeper_failed(&r->box->keeper, err);
        if (!in_time)
            return err_set(err, BOX_NO_ANSWER);
    }
}

/* --- what came of it --- */

static bool not_started(const struct run *r, struct err *err)
{
    static const char *const what[] = {
        [LAUNCH_STEP_ROOM] = "the sandbox has no room for it",
        [LAUNCH_STEP_LUGGAGE] = "its files cannot be put into its working folder",
        [LAUNCH_STEP_CONFINE] = "it cannot be confined",
        [LAUNCH_STEP_FORK] = "no process could be made for it",
        [LAUNCH_STEP_EXEC] = "cannot be started",
        [LAUNCH_STEP_OTHER] = "cannot be watched",
    };
    uint32_t step = r->report.step <= LAUNCH_STEP_OTHER ? r->report.step : LAUNCH_STEP_OTHER;
    /* no err_errno: a full file system in the sandbox is no full disk */
    return err_set(err, "%s: %s: %s", r->spec->exec, what[step], strerror((int)r->report.error));
}

static enum launch_end end_of(const struct launch_report *report, bool truncated)
{
    if (truncated) /* even when the program ended before it could be killed */
        return LAUNCH_OUTPUT_LIMIT;
    switch ((enum launch_cause)report->cause) {
    case LAUNCH_TIMED_OUT:
        return LAUNCH_TIME_LIMIT;
    case LAUNCH_MEMORY:
        return LAUNCH_MEMORY_LIMIT;
    case LAUNCH_PROCESSES:
        return LAUNCH_PROCESS_LIMIT;
    case LAUNCH_FILES:
        return LAUNCH_FILE_LIMIT;
    case LAUNCH_ENDED:
    case LAUNCH_STOPPED:
    case LAUNCH_FAILED:
        break;
    }
    return WIFSIGNALED(report->status) ? LAUNCH_SIGNALED : LAUNCH_EXITED;
}

static bool settle(const struct run *r, struct err *err)
{
    const struct launch_report *report = &r->report;
    struct launch_result *result = r->result;
    if (report->cause == LAUNCH_FAILED)
        return not_started(r, err);
    if (report->cause == LAUNCH_STOPPED && !result->truncated)
        return err_set(err, "%s: was stopped, but not by drawloom", r->spec->exec);
    result->end = end_of(report, result->truncated);
    if (result->end == LAUNCH_EXITED)
        result->code = WEXITSTATUS(report->status);
    else if (result->end == LAUNCH_SIGNALED)
        result->code = WTERMSIG(report->status);
    result->begin_ns = (int64_t)report->begin_ns;
    result->wall_s = (double)report->wall_ns / 1e9;
    result->user_s = (double)report->user_us / 1e6;
    result->sys_s = (double)report->sys_us / 1e6;
    result->max_rss_kib = report->max_rss_kib;
    result->involuntary_switches = report->involuntary_switches;
    result->delay_s = (double)report->delay_ns / 1e9;
    if (r->box->folder)
        box_path_apply(r->box->folder, result);
    return true;
}

/* The order goes out; from then on only we hold our ends. */
static bool give_order(struct run *r, struct err *err)
{
    bool sent = send_order(r);
    run_close_theirs(r);
    return sent || keeper_failed(&r->box->keeper, err);
}

bool box_run(struct box *box, const struct launch_spec *spec, struct launch_result *result,
             struct err *err)
{
    struct run r = {.box = box,
                    .spec = spec,
                    .streams = STREAMS_INIT,
                    .luggage = -1,
                    .stop = {-1, -1},
                    .ready = {-1, -1},
                    .result = result};
    launch_result_init(result);
    if (box->dead)
        return err_set(err, "%s: its sandbox is gone", spec->exec);
    bool ok = run_open(&r, err);
    if (ok && !(give_order(&r, err) && collect(&r, err))) {
        box->dead = true;
        ok = false;
    }
    ok = ok && settle(&r, err);
    run_close(&r);
    if (!ok)
        launch_result_release(result);
    return ok;
}

void box_close(struct box *box)
{
    if (!box)
        return;
    keeper_stop(&box->keeper);
    if (box->folder) {
        static const char *const made[] = {"box", "tmp"};
        for (size_t i = 0; i < sizeof made / sizeof *made; i++) {
            char *path = xasprintf("%s/%s", box->folder, made[i]);
            struct err ignored; /* whoever made the folder removes it */
            file_remove_tree(path, &ignored);
            free(path);
        }
    }
    free(box->folder);
    free(box);
}
