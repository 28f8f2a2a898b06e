/* drawloom-launch: run one program with limits, leave nothing of it alive, tell how it ended.
 * What it is given and what it answers is described in run/launch_protocol.h.
 *
 * The program gets a session and a process group of its own, the default signal dispositions and no
 * descriptor but 0, 1 and 2. Then this process sleeps in poll until the program ends, drawloom says
 * stop (or dies, which closes the control pipe), or a limit is reached. After any of these it kills
 * the process group at once, and then, as the subreaper that adopts whatever lost its parent,
 * every descendant, until waitpid knows of no child. Only then does it report.
 *
 * When this process itself is killed, the program dies with it (PR_SET_PDEATHSIG). It asks for no
 * such signal of its own: it must outlive drawloom by the moment that killing takes. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "launch/descendants.h"
#include "run/launch_protocol.h"

enum { ARG_TIMEOUT = 1, ARG_MEMORY, ARG_DIR, ARG_EXEC, ARG_ARGV };

enum {
    NS_PER_MS = 1000000,
    MEMORY_TICK_NS = 10 * NS_PER_MS,
    PAUSE_MOST_NS = 5 * NS_PER_MS,
    MEMORY_SHARE = 20, /* looking at memory takes at most 1/20 of the time */
};

/* How the child says why it could not become the program. */
struct failure {
    int32_t error;
    uint32_t step;
};

static int64_t now_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 * NS_PER_MS + t.tv_nsec;
}

static void reset_signals(void)
{
    for (int number = 1; number < NSIG; number++)
        signal(number, SIG_DFL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

_Noreturn static void give_up(int failures, enum launch_step step)
{
    struct failure failure = {errno, step};
    ssize_t written = write(failures, &failure, sizeof failure);
    _exit(written == sizeof failure ? 127 : 126);
}

_Noreturn static void become_program(char **argv, pid_t launcher, int failures)
{
    /* 1, not 0: a core_pattern that pipes to a program is obeyed at 0, but not at 1 (core(5)) */
    const struct rlimit no_core = {1, 1};
    setrlimit(RLIMIT_CORE, &no_core);
    setsid();
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != launcher)
        _exit(126);
    if (chdir(argv[ARG_DIR]) != 0)
        give_up(failures, LAUNCH_STEP_DIR);
    if (close_range(STDERR_FILENO + 1, ~0U, CLOSE_RANGE_CLOEXEC) != 0)
        give_up(failures, LAUNCH_STEP_OTHER);
    execvp(argv[ARG_EXEC], argv + ARG_ARGV);
    give_up(failures, LAUNCH_STEP_EXEC);
}

static pid_t failed(struct launch_report *report, enum launch_step step, int error)
{
    report->cause = LAUNCH_FAILED;
    report->step = step;
    report->error = error;
    return -1;
}

/* Returns the program's process once it has been executed; -1 and a report when it could not. */
static pid_t start(char **argv, struct launch_report *report)
{
    int failures[2];
    if (pipe2(failures, O_CLOEXEC) != 0)
        return failed(report, LAUNCH_STEP_OTHER, errno);
    pid_t launcher = getpid();
    pid_t program = vfork();
    if (program == 0)
        become_program(argv, launcher, failures[1]);
    int fork_error = errno;
    close(failures[1]);
    struct failure failure;
    if (program < 0)
        failed(report, LAUNCH_STEP_FORK, fork_error);
    else if (read(failures[0], &failure, sizeof failure) == sizeof failure)
        program = failed(report, failure.step, failure.error);
    close(failures[0]);
    return program;
}

static struct timespec timespec_of(int64_t ns)
{
    if (ns < 0)
        ns = 0;
    return (struct timespec){ns / (1000 * NS_PER_MS), ns % (1000 * NS_PER_MS)};
}

/* Returns when the program has ended or has to. */
static enum launch_cause watch(int program, int64_t deadline, uint64_t memory_bytes)
{
    struct pollfd fds[] = {{program, POLLIN, 0}, {LAUNCH_CONTROL, POLLIN, 0}};
    int64_t look = memory_bytes ? now_ns() + MEMORY_TICK_NS : INT64_MAX;
    for (;;) {
        int64_t now = now_ns();
        struct timespec wait = timespec_of((look < deadline ? look : deadline) - now);
        if (ppoll(fds, 2, &wait, NULL) > 0)
            return fds[0].revents ? LAUNCH_ENDED : LAUNCH_STOPPED;
        now = now_ns();
        if (now >= deadline)
            return LAUNCH_TIMED_OUT;
        if (now < look)
            continue;
        if (descendants_exceed(memory_bytes))
            return LAUNCH_MEMORY;
        int64_t spent = now_ns() - now;
        look =
            now + (spent > MEMORY_TICK_NS / MEMORY_SHARE ? spent * MEMORY_SHARE : MEMORY_TICK_NS);
    }
}

/* Reap all children that are dead. False when there are no others. */
static bool reap(pid_t program, int *status)
{
    for (;;) {
        int ended;
        pid_t pid = waitpid(-1, &ended, WNOHANG | __WALL);
        if (pid == program)
            *status = ended;
        if (pid == 0 || (pid < 0 && errno == EINTR))
            return true;
        if (pid < 0)
            return false;
    }
}

/* Kill the program and all that it started; returns how the program itself ended. */
static int sweep(pid_t program)
{
    int status = 0;
    /* Before the program is reaped: until then the group's number can't be another's. A bomb of
     * forks within one group ends here, because the kernel signals a group in one step. */
    kill(-program, SIGKILL);
    int64_t pause = NS_PER_MS / 20;
    while (reap(program, &status)) {
        descendants_kill();
        struct timespec t = timespec_of(pause);
        nanosleep(&t, NULL);
        pause = pause + pause / 4 < PAUSE_MOST_NS ? pause + pause / 4 : PAUSE_MOST_NS;
    }
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
}

static void run(char **argv, struct launch_report *report)
{
    uint64_t memory_bytes = strtoull(argv[ARG_MEMORY], NULL, 10);
    int64_t begin = now_ns();
    int64_t deadline = begin + strtoll(argv[ARG_TIMEOUT], NULL, 10) * NS_PER_MS;
    pid_t program = start(argv, report);
    if (program < 0)
        return;
    int pidfd = pidfd_open(program, 0);
    if (pidfd >= 0)
        report->cause = watch(pidfd, deadline, memory_bytes);
    else
        failed(report, LAUNCH_STEP_OTHER, errno);
    report->wall_ns = (uint64_t)(now_ns() - begin);
    report->status = sweep(program);
    report_usage(report);
    /* whether a look at memory came in time must not decide how a program is said to have ended */
    if (report->cause == LAUNCH_ENDED && memory_bytes && report->max_rss_kib > memory_bytes / 1024)
        report->cause = LAUNCH_MEMORY;
}

int main(int argc, char **argv)
{
    if (argc <= ARG_ARGV)
        return 2;
    reset_signals();
    struct launch_report report = {0};
    if (prctl(PR_SET_CHILD_SUBREAPER, 1) != 0)
        failed(&report, LAUNCH_STEP_OTHER, errno);
    else
        run(argv, &report);
    return write(LAUNCH_REPORT, &report, sizeof report) == sizeof report ? 0 : 1;
}
