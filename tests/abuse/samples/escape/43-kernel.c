/* {timeout=5s} Calls that make namespaces, change mounts, or open a large part of the kernel. */
#include <linux/bpf.h>
#include <linux/io_uring.h>
#include <linux/perf_event.h>
#include <linux/sched.h>
#include <linux/userfaultfd.h>
#include <sys/mount.h>
#include <sys/timex.h>

#include "attack.h"

static void spaces(void)
{
    static const struct {
        const char *name;
        int flag;
    } kinds[] = {
        {"user", CLONE_NEWUSER},     {"mount", CLONE_NEWNS}, {"PID", CLONE_NEWPID},
        {"network", CLONE_NEWNET},   {"IPC", CLONE_NEWIPC},  {"UTS", CLONE_NEWUTS},
        {"cgroup", CLONE_NEWCGROUP}, {"time", 0x80},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        char what[64];
        snprintf(what, sizeof what, "clone with a new %s namespace", kinds[i].name);
        long child = syscall(SYS_clone, kinds[i].flag | SIGCHLD, 0, 0, 0, 0);
        if (child == 0)
            _exit(0);
        if (child > 0)
            waitpid((pid_t)child, NULL, 0);
        if (kinds[i].flag != 0x80) /* the bits of a signal */
            tried(what, child);
        struct clone_args args = {.flags = (uint64_t)kinds[i].flag, .exit_signal = SIGCHLD};
        snprintf(what, sizeof what, "clone3 with a new %s namespace", kinds[i].name);
        child = syscall(SYS_clone3, &args, sizeof args);
        if (child == 0)
            _exit(0);
        if (child > 0)
            waitpid((pid_t)child, NULL, 0);
        tried(what, child);
        snprintf(what, sizeof what, "unshare of the %s namespace", kinds[i].name);
        tried(what, unshare(kinds[i].flag));
    }
    int fd = open("/proc/self/ns/net", O_RDONLY);
    tried("setns", fd < 0 ? -1 : setns(fd, 0));
}

static void mounts(void)
{
    tried("mount", mount("none", "/tmp", "tmpfs", 0, NULL));
    tried("remount", mount(NULL, "/", NULL, MS_REMOUNT | MS_BIND, NULL));
    tried("umount", umount2("/tmp", MNT_DETACH));
    tried("chroot", chroot("/tmp"));
    tried("pivot_root", syscall(SYS_pivot_root, "/tmp", "/tmp"));
    tried("open_tree", syscall(SYS_open_tree, AT_FDCWD, "/", 1));
    tried("fsopen", syscall(SYS_fsopen, "tmpfs", 0));
    tried("fspick", syscall(SYS_fspick, AT_FDCWD, "/", 0));
    tried("move_mount", syscall(SYS_move_mount, AT_FDCWD, "/tmp", AT_FDCWD, "/", 0));
}

static void large_parts(void)
{
    struct io_uring_params params = {0};
    union bpf_attr map = {
        .map_type = BPF_MAP_TYPE_ARRAY, .key_size = 4, .value_size = 4, .max_entries = 1};
    struct perf_event_attr event = {
        .type = PERF_TYPE_SOFTWARE, .size = sizeof event, .exclude_kernel = 1};
    tried("io_uring_setup", syscall(SYS_io_uring_setup, 4, &params));
    tried("bpf", syscall(SYS_bpf, BPF_MAP_CREATE, &map, sizeof map));
    tried("userfaultfd", syscall(SYS_userfaultfd, UFFD_USER_MODE_ONLY));
    tried("perf_event_open", syscall(SYS_perf_event_open, &event, 0, -1, -1, 0));
    tried("add_key", syscall(SYS_add_key, "user", "abuse", "x", 1, -3));
    tried("keyctl", syscall(SYS_keyctl, 0, -3, 1));
    tried("open_by_handle_at",
          syscall(SYS_open_by_handle_at, AT_FDCWD, "\4\0\0\0\1\0\0\0\0\0\0\0", 0));
    tried("fanotify_init", syscall(SYS_fanotify_init, 0, 0));
    tried("init_module", syscall(SYS_init_module, "", 0, ""));
    tried("kexec_load", syscall(SYS_kexec_load, 0, 0, NULL, 0));
    tried("swapon", syscall(SYS_swapon, "/tmp/none", 0));
    tried("acct", syscall(SYS_acct, "/tmp/none"));
    tried("quotactl", syscall(SYS_quotactl, 0, "/tmp/none", 0, NULL));
    tried("syslog", syscall(SYS_syslog, 3, (char[16]){0}, 16));
    tried("sethostname", sethostname("sandbox", 7));
    tried("clock_adjtime",
          syscall(SYS_clock_adjtime, 0, &(struct timex){.modes = ADJ_TICK, .tick = 10000}));
    tried("mknod of a device", mknod("zero", S_IFCHR | 0600, 0x105));
}

int main(void)
{
    spaces();
    mounts();
    large_parts();
    return end();
}
