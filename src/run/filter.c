/* The lists follow bubblewrap's users, above all flatpak's and Nix's, and what was seen to escape.
 *
 * An int argument of a system call is the low half of a register, and the kernel ignores the high
 * half: so values to forbid are compared under a mask of 32 bits, or a high bit would hide them. */
#include "run/filter.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/ioprio.h>
#include <linux/sockios.h>
#include <sched.h>
#include <seccomp.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/personality.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <netinet/in.h>
#include <unistd.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define LOW 0xffffffffu

/* Newer than the libseccomp that we build with; the same number on every architecture. */
enum { NR_FCHMODAT2 = 452, NR_SETXATTRAT = 463, NR_REMOVEXATTRAT = 466, NR_OPEN_TREE_ATTR = 467 };

struct rules {
    scmp_filter_ctx ctx;
    int error; /* the first, as libseccomp gives it: -errno */
};

static void deny(struct rules *r, int error, int call, unsigned count,
                 const struct scmp_arg_cmp *args)
{
    if (call == __NR_SCMP_ERROR || r->error < 0)
        return;
    r->error = seccomp_rule_add_array(r->ctx, SCMP_ACT_ERRNO((uint32_t)error), call, count, args);
    if (r->error == -EDOM || r->error == -EEXIST) /* a call of another architecture */
        r->error = 0;
}

static void deny_calls(struct rules *r, int error, const int *calls, size_t count)
{
    for (size_t i = 0; i < count; i++)
        deny(r, error, calls[i], 0, NULL);
}

static struct scmp_arg_cmp when(unsigned arg, enum scmp_compare how, uint64_t value)
{
    return (struct scmp_arg_cmp){.arg = arg, .op = how, .datum_a = value};
}

static void deny_when(struct rules *r, int error, int call, struct scmp_arg_cmp condition)
{
    deny(r, error, call, 1, &condition);
}

/* When the argument under the mask is the value. */
static void deny_masked(struct rules *r, int error, int call, unsigned arg, uint64_t mask,
                        uint64_t value)
{
    deny_when(r, error, call, SCMP_CMP(arg, SCMP_CMP_MASKED_EQ, mask, value));
}

static void deny_flag(struct rules *r, int error, int call, unsigned arg, uint64_t flag)
{
    deny_masked(r, error, call, arg, flag, flag);
}

static const int never[] = {
    SCMP_SYS(add_key),
    SCMP_SYS(keyctl),
    SCMP_SYS(request_key), /* the keyring outlives a run */
    SCMP_SYS(bpf),
    SCMP_SYS(perf_event_open),
    SCMP_SYS(userfaultfd),
    SCMP_SYS(io_uring_enter),
    SCMP_SYS(io_uring_register),
    SCMP_SYS(io_uring_setup), /* where kernels were broken into */
    SCMP_SYS(chroot),
    SCMP_SYS(fsconfig),
    SCMP_SYS(fsmount),
    SCMP_SYS(fsopen),
    SCMP_SYS(fspick),
    SCMP_SYS(mount),
    SCMP_SYS(mount_setattr),
    SCMP_SYS(move_mount),
    SCMP_SYS(open_tree),
    SCMP_SYS(pivot_root),
    SCMP_SYS(setns),
    SCMP_SYS(umount),
    SCMP_SYS(umount2),
    SCMP_SYS(unshare),
    NR_OPEN_TREE_ATTR, /* another view of the system */
    SCMP_SYS(memfd_create),
    SCMP_SYS(memfd_secret), /* memory that no limit counts */
    SCMP_SYS(name_to_handle_at),
    SCMP_SYS(open_by_handle_at),
    SCMP_SYS(pidfd_getfd),
    SCMP_SYS(process_madvise),
    SCMP_SYS(fanotify_init),
    SCMP_SYS(lookup_dcookie),
    SCMP_SYS(acct),
    SCMP_SYS(adjtimex),
    SCMP_SYS(clock_adjtime),
    SCMP_SYS(clock_settime),
    SCMP_SYS(create_module),
    SCMP_SYS(delete_module),
    SCMP_SYS(finit_module),
    SCMP_SYS(init_module),
    SCMP_SYS(ioperm),
    SCMP_SYS(iopl),
    SCMP_SYS(kexec_file_load),
    SCMP_SYS(kexec_load),
    SCMP_SYS(quotactl),
    SCMP_SYS(quotactl_fd),
    SCMP_SYS(reboot),
    SCMP_SYS(settimeofday),
    SCMP_SYS(stime),
    SCMP_SYS(swapoff),
    SCMP_SYS(swapon),
    SCMP_SYS(syslog),
    SCMP_SYS(vhangup), /* the administrator's */
};
/* as where there are no such things: cp and tar go on without */
static const int unsupported[] = {
    SCMP_SYS(setxattr),    SCMP_SYS(lsetxattr),    SCMP_SYS(fsetxattr),    NR_SETXATTRAT,
    SCMP_SYS(removexattr), SCMP_SYS(lremovexattr), SCMP_SYS(fremovexattr), NR_REMOVEXATTRAT,
};
/* their arguments lie in memory, where no filter can look; the C library then takes the old ones */
static const int unseen[] = {SCMP_SYS(clone3), SCMP_SYS(openat2), NR_FCHMODAT2};

static void deny_everywhere(struct rules *r)
{
    deny_calls(r, EPERM, never, COUNT(never));
    deny_calls(r, ENOTSUP, unsupported, COUNT(unsupported));
    deny_calls(r, ENOSYS, unseen, COUNT(unseen));
}

static void deny_namespaces(struct rules *r)
{
    static const uint64_t flags[] = {CLONE_NEWNS,   CLONE_NEWCGROUP, CLONE_NEWUTS, CLONE_NEWIPC,
                                     CLONE_NEWUSER, CLONE_NEWPID,    CLONE_NEWNET};
    for (size_t i = 0; i < COUNT(flags); i++)
        deny_flag(r, EPERM, SCMP_SYS(clone), 0, flags[i]);
}

/* Pipes and sockets in the file system are welcome; devices and setuid bits are not. */
static void deny_modes(struct rules *r)
{
    static const struct {
        int call;
        unsigned arg;
    } modes[] = {{SCMP_SYS(chmod), 1}, {SCMP_SYS(fchmod), 1}, {SCMP_SYS(fchmodat), 2},
                 {SCMP_SYS(creat), 1}, {SCMP_SYS(mknod), 1},  {SCMP_SYS(mknodat), 2}};
    for (size_t i = 0; i < COUNT(modes); i++) {
        deny_flag(r, EPERM, modes[i].call, modes[i].arg, S_ISUID);
        deny_flag(r, EPERM, modes[i].call, modes[i].arg, S_ISGID);
    }
    for (size_t i = COUNT(modes) - 2; i < COUNT(modes); i++) {
        deny_masked(r, EPERM, modes[i].call, modes[i].arg, S_IFMT, S_IFCHR);
        deny_masked(r, EPERM, modes[i].call, modes[i].arg, S_IFMT, S_IFBLK);
    }
}

/* The mode of an open counts only when a file is made; otherwise the register may hold anything. */
static void deny_open_modes(struct rules *r)
{
    static const struct {
        int call;
        unsigned flags;
    } opens[] = {{SCMP_SYS(open), 1}, {SCMP_SYS(openat), 2}};
    static const uint64_t makes[] = {O_CREAT, O_TMPFILE}, bits[] = {S_ISUID, S_ISGID};
    for (size_t i = 0; i < COUNT(opens); i++)
        for (size_t k = 0; k < COUNT(makes) * COUNT(bits); k++) {
            unsigned flags = opens[i].flags;
            const uint64_t make = makes[k / COUNT(bits)], bit = bits[k % COUNT(bits)];
            const struct scmp_arg_cmp args[] = {
                SCMP_CMP(flags, SCMP_CMP_MASKED_EQ, make, make),
                SCMP_CMP(flags + 1, SCMP_CMP_MASKED_EQ, bit, bit),
            };
            deny(r, EPERM, opens[i].call, COUNT(args), args);
        }
}

/* Typing into somebody's terminal, and line disciplines. */
static void deny_ioctls(struct rules *r)
{
    static const uint64_t requests[] = {TIOCSTI, TIOCLINUX, TIOCSETD};
    for (size_t i = 0; i < COUNT(requests); i++)
        deny_masked(r, EPERM, SCMP_SYS(ioctl), 1, LOW, requests[i]);
}

/* What waits in a socket is no process's memory: no more than the kernel gives of its own accord. */
static void deny_large_sockets(struct rules *r)
{
    const struct scmp_arg_cmp args[] = {
        SCMP_CMP(1, SCMP_CMP_MASKED_EQ, LOW, SOL_SOCKET),
        SCMP_CMP(2, SCMP_CMP_MASKED_EQ, LOW, SO_SNDBUF),
    };
    deny(r, EPERM, SCMP_SYS(setsockopt), COUNT(args), args);
}

/* 0 and ADDR_NO_RANDOMIZE, which ThreadSanitizer asks for, may be set, and 0xffffffff only asks what
 * is set. A rule can't say "none of three". But of the other 31 bits, taken in a circle, any value but
 * none and all has a bit that is set and whose neighbour is not. */
static void deny_personalities(struct rules *r)
{
    const uint64_t allowed = ADDR_NO_RANDOMIZE;
    for (uint64_t bit = 1; bit <= UINT64_C(1) << 31; bit <<= 1) {
        uint64_t next = bit == UINT64_C(1) << 31 ? 1 : bit << 1;
        if (next == allowed)
            next <<= 1;
        if (bit != allowed)
            deny_masked(r, EPERM, SCMP_SYS(personality), 0, bit | next, bit);
    }
    deny_masked(r, EPERM, SCMP_SYS(personality), 0, LOW, LOW & ~allowed);
}

static void deny_socket(struct rules *r, uint64_t type, enum scmp_compare how, uint64_t protocol)
{
    const struct scmp_arg_cmp args[] = {
        when(0, SCMP_CMP_EQ, AF_INET),
        SCMP_A1(SCMP_CMP_MASKED_EQ, 0xf, type),
        when(2, how, protocol),
    };
    deny(r, EAFNOSUPPORT, SCMP_SYS(socket), COUNT(args), args);
}

/* Of one type: every protocol but 0 and its own. */
static void deny_protocols(struct rules *r, uint64_t type, uint64_t own)
{
    for (uint64_t protocol = 1; protocol < own; protocol++)
        deny_socket(r, type, SCMP_CMP_EQ, protocol);
    deny_socket(r, type, SCMP_CMP_GT, own);
}

/* Left are AF_UNIX, TCP and UDP. What is allowed is compared in full, so a high bit helps nobody. */
static void deny_sockets(struct rules *r)
{
    const int call = SCMP_SYS(socket);
    deny_when(r, EAFNOSUPPORT, call, when(0, SCMP_CMP_LT, AF_UNIX));
    deny_when(r, EAFNOSUPPORT, call, when(0, SCMP_CMP_GT, AF_INET));
    for (uint64_t type = 0; type <= 0xf; type++)
        if (type != SOCK_STREAM && type != SOCK_DGRAM)
            deny_socket(r, type, SCMP_CMP_GE, 0);
    deny_protocols(r, SOCK_STREAM, IPPROTO_TCP);
    deny_protocols(r, SOCK_DGRAM, IPPROTO_UDP);
    deny_when(r, EAFNOSUPPORT, SCMP_SYS(socketpair), when(0, SCMP_CMP_NE, AF_UNIX));
}

/* Process 1 of a run's namespace is drawloom-launch, which watches it as the same user: it must not be
 * slowed down, pinned to a busy core, or left without descriptors. */
static void deny_watcher(struct rules *r)
{
    static const int of_process[] = {
        SCMP_SYS(migrate_pages),      SCMP_SYS(move_pages),    SCMP_SYS(prlimit64),
        SCMP_SYS(sched_setaffinity),  SCMP_SYS(sched_setattr), SCMP_SYS(sched_setparam),
        SCMP_SYS(sched_setscheduler),
    };
    static const int of_group[] = {SCMP_SYS(setpriority), SCMP_SYS(ioprio_set)};
    for (size_t i = 0; i < COUNT(of_process); i++)
        deny_masked(r, EPERM, of_process[i], 0, LOW, 1);
    for (size_t i = 0; i < COUNT(of_group); i++)
        deny_masked(r, EPERM, of_group[i], 1, LOW, 1);
    deny_masked(r, EPERM, SCMP_SYS(setpriority), 0, LOW, PRIO_USER);
    deny_masked(r, EPERM, SCMP_SYS(ioprio_set), 0, LOW, IOPRIO_WHO_USER);
}

/* What namespaces do at the full level. Landlock keeps files and, where it can, signals. */
static void deny_neighbours(struct rules *r)
{
    static const int of_others[] = {
        SCMP_SYS(msgget),           SCMP_SYS(semget),
        SCMP_SYS(shmget),           SCMP_SYS(mq_open),
        SCMP_SYS(ptrace),           SCMP_SYS(kcmp),
        SCMP_SYS(process_vm_readv), SCMP_SYS(process_vm_writev),
        SCMP_SYS(mq_unlink),
    };
    /* whose first argument is a process: only itself */
    static const int of_process[] = {
        SCMP_SYS(prlimit64),      SCMP_SYS(sched_setaffinity),  SCMP_SYS(sched_setattr),
        SCMP_SYS(sched_setparam), SCMP_SYS(sched_setscheduler),
    };
    deny_calls(r, EPERM, of_others, COUNT(of_others));
    for (size_t i = 0; i < COUNT(of_process); i++)
        deny_when(r, EPERM, of_process[i], when(0, SCMP_CMP_NE, 0));
    deny_when(r, EPERM, SCMP_SYS(setpriority), when(1, SCMP_CMP_NE, 0));
    deny_when(r, EPERM, SCMP_SYS(ioprio_set), when(1, SCMP_CMP_NE, 0));
    deny(r, EACCES, SCMP_SYS(socket), 0, NULL);
}

/* What a path reaches and Landlock does not keep: it knows nothing of permissions, owners and times of
 * files, and before its third version nothing of truncating, which an open does also without asking to
 * write. What is left is done through descriptors, and those Landlock has seen. A socket's owner gets
 * signals from it. */
static void deny_strangers_files(struct rules *r, enum sandbox_kind kind)
{
    static const int by_path[] = {
        SCMP_SYS(chmod),    SCMP_SYS(fchmodat), SCMP_SYS(chown),  SCMP_SYS(lchown),
        SCMP_SYS(fchownat), SCMP_SYS(utime),    SCMP_SYS(utimes), SCMP_SYS(futimesat),
    };
    static const uint64_t blind_modes[] = {O_RDONLY, O_ACCMODE};
    for (size_t i = 0; i < COUNT(blind_modes); i++) {
        uint64_t mask = O_ACCMODE | O_TRUNC, value = blind_modes[i] | O_TRUNC;
        deny_masked(r, EACCES, SCMP_SYS(open), 1, mask, value);
        deny_masked(r, EACCES, SCMP_SYS(openat), 2, mask, value);
    }
    deny(r, EACCES, SCMP_SYS(truncate), 0, NULL);
    deny_masked(r, EPERM, SCMP_SYS(ioctl), 1, LOW, FIOSETOWN);
    deny_masked(r, EPERM, SCMP_SYS(ioctl), 1, LOW, SIOCSPGRP);
    if (kind == SANDBOX_COMPILE) /* a linker makes its product executable */
        return;
    deny_calls(r, EPERM, by_path, COUNT(by_path));
    deny_when(r, EPERM, SCMP_SYS(utimensat), when(1, SCMP_CMP_NE, 0));
}

/* Without a PID namespace a bomb of forks outruns whoever kills it. */
static void deny_processes(struct rules *r)
{
    static const int forks[] = {SCMP_SYS(fork), SCMP_SYS(vfork)};
    deny_calls(r, EPERM, forks, COUNT(forks));
    deny_masked(r, EPERM, SCMP_SYS(clone), 0, CLONE_THREAD, 0);
}

static void add_rules(struct rules *r, enum sandbox_kind kind, enum sandbox_level level)
{
    deny_everywhere(r);
    deny_namespaces(r);
    deny_modes(r);
    deny_open_modes(r);
    deny_ioctls(r);
    deny_personalities(r);
    if (level == SANDBOX_FULL) {
        deny_sockets(r);
        deny_large_sockets(r);
        deny_watcher(r);
    } else {
        deny_neighbours(r);
        deny_strangers_files(r, kind);
    }
    if (level == SANDBOX_REDUCED && kind == SANDBOX_RUN)
        deny_processes(r);
}

/* Programs of another architecture (x32 too) would call by other numbers. */
static bool build(struct rules *r, enum sandbox_kind kind, enum sandbox_level level, int fd)
{
    r->error = seccomp_attr_set(r->ctx, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS);
    if (r->error == 0) /* a tree: each call passes a dozen comparisons, not hundreds */
        r->error = seccomp_attr_set(r->ctx, SCMP_FLTATR_CTL_OPTIMIZE, 2);
    add_rules(r, kind, level);
    if (r->error == 0)
        r->error = seccomp_export_bpf(r->ctx, fd);
    errno = -r->error;
    return r->error == 0;
}

int filter_make(enum sandbox_kind kind, enum sandbox_level level, struct err *err)
{
    struct rules rules = {.ctx = seccomp_init(SCMP_ACT_ALLOW)};
    int fd = memfd_create("filter", MFD_CLOEXEC);
    bool ok = rules.ctx && fd >= 0 && build(&rules, kind, level, fd);
    if (!ok)
        err_errno(err, "the filter of system calls cannot be made");
    if (rules.ctx)
        seccomp_release(rules.ctx);
    if (!ok && fd >= 0)
        close(fd);
    return ok ? fd : -1;
}
