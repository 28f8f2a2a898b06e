#include "launch/signals.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifdef __x86_64__
#define ARCH AUDIT_ARCH_X86_64
#elif defined __aarch64__
#define ARCH AUDIT_ARCH_AARCH64
#else
#error "unknown architecture"
#endif

#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define IF(value, yes, no) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (value), (yes), (no))
#define ALLOW BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)
#define DENY BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM)

/* The kernel takes process numbers and fcntl's commands as 32 bits, so the lower half of an
 * argument is all of it (both architectures are little-endian). Other architectures' calls are not
 * looked at: the house's filter, which also runs, kills them. A file may send signals as well:
 * F_SETOWN. */
bool signals_keep(void)
{
    const struct sock_filter code[] = {
        LOAD(arch),
        IF(ARCH, 1, 0),
        ALLOW,
        LOAD(nr),
        IF(SYS_pidfd_send_signal, 0, 1),
        DENY,

        IF(SYS_fcntl, 0, 6),
        LOAD(args[1]),
        IF(F_SETOWN, 2, 0),
        IF(F_SETOWN_EX, 1, 0),
        IF(F_SETSIG, 0, 1),
        DENY,
        ALLOW,

        IF(SYS_kill, 5, 0),
        IF(SYS_tkill, 4, 0),
        IF(SYS_tgkill, 3, 0),
        IF(SYS_rt_sigqueueinfo, 2, 0),
        IF(SYS_rt_tgsigqueueinfo, 1, 0),
        ALLOW,
        LOAD(args[0]),
        IF((unsigned)getpid(), 1, 0),
        IF(0, 0, 1), /* its group, in which it is alone */
        ALLOW,
        DENY,
    };
    const struct sock_fprog filter = {sizeof code / sizeof *code, (struct sock_filter *)code};
    return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_SPEC_ALLOW, &filter) ==
           0;
}
