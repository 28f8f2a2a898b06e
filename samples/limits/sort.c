#include <err.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "must.h"

enum { COUNT = 500 * 1000, MOST_DEPTH = 8 };

struct range {
    int *numbers, *space; /* space: as large as numbers */
    long count;
    int depth; /* how often it may still be split between two threads */
};

static void merge(const struct range *range, long half)
{
    const int *left = range->numbers, *left_end = left + half;
    const int *right = left_end, *right_end = left + range->count;
    int *to = range->space;
    while (left < left_end && right < right_end)
        *to++ = *right < *left ? *right++ : *left++;
    memcpy(to, left, (size_t)(left_end - left) * sizeof *to);
    to += left_end - left;
    memcpy(to, right, (size_t)(right_end - right) * sizeof *to);
    memcpy(range->numbers, range->space, (size_t)range->count * sizeof *range->numbers);
}

// [sort]
static void *sort(void *argument)
{
    struct range *range = argument;
    if (range->count < 2)
        return NULL;

    long half = range->count / 2;
    int depth = range->depth > 0 ? range->depth - 1 : 0;
    struct range left = {range->numbers, range->space, half, depth};
    struct range right = {range->numbers + half, range->space + half, range->count - half, depth};
    if (range->depth > 0) {
        pthread_t helper;
        must(pthread_create(&helper, NULL, sort, &left));
        sort(&right);
        must(pthread_join(helper, NULL));
    } else {
        sort(&left);
        sort(&right);
    }
    merge(range, half);
    return NULL;
}
// [sort]

int main(int argc, char *argv[])
{
    static int numbers[COUNT], space[COUNT];
    struct range all = {numbers, space, COUNT, argc == 2 ? atoi(argv[1]) : -1};
    if (all.depth < 0 || all.depth > MOST_DEPTH)
        errx(2, "usage: %s DEPTH (0 to %d)", argv[0], MOST_DEPTH);

    unsigned random = 2463534242u;
    for (int i = 0; i < COUNT; i++) {
        random = random * 1664525u + 1013904223u;
        numbers[i] = (int)(random >> 1);
    }
    sort(&all);
    for (int i = 1; i < COUNT; i++)
        if (numbers[i - 1] > numbers[i])
            errx(1, "not sorted at %d", i);
    printf("%d numbers sorted\n", COUNT);
    return 0;
}
