/* {.tty} A terminal of its own */
#include "attack.h"

int main(void)
{
    return isatty(1) && isatty(2) ? end() : 1;
}
