#include "launch/confine.h"

#include <errno.h>
#include <linux/capability.h>
#include <linux/seccomp.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "launch/landlock.h"
#include "launch/signals.h"

enum {
    MOST_LOCKED = 64 << 10,
    MOST_QUEUED = 819200,
    /* Processes of ours in the user namespace, where the kernel counts: bubblewrap's PID 1, serve
     * and the room. */
    OUR_PROCESSES = 3,
    LAST_CAPABILITY = 63,
};

/* Lowers a limit; one that is already lower stays. */
static bool lower(enum __rlimit_resource resource, rlim_t most)
{
    struct rlimit limit;
    if (getrlimit(resource, &limit) != 0)
        return false;
    if (limit.rlim_max > most)
        limit.rlim_max = most;
    limit.rlim_cur = limit.rlim_max;
    return setrlimit(resource, &limit) == 0;
}

/* Since Linux 5.14 the kernel counts a user's processes in each user namespace; before, all that the
 * user has anywhere. */
static bool kernel_counts_by_namespace(void)
{
    struct utsname system;
    int version, patch;
    return uname(&system) == 0 && sscanf(system.release, "%d.%d", &version, &patch) == 2 &&
           (version > 5 || (version == 5 && patch >= 14));
}

/* One more process than there may be is allowed, so that a program can be seen to have too many.
 * Outside of a user namespace of our own the kernel's count means nothing. */
static bool limit_processes(const struct room *room)
{
    uint32_t processes = room->order->processes;
    if (room->house->level != LEVEL_FULL || processes == 0 || !kernel_counts_by_namespace())
        return true;
    return lower(RLIMIT_NPROC, (rlim_t)processes + OUR_PROCESSES + 1);
}

static bool set_limits(const struct room *room)
{
    const struct launch_order *order = room->order;
    /* 1, not 0: a core_pattern that pipes to a program is obeyed at 0, but not at 1 (core(5)) */
    return lower(RLIMIT_CORE, 1) && lower(RLIMIT_MEMLOCK, MOST_LOCKED) &&
           lower(RLIMIT_MSGQUEUE, MOST_QUEUED) && lower(RLIMIT_RTPRIO, 0) &&
           lower(RLIMIT_NICE, 0) && (order->nofile == 0 || lower(RLIMIT_NOFILE, order->nofile)) &&
           (order->file_bytes == 0 || lower(RLIMIT_FSIZE, order->file_bytes)) &&
           limit_processes(room);
}

/* The bounding set can only be lowered by who has CAP_SETPCAP; without it and without new
 * privileges, it gives nothing. */
static bool drop_capabilities(void)
{
    for (unsigned long capability = 0; capability <= LAST_CAPABILITY; capability++)
        if (prctl(PR_CAPBSET_DROP, capability, 0, 0, 0) != 0)
            break;
    prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
    struct __user_cap_header_struct head = {_LINUX_CAPABILITY_VERSION_3, 0};
    const struct __user_cap_data_struct none[_LINUX_CAPABILITY_U32S_3] = {{0, 0, 0}};
    return syscall(SYS_capset, &head, none) == 0;
}

/* SPEC_ALLOW: programs are as fast as outside; a program that reads its own memory by speculation
 * harms nobody. */
static bool set_filter(const struct sock_fprog *filter)
{
    return filter->len == 0 || syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER,
                                       SECCOMP_FILTER_FLAG_SPEC_ALLOW, filter) == 0;
}

/* A compiler signals the programs that it starts, and what it is given to compile does not run. */
static bool enter_landlock(const struct room *room)
{
    return landlock_enter(room->ruleset) &&
           (landlock_keeps_signals() || room->order->flags & LAUNCH_MAY_FORK || signals_keep());
}

/* Landlock takes a descriptor, of which the program may have fewer than are open here. */
bool confine(const struct room *room)
{
    return drop_capabilities() && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
           (room->ruleset < 0 || enter_landlock(room)) && set_limits(room) &&
           set_filter(&room->house->filter);
}
