/* {timeout=1s} Closes its streams, then sleeps: nothing can be waited for but the clock. */
#include "attack.h"

int main(void)
{
    close(0), close(1), close(2);
    for (;;)
        nap(10);
}
