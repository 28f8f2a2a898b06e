#include <stdio.h>

enum { TERMS = 1000 * 1000, BLOCKS = 1000, BLOCK = TERMS / BLOCKS };

int main(void)
{
    static double sums[BLOCKS];
    // [blocks]
#pragma omp parallel for
    for (int b = 0; b < BLOCKS; b++) {
        double sum = 0;
        for (int i = b * BLOCK + 1; i <= (b + 1) * BLOCK; i++)
            sum += 1.0 / i;
        sums[b] = sum;
    }
    double sum = 0;
    for (int b = 0; b < BLOCKS; b++)
        sum += sums[b];
    // [blocks]
    printf("%.17g\n", sum);
    return 0;
}
