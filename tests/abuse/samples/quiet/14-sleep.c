/* {timeout=1s} Sleeps without using the processor. */
#include "attack.h"

int main(void)
{
    for (;;)
        nap(100);
}
