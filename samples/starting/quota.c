#include <math.h>
#include <stdio.h>
#include <string.h>

/* Our control group, as "/batch/job-7"; "" for the outermost that we can see. */
static void read_own_group(char *group, size_t size)
{
    char line[1024];
    FILE *file = fopen("/proc/self/cgroup", "r");
    group[0] = '\0';
    while (file && fgets(line, sizeof line, file))
        if (strncmp(line, "0::/", 4) == 0 && line[4] != '\n')
            snprintf(group, size, "%.*s", (int)strcspn(line + 3, "\n"), line + 3);
    if (file)
        fclose(file);
}

/* How many cores' time a group grants. No limit is written "max 100000". */
static double cores_granted(const char *group)
{
    char path[1100];
    double quota, period, cores = INFINITY;
    snprintf(path, sizeof path, "/sys/fs/cgroup%s/cpu.max", group);
    FILE *file = fopen(path, "r");
    if (file && fscanf(file, "%lf %lf", &quota, &period) == 2)
        cores = quota / period;
    if (file)
        fclose(file);
    return cores;
}

int main(void)
{
    char group[1024];
    read_own_group(group, sizeof group);
    double least = cores_granted(group);
    for (char *end; (end = strrchr(group, '/'));) {
        *end = '\0'; /* the group around it may grant less */
        double cores = cores_granted(group);
        if (cores < least)
            least = cores;
    }

    if (least < INFINITY)
        printf("our control groups grant the time of %.2f cores\n", least);
    else
        printf("our control groups set no limit that we can see\n");
    return 0;
}
