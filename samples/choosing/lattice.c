#include <stdio.h>

enum { RADIUS = 500 };

int main(void)
{
    int x, y, inside = 0;
#pragma omp parallel for reduction(+ : inside)
    for (x = -RADIUS; x <= RADIUS; x++)
        for (y = -RADIUS; y <= RADIUS; y++)
            if (x * x + y * y <= RADIUS * RADIUS)
                inside++;
    printf("%d points in the circle\n", inside);
    return 0;
}
