/* {} A file without an end. */
#include "canary.h"
#include "/dev/zero"
int main(void)
{
    return 0;
}
