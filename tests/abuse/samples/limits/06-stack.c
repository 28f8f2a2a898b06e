/* {timeout=5s} A stack that overflows. */
#include <stdio.h>

static int deeper(int depth)
{
    volatile char frame[4096];
    frame[0] = (char)depth;
    return depth < 0 ? frame[0] : deeper(depth + 1) + frame[0];
}

int main(void)
{
    printf("%d\n", deeper(0));
}
