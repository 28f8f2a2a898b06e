/* {timeout=5s} Types into the terminal, and changes its modes. */
#include "terminal.h"

int main(void)
{
    return attack_all();
}
