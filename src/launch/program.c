/* How a program is watched.
 *
 * This process sleeps until a child ends (SIGCHLD is only let in while it sleeps), drawloom says
 * stop, or a limit is reached. Orphans become its children and are reaped at once, because dead
 * processes count as processes too; the program itself stays unreaped until all is killed, so that
 * its number and that of its group can't become another's. */
#include "launch/program.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "launch/clock.h"
#include "launch/descendants.h"
#include "launch/start.h"
#include "launch/usage.h"

enum {
    LOOK_EVERY_NS = 10 * NS_PER_MS,
    TIMED_EVERY_NS = 50 * NS_PER_MS,
    SLICE_NS = 100 * 1000,         /* of the CPU: the least that the kernel gives */
    LOOK_SHARE = 20,               /* looking takes at most 1/20 of the time, */
    NEAR_EVERY_NS = 3 * NS_PER_MS, /* but past half the limit of memory */
    NEAR_SHARE = 4,                /* up to 1/4, */
    EXACT_LOOK_SHARE = 4,          /* and an exact look as well, unless memory grows */
    MOST_REAPED = 256,             /* at once: new ones may come as fast as they go */
};

/* What was seen so far. */
struct sight {
    int64_t next;         /* when to look again */
    uint64_t known_bytes; /* rough_bytes of the last exact look; 0: there was none */
    int64_t known_until;  /* until when no other is made, as long as memory does not grow */
};

/* Reap orphans. True when the program has ended, which stays as it is. */
static bool has_ended(pid_t program)
{
    for (int i = 0; i < MOST_REAPED; i++) {
        siginfo_t info = {0};
        if (waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT | __WALL) != 0 || info.si_pid == 0)
            return false;
        if (info.si_pid == program)
            return true;
        waitpid(info.si_pid, NULL, __WALL);
    }
    return false;
}

/* Let SIGCHLD in while sleeping. Returns whether drawloom said stop. */
static bool sleep_until(int64_t moment, int stop)
{
    struct pollfd fd = {stop, POLLIN, 0};
    struct timespec wait = clock_span(moment - clock_ns());
    sigset_t none;
    sigemptyset(&none);
    return ppoll(&fd, 1, &wait, &none) > 0;
}

/* A look takes a quarter of a millisecond from a program that needs all cores. One that is timed was
 * run under the closer watch before. */
static int64_t pause_of(const struct room *room)
{
    return room->order->flags & LAUNCH_TIMED ? TIMED_EVERY_NS : LOOK_EVERY_NS;
}

/* Look, and decide when to look again. What counts is the CPU time that looking takes: on a busy machine it
 * takes longer, and a program must not be watched less closely for that. */
static enum launch_cause look(const struct room *room, struct sight *sight)
{
    const uint64_t most = room->order->memory_bytes;
    int64_t begin = clock_ns(), cpu = clock_cpu_ns();
    struct usage usage = usage_check(room, begin < sight->known_until ? sight->known_bytes : 0);
    int64_t spent = clock_cpu_ns() - cpu, pause = pause_of(room);
    if (usage.was_exact) {
        sight->known_bytes = usage.rough_bytes;
        sight->known_until = begin + spent * EXACT_LOOK_SHARE;
    } else {
        bool near = most && usage.rough_bytes > most / 2;
        int64_t least = near ? NEAR_EVERY_NS : pause_of(room);
        pause = spent * (near ? NEAR_SHARE : LOOK_SHARE);
        pause = pause > least ? pause : least;
    }
    sight->next = clock_ns() + pause;
    return usage.passed;
}

/* Who looks must not wait behind all that the program has started: since Linux 6.12 a process may ask for
 * short slices of time, and is then chosen sooner (sched_setattr(2)). Older kernels take no notice. The
 * program was forked before, so it has the usual ones. */
static void ask_for_short_slices(void)
{
    struct {
        uint32_t size, policy;
        uint64_t flags;
        int32_t nice;
        uint32_t priority;
        uint64_t runtime, deadline, period;
    } attr = {.size = sizeof attr, .policy = SCHED_OTHER, .runtime = SLICE_NS};
    attr.nice = getpriority(PRIO_PROCESS, 0);
    syscall(SYS_sched_setattr, 0, &attr, 0);
}

/* Returns when the program has ended or has to. */
static enum launch_cause watch(const struct room *room, pid_t program, int64_t deadline,
                               struct sight *sight)
{
    sight->next = clock_ns() + pause_of(room);
    ask_for_short_slices();
    while (!has_ended(program)) {
        if (sleep_until(sight->next < deadline ? sight->next : deadline, room->fds[LAUNCH_FD_STOP]))
            return has_ended(program) ? LAUNCH_ENDED : LAUNCH_STOPPED;
        int64_t now = clock_ns();
        if (now >= deadline)
            return has_ended(program) ? LAUNCH_ENDED : LAUNCH_TIMED_OUT;
        if (now < sight->next)
            continue;
        enum launch_cause passed = look(room, sight);
        if (passed != LAUNCH_ENDED)
            return passed;
    }
    return LAUNCH_ENDED;
}

/* A PID 1 kills all others of its namespace in one step. Elsewhere, a bomb of forks within the
 * program's group ends in one step, and the rest is hunted. */
static void kill_all(const struct room *room, pid_t program)
{
    if (room->house->level == LEVEL_FULL) {
        kill(-1, SIGKILL);
        return;
    }
    kill(-program, SIGKILL);
    descendants_kill();
}

/* How long the program's first thread waited for a CPU; 0 where the kernel doesn't tell. The program
 * is dead, but not reaped: only then does it stay what it is, and is still there. */
static uint64_t delay_ns(pid_t program)
{
    char path[32], text[96];
    uint64_t ran, waited = 0;
    snprintf(path, sizeof path, "/proc/%d/schedstat", program);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t len = fd >= 0 ? read(fd, text, sizeof text - 1) : -1;
    if (fd >= 0)
        close(fd);
    text[len > 0 ? len : 0] = '\0';
    return sscanf(text, "%" SCNu64 " %" SCNu64, &ran, &waited) == 2 ? waited : 0;
}

/* Wait for the program, which was killed if it had not ended; returns how it ended. */
static int reap(pid_t program, struct launch_report *report)
{
    int status = 0;
    siginfo_t ignored;
    while (waitid(P_PID, (id_t)program, &ignored, WEXITED | WNOWAIT | __WALL) < 0 && errno == EINTR)
        ;
    report->delay_ns = delay_ns(program);
    while (waitpid(program, &status, __WALL) < 0 && errno == EINTR)
        ;
    return status;
}

/* Kill the program and all that it started; returns how the program itself ended. */
static int sweep(const struct room *room, pid_t program, struct launch_report *report)
{
    kill_all(room, program);
    int status = reap(program, report);
    if (room->house->level != LEVEL_FULL) {
        descendants_sweep();
        return status;
    }
    do
        kill(-1, SIGKILL);
    while (waitpid(-1, NULL, __WALL) >= 0 || errno == EINTR);
    return status;
}

static uint64_t microseconds(struct timeval t)
{
    return (uint64_t)t.tv_sec * 1000000 + (uint64_t)t.tv_usec;
}

static void report_usage(struct launch_report *report)
{
    struct rusage usage;
    getrusage(RUSAGE_CHILDREN, &usage);
    report->user_us = microseconds(usage.ru_utime);
    report->sys_us = microseconds(usage.ru_stime);
    report->max_rss_kib = (uint64_t)usage.ru_maxrss;
    report->involuntary_switches = (uint64_t)usage.ru_nivcsw;
}

/* Whether a look came in time must not decide how a program is said to have ended. But what it had
 * resident says nothing when an exact look found that it had less. */
static enum launch_cause cause_of_end(const struct room *room, const struct launch_report *report,
                                      const struct sight *sight)
{
    uint64_t memory_bytes = room->order->memory_bytes;
    if (memory_bytes && sight->known_bytes == 0 && report->max_rss_kib > memory_bytes / 1024)
        return LAUNCH_MEMORY;
    if (WIFSIGNALED(report->status) && WTERMSIG(report->status) == SIGXFSZ)
        return LAUNCH_FILES;
    return LAUNCH_ENDED;
}

static void on_child(int number)
{
    (void)number;
}

static void let_children_interrupt(void)
{
    const struct sigaction interrupt = {.sa_handler = on_child, .sa_flags = SA_NOCLDSTOP};
    sigaction(SIGCHLD, &interrupt, NULL);
    sigset_t child;
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    sigprocmask(SIG_BLOCK, &child, NULL);
}

void program_run(const struct room *room, const struct luggage *luggage,
                 struct launch_report *report)
{
    let_children_interrupt();
    int64_t begin = 0;
    pid_t program = program_start(room, luggage, &begin, report);
    if (program < 0)
        return;
    report->begin_ns = (uint64_t)begin;
    struct sight sight = {0};
    int64_t deadline = begin + (int64_t)room->order->timeout_ms * NS_PER_MS;
    report->cause = watch(room, program, deadline, &sight);
    report->wall_ns = (uint64_t)(clock_ns() - begin);
    if (report->cause == LAUNCH_ENDED)
        report->cause = usage_check(room, 0).passed;
    report->status = sweep(room, program, report);
    report_usage(report);
    if (report->cause == LAUNCH_ENDED)
        report->cause = cause_of_end(room, report, &sight);
}
