/* {timeout=5s} 10 GB on standard error. */
#include "attack.h"

int main(void)
{
    static char block[65536];
    memset(block, 'x', sizeof block);
    for (int i = 0; i < 160000; i++)
        if (write(2, block, sizeof block) < 0)
            break;
    return 0;
}
