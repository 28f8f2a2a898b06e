/* {timeout=3s} Prints what differs from run to run. */
#include <sys/random.h>

#include "attack.h"

int main(void)
{
    unsigned long chance = 0;
    struct timespec time;
    clock_gettime(CLOCK_REALTIME, &time);
    getrandom(&chance, sizeof chance, 0);
    say("%ld %lx %d", time.tv_nsec, chance, getpid());
    return 0;
}
