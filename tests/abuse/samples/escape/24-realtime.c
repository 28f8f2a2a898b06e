/* {timeout=5s} Real-time and negative priorities, which would starve the machine. */
#include "attack.h"

int main(void)
{
    struct sched_param top = {.sched_priority = 50};
    tried("SCHED_FIFO", sched_setscheduler(0, SCHED_FIFO, &top));
    tried("SCHED_RR", sched_setscheduler(0, SCHED_RR, &top));
    tried("nice -20", setpriority(PRIO_PROCESS, 0, -20));
    return end();
}
