#include <err.h>
#include <stdio.h>
#include <string.h>

enum { LAST = 1 << 23 };

static int digit_sum(int number)
{
    int sum = 0;
    for (; number > 0; number /= 10)
        sum += number % 10;
    return sum;
}

// [ways]
static int with_reduction(void)
{
    int lucky = 0;
#pragma omp parallel for reduction(+ : lucky)
    for (int i = 1; i <= LAST; i++)
        if (digit_sum(i) % 7 == 0)
            lucky++;
    return lucky;
}

static int with_atomic(void)
{
    int lucky = 0;
#pragma omp parallel for
    for (int i = 1; i <= LAST; i++)
        if (digit_sum(i) % 7 == 0) {
#pragma omp atomic
            lucky++;
        }
    return lucky;
}

static int with_critical(void)
{
    int lucky = 0;
#pragma omp parallel for
    for (int i = 1; i <= LAST; i++)
        if (digit_sum(i) % 7 == 0) {
#pragma omp critical
            lucky++;
        }
    return lucky;
}
// [ways]

int main(int argc, char *argv[])
{
    const char *way = argc == 2 ? argv[1] : "";
    int lucky = 0;
    if (strcmp(way, "reduction") == 0)
        lucky = with_reduction();
    else if (strcmp(way, "atomic") == 0)
        lucky = with_atomic();
    else if (strcmp(way, "critical") == 0)
        lucky = with_critical();
    else
        errx(2, "usage: %s reduction|atomic|critical", argv[0]);
    printf("%d lucky numbers\n", lucky);
    return 0;
}
