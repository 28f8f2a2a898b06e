#include <stdio.h>

/* One thread that computes in registers. */
int main(void)
{
    unsigned long x = 1;
    for (long i = 0; i < 60000000; i++)
        x = x * 6364136223846793005u + 1442695040888963407u;
    printf("%lu\n", x);
    return 0;
}
