/* How memory is counted.
 *
 * What all processes have resident is cheap to read, and together with what lies in the room's file
 * systems and in System V objects it is never too small; but pages that a fork shares, and files
 * that are mapped, count several times in it. So only when it is past the limit, the exact figure
 * is made of /proc/PID/smaps: the proportional size (a page that n processes share counts 1/n in
 * each) of each mapping, except of what lies in those file systems and segments anyway. Of a
 * private mapping of such a file, the pages that the process wrote to are its own.
 *
 * The kernel looks at every page for that, and meanwhile memory grows. So nobody may have more than
 * EXACT_RATIO times the limit resident, and a process that can't be read, or not before
 * EXACT_MOST_NS of processor time are spent (because it has a hundred thousand mappings), counts as
 * its resident size. */
#include "launch/usage.h"

#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/statfs.h>
#include <unistd.h>

#include "launch/clock.h"
#include "launch/descendants.h"
#include "launch/sysv.h"

enum { EXACT_RATIO = 16, EXACT_MOST_NS = 400 * NS_PER_MS };

struct sum {
    const struct launch_order *order;
    bool is_full;     /* files are counted by their file systems */
    int64_t deadline; /* of what is exact, in processor time of this process */
    uint64_t bytes;
    uint64_t tasks;
};

static int64_t processor_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (int64_t)t.tv_sec * 1000 * NS_PER_MS + t.tv_nsec;
}

static bool are_too_many(const struct sum *sum)
{
    return sum->order->processes && sum->tasks > sum->order->processes;
}

/* A dead child of ours is as good as reaped. A bomb must not be counted to its end. */
static bool add_resident(const struct descendant *p, void *ctx)
{
    struct sum *sum = ctx;
    sum->bytes += p->rss_bytes;
    if (!p->is_zombie || p->parent != getpid())
        sum->tasks += (uint64_t)p->threads;
    return !are_too_many(sum);
}

/* A mapping as smaps describes it. */
struct mapping {
    bool is_counted; /* as part of a file system or segment */
    bool is_private;
    uint64_t pss_kib, anonymous_kib;
};

static bool begins(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

static uint64_t mapping_kib(const struct mapping *m)
{
    if (!m->is_counted)
        return m->pss_kib;
    if (!m->is_private)
        return 0;
    return m->pss_kib < m->anonymous_kib ? m->pss_kib : m->anonymous_kib;
}

static struct mapping mapping_of(const char *line)
{
    char permissions[8] = "";
    int at = 0;
    sscanf(line, "%*s %7s %*s %*s %*s %n", permissions, &at);
    const char *path = line + at;
    return (struct mapping){
        .is_counted = begins(path, "/box/") || begins(path, "/tmp/") || begins(path, "/dev/shm/") ||
                      begins(path, "/SYSV"),
        .is_private = strchr(permissions, 'p') != NULL,
    };
}

static bool read_exact(FILE *smaps, const struct sum *sum, uint64_t *bytes)
{
    char line[8192]; /* a path may be as long as PATH_MAX */
    uint64_t kib = 0;
    struct mapping m = {0};
    while (fgets(line, sizeof line, smaps)) {
        if (line[0] >= 'A' && line[0] <= 'Z') {
            sscanf(line, "Pss: %lu", &m.pss_kib);
            sscanf(line, "Anonymous: %lu", &m.anonymous_kib);
            continue;
        }
        kib += mapping_kib(&m);
        m = mapping_of(line);
        m.is_counted = m.is_counted && sum->is_full;
        if (processor_ns() > sum->deadline)
            return false;
    }
    *bytes = (kib + mapping_kib(&m)) * 1024;
    return !ferror(smaps);
}

static bool add_exact(const struct descendant *p, void *ctx)
{
    struct sum *sum = ctx;
    uint64_t bytes = p->rss_bytes;
    int fd = openat(p->dir, "smaps", O_RDONLY | O_CLOEXEC);
    FILE *smaps = fd >= 0 ? fdopen(fd, "r") : NULL;
    if (smaps) {
        if (!read_exact(smaps, sum, &bytes))
            bytes = p->rss_bytes;
        fclose(smaps);
    }
    sum->bytes += bytes;
    return sum->bytes <= sum->order->memory_bytes;
}

/* Adds what the room's file systems hold. LAUNCH_ENDED: none is full. */
static enum launch_cause add_files(const struct room *room, uint64_t *bytes)
{
    enum launch_cause cause = LAUNCH_ENDED;
    for (int i = 0; i < ROOM_MOUNTS; i++) {
        struct statfs fs;
        if (fstatfs(room->mounts[i], &fs) != 0)
            continue;
        *bytes += (fs.f_blocks - fs.f_bfree) * (uint64_t)fs.f_bsize;
        if (fs.f_files && fs.f_ffree == 0)
            cause = LAUNCH_FILES;
        if (fs.f_blocks && fs.f_bfree == 0)
            cause = i == ROOM_SHM ? LAUNCH_MEMORY : LAUNCH_FILES;
    }
    return cause;
}

static bool is_past_exactly(const struct sum *kept)
{
    struct sum sum = *kept;
    sum.deadline = processor_ns() + EXACT_MOST_NS;
    descendants_each(add_exact, &sum);
    return sum.bytes > sum.order->memory_bytes;
}

struct usage usage_check(const struct room *room)
{
    const struct launch_order *order = room->order;
    struct usage usage = {LAUNCH_ENDED, false};
    struct sum kept = {.order = order, .is_full = room->house->level == LEVEL_FULL};
    if (kept.is_full) {
        usage.passed = add_files(room, &kept.bytes);
        kept.bytes += sysv_bytes();
    }
    struct sum sum = kept;
    if (order->memory_bytes || order->processes)
        descendants_each(add_resident, &sum);
    if (are_too_many(&sum))
        usage.passed = LAUNCH_PROCESSES;
    if (usage.passed != LAUNCH_ENDED || !order->memory_bytes || sum.bytes <= order->memory_bytes)
        return usage;
    usage.was_exact = true;
    if (sum.bytes / EXACT_RATIO > order->memory_bytes || is_past_exactly(&kept))
        usage.passed = LAUNCH_MEMORY;
    return usage;
}
