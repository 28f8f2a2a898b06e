#define _GNU_SOURCE
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>

#ifndef TIMES
#define TIMES 1
#endif

enum { COUNT = 12 << 20, PASSES = 5, HUGE_PAGE = 2 << 20 };

// [pass]
/* One pass: fetch each number, multiply and add TIMES times, put it back. */
static void pass(float *numbers)
{
#pragma omp parallel for simd
    for (int i = 0; i < COUNT; i++) {
        float number = numbers[i];
        for (int time = 0; time < TIMES; time++)
            number = number * 0.5f + 1.0f;
        numbers[i] = number;
    }
}
// [pass]

int main(void)
{
    size_t size = COUNT * sizeof(float);
    float *numbers = aligned_alloc(HUGE_PAGE, size);
    if (!numbers)
        err(1, "aligned_alloc");
    /* In large pages if there are any, so that the time is that of the passes. */
    (void)madvise(numbers, size, MADV_HUGEPAGE);
    for (int i = 0; i < COUNT; i++)
        numbers[i] = 0;

    for (int i = 0; i < PASSES; i++)
        pass(numbers);
    printf("%d passes, the last number is %.3f\n", PASSES, (double)numbers[COUNT - 1]);
    free(numbers);
    return 0;
}
