/* {timeout=8s} Memory spread over 24 children of 128 MiB each: no single one is large. */
#include "attack.h"

int main(void)
{
    for (int i = 0; i < 24; i++)
        if (fork() == 0) {
            take_memory(128 << 20);
            nap(20);
            _exit(0);
        }
    nap(20);
    return 0;
}
