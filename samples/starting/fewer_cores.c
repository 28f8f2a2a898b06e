#define _GNU_SOURCE
#include <err.h>
#include <sched.h>
#include <stdio.h>
#include <unistd.h>

static void print_cores(const char *when)
{
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) < 0)
        err(1, "sched_getaffinity");
    printf("%s: may use %d of %ld\n", when, CPU_COUNT(&set), sysconf(_SC_NPROCESSORS_ONLN));
}

int main(void)
{
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(sched_getcpu(), &one);
    print_cores("before");
    if (sched_setaffinity(0, sizeof one, &one) < 0)
        err(1, "sched_setaffinity");
    print_cores("after");
    return 0;
}
