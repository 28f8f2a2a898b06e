/* {cflags="-g -fsanitize=undefined"} UndefinedBehaviorSanitizer finds an overflow */
#include <limits.h>
#include <stdio.h>

int main(void)
{
    volatile int large = INT_MAX;
    large = large + 1;
    puts("END");
}
