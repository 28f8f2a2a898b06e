/* {timeout=5s} One line of 1 GB. */
#include "attack.h"

int main(void)
{
    static char block[65536];
    memset(block, 'x', sizeof block);
    for (int i = 0; i < 16384; i++)
        if (write(1, block, sizeof block) < 0)
            break;
    return 0;
}
