/* {timeout=5s} Takes over the supervisor, to make it lie or end. The true status is 3. */
#include <sys/ptrace.h>
#include <sys/uio.h>

#include "attack.h"

static void attack(pid_t pid)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/mem", (int)pid);
    tried(path, open(path, O_RDWR));
    char word[8] = "hacked";
    struct iovec mine = {word, sizeof word}, theirs = {(void *)0x400000, sizeof word};
    tried("process_vm_readv", process_vm_readv(pid, &mine, 1, &theirs, 1, 0));
    if (!tried("ptrace(ATTACH)", ptrace(PTRACE_ATTACH, pid, 0, 0)))
        return;
    waitpid(pid, NULL, 0);
    ptrace(PTRACE_KILL, pid, 0, 0);
    kill(pid, SIGKILL);
}

int main(void)
{
    attack(getppid() ? getppid() : 1);
    attack(1);
    attack(VICTIM);
    end();
    return 3;
}
