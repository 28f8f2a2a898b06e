/* {timeout=5s} A sample that only wants to be left alone by the others of this chapter. */
#include "attack.h"

int main(void)
{
    nap(0.5);
    return end();
}
