/* {timeout=5s} Single bytes without a newline, for ever. */
#include "attack.h"

int main(void)
{
    static char block[65536];
    memset(block, 'x', sizeof block);
    for (;;)
        if (write(1, block, 1) < 0)
            return 0;
}
