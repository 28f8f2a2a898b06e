#define _GNU_SOURCE
#include <err.h>
#include <sched.h>
#include <stdio.h>

#define SIBLINGS "/sys/devices/system/cpu/cpu%d/topology/thread_siblings_list"

/* The first logical processor on the same core as this one; -1: not known. */
static int first_sibling(int cpu)
{
    char path[96];
    int first = -1;
    snprintf(path, sizeof path, SIBLINGS, cpu);
    FILE *file = fopen(path, "r");
    if (file && fscanf(file, "%d", &first) != 1)
        first = -1;
    if (file)
        fclose(file);
    return first;
}

int main(void)
{
    cpu_set_t usable, firsts;
    if (sched_getaffinity(0, sizeof usable, &usable) < 0)
        err(1, "sched_getaffinity");

    CPU_ZERO(&firsts);
    for (int cpu = 0; cpu < CPU_SETSIZE; cpu++)
        if (CPU_ISSET(cpu, &usable)) {
            int first = first_sibling(cpu);
            CPU_SET(first < 0 ? cpu : first, &firsts);
        }
    printf("logical processors: %d\n", CPU_COUNT(&usable));
    printf("cores behind them:  %d\n", CPU_COUNT(&firsts));
    return 0;
}
