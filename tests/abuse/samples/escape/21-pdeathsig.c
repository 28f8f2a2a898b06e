/* {timeout=5s} Undoes all that might bind its life to the supervisor's, and leaves a daemon. */
#include <sys/prctl.h>

#include "attack.h"

int main(void)
{
    prctl(PR_SET_PDEATHSIG, 0);
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    if (fork() == 0) {
        prctl(PR_SET_PDEATHSIG, 0);
        setsid();
        if (fork() == 0) {
            prctl(PR_SET_PDEATHSIG, 0);
            close(0), close(1), close(2);
            for (;;)
                nap(10);
        }
        _exit(0);
    }
    nap(0.05);
    return end();
}
