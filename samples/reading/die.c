#include <err.h>
#include <stdio.h>
#include <sys/random.h>

int main(void)
{
    unsigned chance;
    if (getrandom(&chance, sizeof chance, 0) != sizeof chance)
        err(1, "getrandom");
    printf("%u\n", 1 + chance % 6);
    return 0;
}
