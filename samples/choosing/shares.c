#include <err.h>
#include <stdio.h>
#include <string.h>
#include "work.h"

// [loops]
/* Two hundred rows, each longer than the one before: a triangle. */
static unsigned long triangle(void)
{
    unsigned long sum = 0;
#pragma omp parallel for schedule(runtime) reduction(+ : sum)
    for (int row = 1; row <= 200; row++)
        sum += work(row * 2000L);
    return sum;
}

/* Four million steps, all alike and tiny. */
static unsigned long crumbs(void)
{
    unsigned long sum = 0;
#pragma omp parallel for schedule(runtime) reduction(+ : sum)
    for (unsigned long crumb = 1; crumb <= 4000 * 1000; crumb++)
        sum += crumb % 7;
    return sum;
}
// [loops]

int main(int argc, char *argv[])
{
    const char *loop = argc == 2 ? argv[1] : "";
    if (strcmp(loop, "triangle") != 0 && strcmp(loop, "crumbs") != 0)
        errx(2, "usage: %s triangle|crumbs", argv[0]);
    unsigned long sum = strcmp(loop, "triangle") == 0 ? triangle() : crumbs();
    printf("the sum is %lu\n", sum);
    return 0;
}
