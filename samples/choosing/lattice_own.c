#include <stdio.h>

enum { RADIUS = 500 };

int main(void)
{
    int inside = 0;
#pragma omp parallel for reduction(+ : inside)
    for (int x = -RADIUS; x <= RADIUS; x++)
        for (int y = -RADIUS; y <= RADIUS; y++)
            if (x * x + y * y <= RADIUS * RADIUS)
                inside++;
    printf("%d points in the circle\n", inside);
    return 0;
}
