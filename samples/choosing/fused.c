#define _GNU_SOURCE
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum { COUNT = 12 << 20, TIMES = 10, HUGE_PAGE = 2 << 20 };

// [ways]
static void four_loops(float *numbers)
{
    for (int i = 0; i < COUNT; i++)
        numbers[i] *= 0.5f;
    for (int i = 0; i < COUNT; i++)
        numbers[i] += 1;
    for (int i = 0; i < COUNT; i++)
        numbers[i] *= 0.25f;
    for (int i = 0; i < COUNT; i++)
        numbers[i] += 2;
}

static void one_loop(float *numbers)
{
    for (int i = 0; i < COUNT; i++)
        numbers[i] = (numbers[i] * 0.5f + 1) * 0.25f + 2;
}
// [ways]

int main(int argc, char *argv[])
{
    const char *way = argc == 2 ? argv[1] : "";
    if (strcmp(way, "four") != 0 && strcmp(way, "one") != 0)
        errx(2, "usage: %s four|one", argv[0]);
    size_t size = COUNT * sizeof(float);
    float *numbers = aligned_alloc(HUGE_PAGE, size);
    if (!numbers)
        err(1, "aligned_alloc");
    (void)madvise(numbers, size, MADV_HUGEPAGE);
    for (int i = 0; i < COUNT; i++)
        numbers[i] = 0;

    for (int time = 0; time < TIMES; time++)
        (strcmp(way, "four") == 0 ? four_loops : one_loop)(numbers);
    printf("the last number is %.4f\n", (double)numbers[COUNT - 1]);
    free(numbers);
    return 0;
}
