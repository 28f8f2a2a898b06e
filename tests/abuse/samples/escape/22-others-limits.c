/* {timeout=5s exit=3} Changes limits, processors and priority of processes that are not its own.
 * What it can do to process 1 of its own namespace must not show: see 22-blind-watchdog. */
#include "attack.h"

static void attack(pid_t pid, bool is_ours)
{
    struct rlimit tight = {1, 1};
    cpu_set_t none;
    CPU_ZERO(&none);
    CPU_SET(0, &none);
    int limited = prlimit(pid, RLIMIT_NOFILE, &tight, NULL);
    int moved = sched_setaffinity(pid, sizeof none, &none);
    int slowed = setpriority(PRIO_PROCESS, (id_t)pid, 19);
    if (is_ours) {
        say("process %d: %d %d %d", (int)pid, limited, moved, slowed);
        return;
    }
    tried("prlimit of the victim", limited);
    tried("sched_setaffinity of the victim", moved);
    tried("setpriority of the victim", slowed);
}

int main(void)
{
    attack(VICTIM, false);
    attack(1, true);
    if (getppid() > 1)
        attack(getppid(), true);
    end();
    return 3;
}
