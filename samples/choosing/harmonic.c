#include <stdio.h>

enum { TERMS = 1000 * 1000 };

int main(void)
{
    double sum = 0;
#pragma omp parallel for reduction(+ : sum)
    for (int i = 1; i <= TERMS; i++)
        sum += 1.0 / i;
    printf("%.17g\n", sum);
    return 0;
}
