#include "run/load.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/mem.h"

/* The first line is the sum of all CPUs (proc(5)): user, nice, system, idle, iowait, irq, softirq,
 * steal. What guests use is in user and nice as well. */
bool load_parse(struct str text, long ticks, struct load *load)
{
    enum { BUSY = 5 };
    unsigned long long busy[BUSY], stolen, sum = 0;
    struct str rest = text, line;
    *load = (struct load){0};
    if (ticks <= 0 || !str_line(&rest, &line) || !str_starts(line, "cpu "))
        return false;
    char *first = xstrndup(line.data, line.len);
    int found = sscanf(first, "cpu %llu %llu %llu %*u %*u %llu %llu %llu", &busy[0], &busy[1],
                       &busy[2], &busy[3], &busy[4], &stolen);
    free(first);
    if (found != BUSY + 1)
        return false;
    for (int i = 0; i < BUSY; i++)
        sum += busy[i];
    load->busy_s = (double)sum / (double)ticks;
    load->stolen_s = (double)stolen / (double)ticks;
    return true;
}

void load_read(struct load *load)
{
    char text[256];
    int fd = open("/proc/stat", O_RDONLY | O_CLOEXEC);
    ssize_t len = fd >= 0 ? read(fd, text, sizeof text) : -1;
    if (fd >= 0)
        close(fd);
    load_parse((struct str){text, len > 0 ? (size_t)len : 0}, sysconf(_SC_CLK_TCK), load);
}
