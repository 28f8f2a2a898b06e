#define _GNU_SOURCE
#include <err.h>
#include <sched.h>
#include <stdio.h>
#include <unistd.h>

static void print_cores(const char *when)
{
    cpu_set_t mask;
    if (sched_getaffinity(0, sizeof mask, &mask) < 0)
        err(1, "sched_getaffinity");
    long online = sysconf(_SC_NPROCESSORS_ONLN);
    printf("%s: online %ld, usable %d\n", when, online, CPU_COUNT(&mask));
}

int main(void)
{
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(sched_getcpu(), &one); /* the core that we are on */
    print_cores("before");
    if (sched_setaffinity(0, sizeof one, &one) < 0)
        err(1, "sched_setaffinity");
    print_cores("after");
    return 0;
}
