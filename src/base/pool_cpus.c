/* How many CPUs we may use. The affinity mask says which CPUs the scheduler will give us. A
 * container's share is a quota of CPU time per period instead, which the mask does not show: with 8
 * CPUs in the mask and a quota of 2, eight threads stand still three quarters of the time.
 *
 * /proc/self/cgroup names our group in each hierarchy; the quota of every group above it counts as
 * well. Inside a container the names may be those of the host, where its mount shows only the last
 * part; walking up to the mount's root finds that too. */
#include "base/pool.h"

#include <sched.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"

static int affinity_cpus(void)
{
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) == 0)
        return CPU_COUNT(&set);
    return (int)sysconf(_SC_NPROCESSORS_ONLN); /* more CPUs than a cpu_set_t holds */
}

static bool read_text(struct arena *a, const char *dir, const char *name, struct buf *text)
{
    struct err ignored; /* no such file: no such limit */
    buf_clear(text);
    return file_read(path_join(a, dir, name), text, &ignored);
}

/* Whole CPUs: with a quota of 1.5 a second thread would be stopped half of the time. */
static int whole_cpus(long long quota, long long period, int cpus)
{
    if (quota <= 0 || period <= 0 || quota / period >= cpus)
        return cpus;
    return quota < period ? 1 : (int)(quota / period);
}

/* What the group at `dir` allows of `cpus`: cgroup v2 has one file with "QUOTA PERIOD" or
 * "max PERIOD", v1 has two files, with -1 for no limit. */
static int group_cpus(struct arena *a, const char *dir, int cpus)
{
    struct buf text = BUF_INIT;
    if (read_text(a, dir, "cpu.max", &text)) {
        char *end;
        long long quota = strtoll(text.data, &end, 10); /* 0 for "max" */
        cpus = whole_cpus(quota, strtoll(end, NULL, 10), cpus);
    } else if (read_text(a, dir, "cpu.cfs_quota_us", &text)) {
        long long quota = strtoll(text.data, NULL, 10);
        if (read_text(a, dir, "cpu.cfs_period_us", &text))
            cpus = whole_cpus(quota, strtoll(text.data, NULL, 10), cpus);
    }
    buf_release(&text);
    return cpus;
}

/* The least that `group` and the groups above it allow in the hierarchy mounted at `mount`. */
static int hierarchy_cpus(struct arena *a, const char *mount, const char *group, int cpus)
{
    for (;; group = path_dir(a, group)) {
        bool is_root = group[0] != '/' || group[1] == '\0';
        cpus = group_cpus(a, is_root ? mount : arena_printf(a, "%s%s", mount, group), cpus);
        if (is_root)
            return cpus;
    }
}

/* Cut what stands before the next ':' off *s. */
static struct str cut_field(struct str *s)
{
    struct str field = {s->data, 0};
    while (field.len < s->len && s->data[field.len] != ':')
        field.len++;
    size_t taken = field.len < s->len ? field.len + 1 : field.len;
    *s = (struct str){s->data + taken, s->len - taken};
    return field;
}

/* A line of /proc/self/cgroup: "NUMBER:CONTROLLERS:GROUP", v2 without controllers. */
static int line_cpus(struct arena *a, struct str line, int cpus)
{
    cut_field(&line);
    struct str controllers = cut_field(&line);
    const char *group = arena_str(a, line).data;
    if (controllers.len == 0) {
        cpus = hierarchy_cpus(a, "/sys/fs/cgroup", group, cpus);
        return hierarchy_cpus(a, "/sys/fs/cgroup/unified", group, cpus);
    }
    if (str_is(controllers, "cpu") || str_is(controllers, "cpu,cpuacct"))
        return hierarchy_cpus(a, "/sys/fs/cgroup/cpu", group, cpus);
    return cpus;
}

int pool_cpus(void)
{
    int cpus = affinity_cpus();
    struct arena a = {0};
    struct buf groups = BUF_INIT;
    if (read_text(&a, "/proc/self", "cgroup", &groups)) {
        struct str rest = buf_view(&groups), line;
        while (str_line(&rest, &line))
            cpus = line_cpus(&a, line, cpus);
    }
    buf_release(&groups);
    arena_release(&a);
    return cpus > 1 ? cpus : 1;
}
