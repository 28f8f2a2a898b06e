/* {} What the compiler has inherited. */
#include "canary.h"
#include "/proc/self/fd/7"
#include "/dev/fd/7"
#include "/dev/stdin"
int main(void)
{
    return 0;
}
