#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COUNT = 500 * 1000 };

static long cutoff; /* what is smaller is sorted without a new task */

static void merge(int *numbers, int *space, long half, long count)
{
    const int *left = numbers, *left_end = left + half;
    const int *right = left_end, *right_end = left + count;
    int *to = space;
    while (left < left_end && right < right_end)
        *to++ = *right < *left ? *right++ : *left++;
    memcpy(to, left, (size_t)(left_end - left) * sizeof *to);
    to += left_end - left;
    memcpy(to, right, (size_t)(right_end - right) * sizeof *to);
    memcpy(numbers, space, (size_t)count * sizeof *numbers);
}

// [sort]
static void sort(int *numbers, int *space, long count)
{
    if (count < 2)
        return;
    long half = count / 2;
    if (count > cutoff) {
#pragma omp task
        sort(numbers, space, half);
        sort(numbers + half, space + half, count - half);
#pragma omp taskwait
    } else {
        sort(numbers, space, half);
        sort(numbers + half, space + half, count - half);
    }
    merge(numbers, space, half, count);
}

static void sort_all(int *numbers, int *space)
{
#pragma omp parallel
#pragma omp single
    sort(numbers, space, COUNT);
}
// [sort]

int main(int argc, char *argv[])
{
    static int numbers[COUNT], space[COUNT];
    cutoff = argc == 2 ? atol(argv[1]) : 0;
    if (cutoff < 1)
        errx(2, "usage: %s CUTOFF", argv[0]);

    unsigned random = 2463534242u;
    for (int i = 0; i < COUNT; i++) {
        random = random * 1664525u + 1013904223u;
        numbers[i] = (int)(random >> 1);
    }
    sort_all(numbers, space);
    for (int i = 1; i < COUNT; i++)
        if (numbers[i - 1] > numbers[i])
            errx(1, "not sorted at %d", i);
    printf("%d numbers sorted\n", COUNT);
    return 0;
}
