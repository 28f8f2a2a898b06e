#include <err.h>
#include <stdio.h>
#include <string.h>

enum { N = 96, LENGTH = 4096 };

static double a[N][LENGTH], b[LENGTH][N], product[N][N];

// [product]
static void no_line(void)
{
    for (int row = 0; row < N; row++)
        for (int column = 0; column < N; column++) {
            double sum = 0;
            for (int i = 0; i < LENGTH; i++)
                sum += a[row][i] * b[i][column];
            product[row][column] = sum;
        }
}

static void outer_line(void)
{
#pragma omp parallel for
    for (int row = 0; row < N; row++)
        for (int column = 0; column < N; column++) {
            double sum = 0;
            for (int i = 0; i < LENGTH; i++)
                sum += a[row][i] * b[i][column];
            product[row][column] = sum;
        }
}

static void inner_line(void)
{
    for (int row = 0; row < N; row++)
        for (int column = 0; column < N; column++) {
            double sum = 0;
#pragma omp parallel for reduction(+ : sum)
            for (int i = 0; i < LENGTH; i++)
                sum += a[row][i] * b[i][column];
            product[row][column] = sum;
        }
}
// [product]

int main(int argc, char *argv[])
{
    void (*multiply)(void) = no_line;
    if (argc == 2 && strcmp(argv[1], "outer") == 0)
        multiply = outer_line;
    else if (argc == 2 && strcmp(argv[1], "inner") == 0)
        multiply = inner_line;
    else if (argc != 2 || strcmp(argv[1], "none") != 0)
        errx(2, "usage: %s none|outer|inner", argv[0]);

    for (int i = 0; i < N; i++)
        for (int j = 0; j < LENGTH; j++) {
            a[i][j] = i + j;
            b[j][i] = j - i;
        }
    multiply();
    printf("the last element is %.0f\n", product[N - 1][N - 1]);
    return 0;
}
