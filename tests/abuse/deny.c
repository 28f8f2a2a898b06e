/* deny [userns|userns-busy|landlock]… -- COMMAND…: run COMMAND on a machine where these do not
 * work. userns: new user namespaces are not permitted; userns-busy: they fail with EAGAIN;
 * landlock: the kernel does not know it. A seccomp filter, which all that COMMAND starts inherits. */
#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { MOST = 64 };

static struct sock_filter code[MOST];
static unsigned short length;

static void add(struct sock_filter instruction)
{
    code[length++] = instruction;
}

static void load(size_t offset)
{
    add((struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (unsigned)offset));
}

static void give(int error)
{
    add((struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (unsigned)error));
}

static void deny_call(unsigned number, int error)
{
    load(offsetof(struct seccomp_data, nr));
    add((struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, number, 0, 1));
    give(error);
}

/* The call, when bits of its first argument are set. */
static void deny_bits(unsigned number, unsigned bits, int error)
{
    load(offsetof(struct seccomp_data, nr));
    add((struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, number, 0, 3));
    load(offsetof(struct seccomp_data, args[0]));
    add((struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, bits, 0, 1));
    give(error);
}

static void deny_userns(int error)
{
    deny_bits(SYS_clone, CLONE_NEWUSER, error);
    deny_bits(SYS_unshare, CLONE_NEWUSER, error);
    deny_call(SYS_clone3, ENOSYS);
}

int main(int argc, char **argv)
{
    int i = 1;
    for (; i < argc && strcmp(argv[i], "--") != 0; i++) {
        if (strcmp(argv[i], "userns") == 0)
            deny_userns(EPERM);
        else if (strcmp(argv[i], "userns-busy") == 0)
            deny_userns(EAGAIN);
        else if (strcmp(argv[i], "landlock") == 0)
            for (unsigned number = 444; number <= 446; number++)
                deny_call(number, ENOSYS);
        else
            return 2;
    }
    add((struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
    struct sock_fprog program = {length, code};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
        prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0) {
        perror("deny");
        return 2;
    }
    if (i + 1 < argc)
        execvp(argv[i + 1], argv + i + 1);
    perror("deny");
    return 2;
}
