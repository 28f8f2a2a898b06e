/* {timeout=8s} Memory in one process, every page touched. */
#include "attack.h"

int main(void)
{
    for (;;)
        take_memory(1 << 20);
}
