/* {} An error at a line of a file that the compiler then quotes. */
#include "canary.h"
#line 1 "/etc/shadow"
int first = "
#line 1 SECRET
int second = "
int main(void)
{
    return 0;
}
