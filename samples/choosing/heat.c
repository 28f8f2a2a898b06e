#include <err.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include "world.h"

enum { CELLS = 1 << 18, STEPS = 200 };

// [step]
/* The cell on the other side of each border belongs to a neighbour, and is a copy of its last state.
 * Even ranks send first, odd ranks listen first, so that nobody waits for ever. */
static void swap_borders(double *cells, int own, int rank, int ranks)
{
    for (int turn = 0; turn < 2; turn++) {
        bool sends = rank % 2 == turn;
        if (rank > 0 && sends)
            world_send(rank - 1, &cells[1], sizeof *cells);
        if (rank > 0 && !sends)
            world_receive(rank - 1, &cells[0], sizeof *cells);
        if (rank < ranks - 1 && sends)
            world_send(rank + 1, &cells[own], sizeof *cells);
        if (rank < ranks - 1 && !sends)
            world_receive(rank + 1, &cells[own + 1], sizeof *cells);
    }
}

/* Each cell becomes the mean of itself and its neighbours. */
static void step(const double *now, double *next, int own)
{
    for (int i = 1; i <= own; i++)
        next[i] = (now[i - 1] + now[i] + now[i + 1]) / 3;
}
// [step]

int main(int argc, char *argv[])
{
    static double cells[2][CELLS + 2]; /* now and next, with a border cell at both ends */
    int ranks = argc == 2 ? atoi(argv[1]) : 0;
    if (ranks < 1 || ranks > WORLD_MOST || CELLS % ranks != 0)
        errx(2, "usage: %s RANKS (1, 2, 4 or %d)", argv[0], WORLD_MOST);

    int rank = world_begin(ranks), own = CELLS / ranks;
    for (int i = 1; i <= own; i++)
        cells[0][i] = (rank * own + i) % 1000 == 0 ? 1000 : 0;
    for (int time = 0; time < STEPS; time++) {
        swap_borders(cells[time % 2], own, rank, ranks);
        step(cells[time % 2], cells[(time + 1) % 2], own);
    }

    double *end = cells[STEPS % 2];
    if (rank != 0)
        world_send(0, &end[1], (size_t)own * sizeof *end);
    for (int other = 1; rank == 0 && other < ranks; other++)
        world_receive(other, &end[1 + other * own], (size_t)own * sizeof *end);
    world_end();

    double sum = 0;
    for (int i = 1; i <= CELLS; i++)
        sum += end[i] * i;
    printf("after %d steps: %.17g\n", STEPS, sum);
    return 0;
}
