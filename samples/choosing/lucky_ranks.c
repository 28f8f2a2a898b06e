#include <stdio.h>
#include "world.h"

enum { LAST = 1 << 23, RANKS = 4, SHARE = LAST / RANKS };

static int digit_sum(int number)
{
    int sum = 0;
    for (; number > 0; number /= 10)
        sum += number % 10;
    return sum;
}

int main(void)
{
    // [main]
    int rank = world_begin(RANKS);
    int lucky = 0;
    for (int i = rank * SHARE + 1; i <= (rank + 1) * SHARE; i++)
        if (digit_sum(i) % 7 == 0)
            lucky++;

    if (rank != 0)
        world_send(0, &lucky, sizeof lucky);
    for (int other = 1; rank == 0 && other < RANKS; other++) {
        int part;
        world_receive(other, &part, sizeof part);
        lucky += part;
    }
    world_end();
    // [main]
    printf("%d lucky numbers\n", lucky);
    return 0;
}
