#include <pthread.h>
#include <stdio.h>
#include "must.h"

enum { ROWS = 7 };

struct column {
    int exponent;      /* what the thread is asked */
    long powers[ROWS]; /* what it answers: 1, 2, … ROWS to that exponent */
};

static void *fill_column(void *argument)
{
    struct column *column = argument;
    for (int row = 0; row < ROWS; row++) {
        column->powers[row] = 1;
        for (int i = 0; i < column->exponent; i++)
            column->powers[row] *= row + 1;
    }
    return NULL;
}

int main(void)
{
    struct column squares = {.exponent = 2}, cubes = {.exponent = 3};
    pthread_t squarer, cuber;

    must(pthread_create(&squarer, NULL, fill_column, &squares));
    must(pthread_create(&cuber, NULL, fill_column, &cubes));
    must(pthread_join(squarer, NULL));
    must(pthread_join(cuber, NULL));

    for (int row = 0; row < ROWS; row++)
        printf("%d %3ld %4ld\n", row + 1, squares.powers[row], cubes.powers[row]);
    return 0;
}
