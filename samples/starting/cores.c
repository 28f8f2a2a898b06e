#define _GNU_SOURCE
#include <err.h>
#include <sched.h>
#include <stdio.h>
#include <unistd.h>

static int usable_cores(void)
{
    cpu_set_t mask;
    if (sched_getaffinity(0, sizeof mask, &mask) < 0)
        err(1, "sched_getaffinity");
    return CPU_COUNT(&mask);
}

int main(void)
{
    printf("online: %ld\n", sysconf(_SC_NPROCESSORS_ONLN));
    printf("usable: %d\n", usable_cores());
    return 0;
}
