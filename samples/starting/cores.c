#define _GNU_SOURCE
#include <err.h>
#include <sched.h>
#include <stdio.h>
#include <unistd.h>

static int usable_cores(void)
{
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) < 0)
        err(1, "sched_getaffinity");
    return CPU_COUNT(&set);
}

/* Linux's control groups may grant less time than the cores would give. */
static void print_quota(void)
{
    double quota, period;
    FILE *file = fopen("/sys/fs/cgroup/cpu.max", "r");
    if (file && fscanf(file, "%lf %lf", &quota, &period) == 2)
        printf("the control group grants the time of %.1f cores\n", quota / period);
    else
        printf("the control group sets no limit that this program can see\n");
    if (file)
        fclose(file);
}

int main(void)
{
    printf("online: %ld\n", sysconf(_SC_NPROCESSORS_ONLN));
    printf("usable: %d\n", usable_cores());
    print_quota();
    return 0;
}
