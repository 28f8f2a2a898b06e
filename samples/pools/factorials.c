#include <err.h>
#include <gmp.h>
#include <stdio.h>
#include <stdlib.h>
#include "map.h"

enum { ITEMS = 30, PRIME = 2147483647 };

// [factorial]
/* n! can have hundreds of thousands of digits. We keep its remainder. */
static long factorial(long n)
{
    mpz_t product;
    mpz_init(product);
    mpz_fac_ui(product, (unsigned long)n);
    long remainder = (long)mpz_fdiv_ui(product, PRIME);
    mpz_clear(product);
    return remainder;
}
// [factorial]

// [main]
int main(int argc, char *argv[])
{
    if (argc != 3 || atoi(argv[2]) < 1)
        errx(2, "usage: %s STEP WORKERS", argv[0]);
    long step = atol(argv[1]), items[ITEMS], results[ITEMS], digest = 0;

    for (int i = 0; i < ITEMS; i++)
        items[i] = step * (i + 1);
    map(factorial, items, results, ITEMS, atoi(argv[2]));

    for (int i = 0; i < ITEMS; i++)
        digest = (digest * 31 + results[i]) % PRIME;
    printf("%d factorials, from %ld! to %ld!, digest %ld\n", ITEMS, step, step * ITEMS, digest);
    return 0;
}
// [main]
