#include <err.h>
#include <stdio.h>
#include <string.h>

enum { COUNT = 2000, TIMES = 20 * 1000 };

static float a[COUNT], b[COUNT];

// [dot]
static float one_by_one(void)
{
    float sum = 0;
    for (int i = 0; i < COUNT; i++)
        sum += a[i] * b[i];
    return sum;
}

static float many_at_once(void)
{
    float sum = 0;
#pragma omp simd reduction(+ : sum)
    for (int i = 0; i < COUNT; i++)
        sum += a[i] * b[i];
    return sum;
}
// [dot]

int main(int argc, char *argv[])
{
    float (*volatile dot)(void) = one_by_one; /* volatile: every call is made */
    if (argc == 2 && strcmp(argv[1], "simd") == 0)
        dot = many_at_once;
    else if (argc != 2 || strcmp(argv[1], "plain") != 0)
        errx(2, "usage: %s plain|simd", argv[0]);

    for (int i = 0; i < COUNT; i++) {
        a[i] = (float)(i + 1);
        b[i] = 1 / (float)(i + 1);
    }
    float sum = 0;
    for (int time = 0; time < TIMES; time++)
        sum = dot();
    printf("%.0f\n", (double)sum);
    return 0;
}
