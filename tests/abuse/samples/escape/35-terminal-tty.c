/* {timeout=5s .tty} Types into the terminal, and changes its modes. */
#include "terminal.h"

int main(void)
{
    return attack_all();
}
