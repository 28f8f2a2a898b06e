/* {timeout=5s} Kills the victim on the host, its parent, process 1, every number, and everybody. */
#include "attack.h"

int main(void)
{
    tried("kill(victim)", kill(VICTIM, SIGUSR1));
    tried("kill(drawloom's group)", kill(-(pid_t)VICTIM, SIGUSR2));
    if (getppid() > 0)
        kill(getppid(), SIGKILL);
    kill(1, SIGKILL);
    kill(-1, SIGKILL);
    return end();
}
