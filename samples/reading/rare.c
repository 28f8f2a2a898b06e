#include <err.h>
#include <stdio.h>
#include <sys/random.h>

int main(void)
{
    unsigned chance;
    if (getrandom(&chance, sizeof chance, 0) != sizeof chance)
        err(1, "getrandom");
    puts(chance % 10000 == 0 ? "a black swan" : "a white swan");
    return 0;
}
