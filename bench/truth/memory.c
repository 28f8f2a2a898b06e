#include <stdio.h>
#include <stdlib.h>

/* Reads in 32 MB in an order that no cache foresees. */
int main(void)
{
    enum { BITS = 22, COUNT = 1 << BITS, READS = 1000000 };
    unsigned long *memory = malloc(COUNT * sizeof *memory);
    if (!memory)
        return 1;
    for (size_t i = 0; i < COUNT; i++)
        memory[i] = 2 * i;
    unsigned long at = 1;
    for (int i = 0; i < READS; i++)
        at = at * 6364136223846793005u + memory[at >> (64 - BITS)] + 1;
    printf("%lu\n", at);
    free(memory);
    return 0;
}
