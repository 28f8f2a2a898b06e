#include <err.h>
#include <stdio.h>
#include <sys/random.h>
#include "nap.h"

int main(void)
{
    unsigned chance;
    if (getrandom(&chance, sizeof chance, 0) != sizeof chance)
        err(1, "getrandom");
    nap(10 + chance % 21); /* from 10 to 30 ms */
    printf("well rested\n");
    return 0;
}
