/* {timeout=5s} A daemon that keeps standard output open after the program has ended. */
#include "attack.h"

int main(void)
{
    if (fork() == 0) {
        setsid();
        if (fork() == 0)
            for (;;)
                nap(10);
        _exit(0);
    }
    wait(NULL);
    return end();
}
