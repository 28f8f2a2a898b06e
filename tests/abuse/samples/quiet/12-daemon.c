/* {timeout=5s} A daemon without any descriptor, in its own session, that ignores what it can. */
#include "attack.h"

int main(void)
{
    if (fork() == 0) {
        setsid();
        if (fork() == 0) {
            for (int fd = 0; fd < 1024; fd++)
                close(fd);
            for (int signal_number = 1; signal_number < 65; signal_number++)
                signal(signal_number, SIG_IGN);
            for (;;)
                nap(10);
        }
        _exit(0);
    }
    wait(NULL);
    return end();
}
