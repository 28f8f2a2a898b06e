#include <err.h>
#include <stdio.h>
#include <string.h>
#include "work.h"

enum { ROWS = 200, CRUMBS = 20 * 1000 * 1000 };

// [loops]
/* Two hundred rows, each longer than the one before: a triangle. */
static unsigned long triangle(void)
{
    unsigned long sum = 0;
#pragma omp parallel for schedule(runtime) reduction(+ : sum)
    for (int row = 1; row <= ROWS; row++)
        sum += work(row * 2000L);
    return sum;
}

/* Twenty million steps, all alike and tiny. */
static unsigned long crumbs(void)
{
    unsigned long sum = 0;
#pragma omp parallel for schedule(runtime) reduction(+ : sum)
    for (unsigned long crumb = 1; crumb <= CRUMBS; crumb++)
        sum += crumb % 7;
    return sum;
}
// [loops]

int main(int argc, char *argv[])
{
    const char *loop = argc == 2 ? argv[1] : "";
    if (strcmp(loop, "triangle") != 0 && strcmp(loop, "crumbs") != 0)
        errx(2, "usage: %s triangle|crumbs", argv[0]);
    if (strcmp(loop, "triangle") == 0)
        printf("%d rows, the sum is %lu\n", ROWS, triangle());
    else
        printf("%d crumbs, the sum is %lu\n", CRUMBS, crumbs());
    return 0;
}
