#include <stdio.h>

enum { LAST = 1 << 23 };

static int digit_sum(int number)
{
    int sum = 0;
    for (; number > 0; number /= 10)
        sum += number % 10;
    return sum;
}

int main(void)
{
    int lucky = 0;
#pragma omp parallel for reduction(+ : lucky)
    for (int i = 1; i <= LAST; i++)
        if (digit_sum(i) % 7 == 0)
            lucky++;
    printf("%d lucky numbers\n", lucky);
    return 0;
}
