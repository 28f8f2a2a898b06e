/* How memory is counted.
 *
 * What all processes have resident is cheap to read, and together with their page tables and with
 * what lies in the room's file systems and in System V objects it is never too small; but pages that a
 * fork shares, and files that are mapped, count several times in it. So only when it is past the
 * limit, the exact figure is made of /proc/PID/smaps: the proportional size (a page that n processes
 * share counts 1/n in each) of each mapping, except of what lies in those file systems and segments
 * anyway. Of a private mapping of such a file, the pages that the process wrote to are its own. A
 * process that lives in its parent's memory (vfork) adds nothing.
 *
 * While that is read, memory grows. So the proportional sizes of anonymous pages alone come first,
 * which smaps_rollup has in one line: a bomb is past the limit by these. Nobody may have more than
 * EXACT_RATIO times the limit resident, and a process that can't be read, or not before EXACT_MOST_NS
 * of processor time are spent (because it has a hundred thousand mappings), counts as its resident
 * size.
 *
 * Page tables are the kernel's: a program that only reads one byte of every 2 MiB has nothing resident
 * and gigabytes of them. */
#include "launch/usage.h"

#include <fcntl.h>
#include <linux/kcmp.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statfs.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "launch/clock.h"
#include "launch/descendants.h"
#include "launch/sysv.h"

enum {
    EXACT_RATIO = 16,
    EXACT_MOST_NS = 400 * NS_PER_MS,
    GROWTH_SHARE = 16,      /* of the limit: what may come on top of what is known */
    TABLE_SHARE = 512,      /* a page of table serves 512 pages */
    FEW_TABLES = 256 << 10, /* not worth a file to read */
};

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

/* The number of KiB in a line of a small file of its, as bytes; 0 when it is not there. */
static uint64_t field_bytes(const struct descendant *p, const char *file, const char *label)
{
    char text[4096];
    int fd = openat(p->dir, file, O_RDONLY | O_CLOEXEC);
    ssize_t len = fd >= 0 ? read(fd, text, sizeof text - 1) : -1;
    if (fd >= 0)
        close(fd);
    text[len > 0 ? len : 0] = '\0';
    const char *line = strstr(text, label);
    return line ? strtoull(line + strlen(label), NULL, 10) * 1024 : 0;
}

/* What its page tables take, or may take where that is little. */
static uint64_t table_bytes(const struct descendant *p)
{
    uint64_t most = p->virtual_bytes / TABLE_SHARE;
    return most < FEW_TABLES ? most : field_bytes(p, "status", "\nVmPTE:");
}

/* A dead child of ours is as good as reaped. A bomb must not be counted to its end. */
static bool add_resident(const struct descendant *p, void *ctx)
{
    struct sum *sum = ctx;
    sum->bytes += p->rss_bytes + table_bytes(p);
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

/* A path makes a line as long as the program likes: what does not fit must not pass for other lines. */
static bool read_line(char *line, int size, FILE *file)
{
    if (!fgets(line, size, file))
        return false;
    if (!strchr(line, '\n'))
        for (int c; (c = getc(file)) != EOF && c != '\n';)
            ;
    return true;
}

static bool read_exact(FILE *smaps, const struct sum *sum, uint64_t *bytes)
{
    char line[512];
    uint64_t kib = 0;
    struct mapping m = {0};
    while (read_line(line, sizeof line, smaps)) {
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

static bool is_in_memory_of_parent(const struct descendant *p)
{
    return syscall(SYS_kcmp, p->pid, p->parent, KCMP_VM, 0, 0) == 0;
}

static bool add_anonymous(const struct descendant *p, void *ctx)
{
    struct sum *sum = ctx;
    if (!is_in_memory_of_parent(p))
        sum->bytes += field_bytes(p, "smaps_rollup", "\nPss_Anon:");
    return sum->bytes <= sum->order->memory_bytes;
}

static bool add_exact(const struct descendant *p, void *ctx)
{
    struct sum *sum = ctx;
    uint64_t bytes = p->rss_bytes;
    if (is_in_memory_of_parent(p))
        return true;
    int fd = openat(p->dir, "smaps", O_RDONLY | O_CLOEXEC);
    FILE *smaps = fd >= 0 ? fdopen(fd, "r") : NULL;
    if (smaps) {
        if (!read_exact(smaps, sum, &bytes))
            bytes = p->rss_bytes;
        fclose(smaps);
    }
    sum->bytes += bytes + table_bytes(p);
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

static bool is_past_surely(const struct sum *kept)
{
    struct sum sum = *kept;
    descendants_each(add_anonymous, &sum);
    return sum.bytes > sum.order->memory_bytes;
}

static bool is_past_exactly(const struct sum *kept)
{
    struct sum sum = *kept;
    sum.deadline = processor_ns() + EXACT_MOST_NS;
    descendants_each(add_exact, &sum);
    return sum.bytes > sum.order->memory_bytes;
}

struct usage usage_check(const struct room *room, uint64_t known_bytes)
{
    const struct launch_order *order = room->order;
    const uint64_t most = order->memory_bytes;
    struct usage usage = {.passed = LAUNCH_ENDED};
    struct sum kept = {.order = order, .is_full = room->house->level == LEVEL_FULL};
    if (kept.is_full) {
        usage.passed = add_files(room, &kept.bytes);
        kept.bytes += sysv_bytes();
    }
    struct sum sum = kept;
    if (most || order->processes)
        descendants_each(add_resident, &sum);
    if (are_too_many(&sum))
        usage.passed = LAUNCH_PROCESSES;
    usage.rough_bytes = sum.bytes;
    uint64_t harmless = known_bytes ? known_bytes + most / GROWTH_SHARE : most;
    if (usage.passed != LAUNCH_ENDED || !most || sum.bytes <= harmless)
        return usage;
    usage.was_exact = true;
    if (sum.bytes / EXACT_RATIO > most || is_past_surely(&kept) || is_past_exactly(&kept))
        usage.passed = LAUNCH_MEMORY;
    return usage;
}
