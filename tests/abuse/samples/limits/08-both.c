/* {timeout=5s} Floods both streams at once, from two processes. */
#include "attack.h"

int main(void)
{
    static char block[65536];
    memset(block, 'x', sizeof block);
    int fd = fork() ? 1 : 2;
    signal(SIGPIPE, SIG_IGN);
    for (;;)
        if (write(fd, block, sizeof block) < 0)
            nap(0.001);
}
