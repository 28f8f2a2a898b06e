/* How nothing of a sandbox survives.
 *
 * keep is the subreaper: whatever loses its parent below it becomes its child, so in the end all
 * processes of the sandbox are found, whether bubblewrap's own --die-with-parent came too late or a
 * program cleared its PR_SET_PDEATHSIG. drawloom's death is seen by the pipe of which only drawloom
 * holds the other end; keep asks for no such signal of its own, because it must outlive drawloom by
 * the moment that killing takes. When keep itself is killed, its child dies of PR_SET_PDEATHSIG,
 * and with it, link by link, the rest, except for what detached itself outside of a PID
 * namespace. */
#include "launch/keep.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "launch/descendants.h"
#include "launch/failure.h"
#include "run/launch_protocol.h"

/* For ever: neither another id nor a capability may be left to come back with. */
static bool become(uid_t uid)
{
    gid_t gid = uid;
    if (setgroups(0, NULL) != 0 || setresgid(gid, gid, gid) != 0 || setresuid(uid, uid, uid) != 0)
        return false;
    if (setuid(0) == 0 || setgid(0) == 0) {
        errno = EPERM;
        return false;
    }
    return true;
}

_Noreturn static void become_child(char **argv, pid_t keeper)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != keeper)
        _exit(126);
    char *const empty[] = {NULL};
    execve(argv[0], argv, empty);
    failure_exit(argv[0]);
    _exit(127);
}

static void wait_for_end(int child)
{
    struct pollfd fds[] = {{child, POLLIN, 0}, {LAUNCH_CONTROL, POLLIN, 0}};
    while (poll(fds, 2, -1) < 0 && errno == EINTR)
        ;
}

int keep(uid_t uid, char **argv)
{
    /* Ctrl-C is drawloom's: it says by the pipe what follows from it. */
    setsid();
    if (fcntl(LAUNCH_CONTROL, F_SETFD, FD_CLOEXEC) != 0)
        return failure_exit("no pipe from drawloom");
    if (uid != 0 && !become(uid))
        return failure_exit("cannot give up root");
    if (prctl(PR_SET_CHILD_SUBREAPER, 1) != 0 || prctl(PR_SET_DUMPABLE, 0) != 0)
        return failure_exit("prctl");
    if (!descendants_can_be_seen())
        return failure_exit("/proc/thread-self/children");
    pid_t keeper = getpid();
    pid_t child = fork();
    if (child == 0)
        become_child(argv, keeper);
    int pidfd = child > 0 ? pidfd_open(child, 0) : -1;
    if (pidfd >= 0)
        wait_for_end(pidfd);
    else
        failure_exit("fork");
    descendants_sweep();
    return pidfd >= 0 ? 0 : 1;
}
