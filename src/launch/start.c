#include "launch/start.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "launch/clock.h"
#include "launch/confine.h"
#include "launch/failure.h"
#include "run/trace_format.h"

/* How the child says why it could not become the program. */
struct complaint {
    int32_t error;
    uint32_t step;
};

_Noreturn static void give_up(int complaints, enum launch_step step)
{
    struct complaint complaint = {errno, step};
    ssize_t written = write(complaints, &complaint, sizeof complaint);
    _exit(written == sizeof complaint ? 127 : 126);
}

/* execvpe would look in this process's PATH, and start files without an interpreter by the
 * shell. */
static void execute(const struct luggage *luggage)
{
    const char *path = NULL;
    if (strchr(luggage->exec, '/')) {
        execve(luggage->exec, luggage->argv, luggage->env);
        return;
    }
    for (char **variable = luggage->env; *variable && !path; variable++)
        if (strncmp(*variable, "PATH=", 5) == 0)
            path = *variable + 5;
    int error = ENOENT;
    for (size_t len; path && *path; path += len + (path[len] == ':')) {
        char file[PATH_MAX];
        len = strcspn(path, ":");
        if ((size_t)snprintf(file, sizeof file, "%.*s/%s", (int)len, path, luggage->exec) >=
            sizeof file)
            continue;
        execve(file, luggage->argv, luggage->env);
        if (errno != ENOENT && errno != ENOTDIR)
            error = errno;
    }
    errno = error;
}

static void reset_signals(void)
{
    signal(SIGCHLD, SIG_DFL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

/* As PID 1 of its namespace, this process needs no signal to take the program with it. */
static void die_with(const struct room *room, pid_t parent)
{
    if (room->house->level == LEVEL_FULL)
        return;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        _exit(126);
}

/* Before Linux 5.11, close_range does not know of marks. */
static bool keep_other_descriptors(void)
{
    if (close_range(STDERR_FILENO + 1, ~0U, CLOSE_RANGE_CLOEXEC) == 0)
        return true;
    struct rlimit most;
    if (getrlimit(RLIMIT_NOFILE, &most) != 0)
        return false;
    for (rlim_t fd = STDERR_FILENO + 1; fd < most.rlim_max && fd < INT_MAX; fd++)
        fcntl((int)fd, F_SETFD, FD_CLOEXEC);
    return true;
}

static bool take_descriptors(const struct room *room)
{
    return dup2(room->fds[LAUNCH_FD_STDIN], STDIN_FILENO) >= 0 &&
           dup2(room->fds[LAUNCH_FD_STDOUT], STDOUT_FILENO) >= 0 &&
           dup2(room->fds[LAUNCH_FD_STDERR], STDERR_FILENO) >= 0 && keep_other_descriptors();
}

/* TRACE_FD may be past the limit of descriptors, which is raised for a moment. */
static bool take_trace(const struct room *room)
{
    struct rlimit kept, wide;
    if (getrlimit(RLIMIT_NOFILE, &kept) != 0)
        return false;
    wide = (struct rlimit){kept.rlim_max, kept.rlim_max};
    return setrlimit(RLIMIT_NOFILE, &wide) == 0 &&
           dup2(room->fds[LAUNCH_FD_TRACE], TRACE_FD) >= 0 && setrlimit(RLIMIT_NOFILE, &kept) == 0;
}

/* Wait until drawloom has opened its watch on this process, or is gone. Where drawloom is an ordinary
 * user, the kernel only lets it watch what could be dumped, and the memory is still that of the room;
 * in namespaces of its own drawloom may anyway. There is no program yet that could look into it. */
static void wait_for_watch(const struct room *room)
{
    int ready = room->fds[LAUNCH_FD_READY];
    char byte = 0;
    bool is_hidden = room->house->level != LEVEL_FULL;
    if (is_hidden)
        prctl(PR_SET_DUMPABLE, 1);
    if (send(ready, &byte, 1, MSG_NOSIGNAL) == 1)
        while (recv(ready, &byte, 1, 0) < 0 && errno == EINTR)
            ;
    if (is_hidden)
        prctl(PR_SET_DUMPABLE, 0);
}

static bool be_traced(const struct room *room)
{
    if (!(room->order->flags & LAUNCH_TRACED))
        return true;
    wait_for_watch(room);
    return take_trace(room);
}

/* Runs in this process's memory (vfork). The program's time begins at its execution: being confined
 * takes half as long as all of an empty one. */
_Noreturn static void become_program(const struct room *room, const struct luggage *luggage,
                                     pid_t parent, int complaints, int64_t *begin_ns)
{
    setsid();
    die_with(room, parent);
    if (fchdir(room->mounts[ROOM_BOX]) != 0)
        give_up(complaints, LAUNCH_STEP_ROOM);
    if (!take_descriptors(room) || !be_traced(room))
        give_up(complaints, LAUNCH_STEP_OTHER);
    reset_signals();
    if (!confine(room))
        give_up(complaints, LAUNCH_STEP_CONFINE);
    *begin_ns = clock_ns();
    execute(luggage);
    give_up(complaints, LAUNCH_STEP_EXEC);
}

/* See landlock_enter. The descriptor lives as long as this process. */
static void keep_folder_known(const struct room *room, pid_t program)
{
    char path[32];
    snprintf(path, sizeof path, "/proc/%d", program);
    if (room->ruleset >= 0)
        open(path, O_PATH | O_CLOEXEC);
}

pid_t program_start(const struct room *room, const struct luggage *luggage, int64_t *begin_ns,
                    struct launch_report *report)
{
    int complaints[2];
    if (pipe2(complaints, O_CLOEXEC) != 0) {
        failure(report, LAUNCH_STEP_OTHER, errno);
        return -1;
    }
    pid_t parent = getpid();
    pid_t program = vfork();
    if (program == 0)
        become_program(room, luggage, parent, complaints[1], begin_ns);
    int fork_error = errno;
    close(complaints[1]);
    struct complaint complaint;
    if (program < 0)
        failure(report, LAUNCH_STEP_FORK, fork_error);
    else if (read(complaints[0], &complaint, sizeof complaint) == sizeof complaint)
        failure(report, complaint.step, complaint.error);
    close(complaints[0]);
    keep_folder_known(room, program);
    if (*begin_ns == 0) /* ThreadSanitizer makes a fork of vfork: then it is when we see it */
        *begin_ns = clock_ns();
    return report->cause == LAUNCH_FAILED ? -1 : program;
}
