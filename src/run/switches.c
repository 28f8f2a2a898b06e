/* How a run is watched from outside.
 *
 * For each CPU, one event is opened on the process that waits to become the program, and all that it
 * creates inherits them. The event counts nothing. What it is for are the records that the kernel
 * writes along with it (perf_event_open(2)): SWITCH when a thread comes to the CPU or leaves it, EXIT,
 * and COMM when it changes its name. Each CPU has a ring of its own, because an inherited event can't
 * be mapped otherwise; when one is half full, the watch's descriptor becomes readable.
 *
 * The events are on from the begin, not from the execution (enable_on_exec): so it is seen how the
 * process comes to the CPU on which it then is executed. It may still have been on its way into its
 * wait: then its first record says that it leaves one.
 *
 * Records of one ring come in order. They are kept in the order in which they are taken, and sorted
 * when all are there. */
#include "run/switches.h"

#include <assert.h>
#include <errno.h>
#include <linux/perf_event.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"

enum {
    KEPT_MOST = 4 << 20,    /* 100 MB */
    TOLD_MOST = 4096,       /* honest threads tell once */
    RINGS_BYTES = 64 << 20, /* of all CPUs together, unless the smallest rings take more */
    RECORD_MOST = 256,
};

/* Powers of two. The second is what the kernel grants everybody for each CPU (perf_event_mlock_kb). */
static const size_t ring_sizes[] = {2 << 20, 512 << 10, 128 << 10};
enum { RING_SIZES = sizeof ring_sizes / sizeof *ring_sizes };

struct ring {
    int fd;
    struct perf_event_mmap_page *page; /* followed by the data; NULL: not mapped */
    size_t size;                       /* of the data */
};

struct switch_watch {
    int epoll;
    struct ring *rings;
    size_t ring_count;
    struct switch_record *records;
    size_t count, capacity;
    struct switch_thread *told; /* ascending in time */
    size_t told_count;
    uint64_t lost;
    const char *why; /* why there are no rings */
};

/* The end of every record: of what attr.sample_type names, with attr.sample_id_all. */
struct sample_id {
    uint32_t pid, tid;
    uint64_t t_ns;
    uint32_t cpu, unused;
};

struct comm_record {
    struct perf_event_header head;
    uint32_t pid, tid;
    char comm[]; /* NUL-terminated, and filled up */
};

struct lost_record {
    struct perf_event_header head;
    uint64_t id, lost;
};

union record {
    struct perf_event_header head;
    struct lost_record lost;
    char bytes[RECORD_MOST];
};

struct switch_watch *switch_watch_new(void)
{
    struct switch_watch *watch = xcalloc(1, sizeof *watch);
    watch->epoll = -1;
    watch->why = "the program was not there to be watched";
    return watch;
}

/* --- opening --- */

static const char *why_not_opened(int error)
{
    switch (error) {
    case EACCES:
    case EPERM:
        return "the kernel does not permit it (perf_event_paranoid)";
    case ENOSYS:
    case ENOENT:
    case EOPNOTSUPP:
        return "this kernel has no perf events";
    case EINVAL:
    case E2BIG:
        return "this kernel is too old for it";
    case ESRCH:
        return "the program was gone before it could be watched";
    case EMFILE:
    case ENFILE:
        return "there are not enough file descriptors for it";
    default:
        return "the kernel refused it";
    }
}

static int event_open(pid_t pid, int cpu)
{
    struct perf_event_attr attr = {
        .type = PERF_TYPE_SOFTWARE,
        .size = sizeof attr,
        .config = PERF_COUNT_SW_DUMMY,
        .sample_type = PERF_SAMPLE_TID | PERF_SAMPLE_TIME | PERF_SAMPLE_CPU,
        .inherit = 1,
        .exclude_kernel = 1, /* an ordinary user may not look into it */
        .exclude_hv = 1,
        .comm = 1,
        .task = 1,
        .watermark = 1, /* of 0: half a ring */
        .sample_id_all = 1,
        .use_clockid = 1,
        .context_switch = 1,
        .clockid = CLOCK_MONOTONIC,
    };
    return (int)syscall(SYS_perf_event_open, &attr, pid, cpu, -1, PERF_FLAG_FD_CLOEXEC);
}

static size_t page_bytes(void)
{
    return (size_t)sysconf(_SC_PAGESIZE);
}

static bool ring_map(struct ring *ring, size_t most)
{
    for (size_t i = 0; i < RING_SIZES && !ring->page; i++) {
        ring->size = ring_sizes[i];
        if (ring->size > most && i + 1 < RING_SIZES)
            continue;
        void *page =
            mmap(NULL, page_bytes() + ring->size, PROT_READ | PROT_WRITE, MAP_SHARED, ring->fd, 0);
        ring->page = page == MAP_FAILED ? NULL : page;
    }
    return ring->page != NULL;
}

static void ring_close(struct ring *ring)
{
    if (ring->page)
        munmap(ring->page, page_bytes() + ring->size);
    file_close(&ring->fd);
}

static void rings_close(struct switch_watch *watch)
{
    for (size_t i = 0; i < watch->ring_count; i++)
        ring_close(&watch->rings[i]);
    free(watch->rings);
    watch->rings = NULL;
    watch->ring_count = 0;
    file_close(&watch->epoll);
}

/* Add the ring of a CPU; one that is offline needs none. Returns why it can't be. */
static const char *ring_add(struct switch_watch *watch, pid_t pid, int cpu, size_t most)
{
    struct ring ring = {.fd = event_open(pid, cpu)};
    if (ring.fd < 0)
        return errno == ENODEV ? NULL : why_not_opened(errno);
    watch->rings[watch->ring_count++] = ring;
    struct ring *added = &watch->rings[watch->ring_count - 1];
    if (!ring_map(added, most))
        return "the kernel has no memory for it (perf_event_mlock_kb)";
    struct epoll_event event = {.events = EPOLLIN, .data.fd = added->fd};
    return epoll_ctl(watch->epoll, EPOLL_CTL_ADD, added->fd, &event) == 0 ? NULL
                                                                          : why_not_opened(errno);
}

void switch_watch_begin(struct switch_watch *watch, pid_t pid)
{
    assert(!watch->rings && pid > 0);
    long cpus = sysconf(_SC_NPROCESSORS_CONF);
    cpus = cpus > 0 ? cpus : 1;
    watch->rings = xcalloc((size_t)cpus, sizeof *watch->rings);
    watch->epoll = epoll_create1(EPOLL_CLOEXEC);
    watch->why = watch->epoll >= 0 ? NULL : why_not_opened(errno);
    for (int cpu = 0; cpu < cpus && !watch->why; cpu++)
        watch->why = ring_add(watch, pid, cpu, RINGS_BYTES / (size_t)cpus);
    if (watch->why)
        rings_close(watch);
}

int switch_watch_fd(const struct switch_watch *watch)
{
    return watch->epoll;
}

/* --- taking --- */

static void keep(struct switch_watch *watch, const struct sample_id *id, enum switch_kind kind)
{
    if (watch->count == KEPT_MOST) {
        watch->lost++;
        return;
    }
    if (watch->count == watch->capacity) {
        watch->capacity = watch->capacity ? 2 * watch->capacity : 1024;
        watch->records = xrealloc(watch->records, watch->capacity, sizeof *watch->records);
    }
    watch->records[watch->count++] =
        (struct switch_record){(int64_t)id->t_ns, id->tid, id->cpu, kind};
}

static enum switch_kind kind_of_switch(uint16_t misc)
{
    if (!(misc & PERF_RECORD_MISC_SWITCH_OUT))
        return SWITCH_IN;
    return misc & PERF_RECORD_MISC_SWITCH_OUT_PREEMPT ? SWITCH_PREEMPTED : SWITCH_OUT;
}

/* Whether the name is "dlt:N"; sets the number. */
static bool parse_slot(const char *name, uint32_t *slot)
{
    static const char prefix[] = "dlt:";
    const char *digits = name + sizeof prefix - 1;
    if (strncmp(name, prefix, sizeof prefix - 1) != 0 || *digits < '0' || *digits > '9')
        return false;
    char *end;
    unsigned long number = strtoul(digits, &end, 10); /* a name has at most 11 digits */
    *slot = (uint32_t)number;
    return *end == '\0' && number <= UINT32_MAX;
}

/* Rings are taken one after the other, so what is told may be older than what was told before. */
static void tell(struct switch_watch *watch, const struct switch_thread *thread)
{
    if (watch->told_count == TOLD_MOST)
        return;
    if (!watch->told)
        watch->told = xcalloc(TOLD_MOST, sizeof *watch->told);
    size_t at = watch->told_count++;
    for (; at > 0 && watch->told[at - 1].t_ns > thread->t_ns; at--)
        watch->told[at] = watch->told[at - 1];
    watch->told[at] = *thread;
}

static void take_name(struct switch_watch *watch, const char *name, const struct sample_id *id)
{
    struct switch_thread thread = {.t_ns = (int64_t)id->t_ns, .tid = id->tid};
    if (parse_slot(name, &thread.slot))
        tell(watch, &thread);
}

static void take_record(struct switch_watch *watch, union record *record)
{
    size_t size = record->head.size;
    struct sample_id id;
    if (size < sizeof record->head + sizeof id)
        return;
    memcpy(&id, record->bytes + size - sizeof id, sizeof id);
    switch (record->head.type) {
    case PERF_RECORD_SWITCH:
        keep(watch, &id, kind_of_switch(record->head.misc));
        break;
    case PERF_RECORD_EXIT:
        keep(watch, &id, SWITCH_EXIT);
        break;
    case PERF_RECORD_COMM:
        record->bytes[size - sizeof id] = '\0';
        take_name(watch, record->bytes + offsetof(struct comm_record, comm), &id);
        break;
    case PERF_RECORD_LOST:
        watch->lost += record->lost.lost;
        break;
    default:
        break;
    }
}

static void ring_copy(const struct ring *ring, uint64_t at, void *to, size_t size)
{
    const char *data = (const char *)ring->page + page_bytes();
    size_t begin = (size_t)(at & (ring->size - 1)), room = ring->size - begin;
    size_t first = size < room ? size : room;
    memcpy(to, data + begin, first);
    memcpy((char *)to + first, data, size - first);
}

/* Take the record at `at`, of `left` bytes at most. Returns its size; 0: it is none. */
static size_t ring_take_one(struct switch_watch *watch, const struct ring *ring, uint64_t at,
                            uint64_t left)
{
    union record record;
    ring_copy(ring, at, &record, sizeof record.head);
    size_t size = record.head.size;
    if (size < sizeof record.head || size > left)
        return 0;
    if (size <= sizeof record) {
        ring_copy(ring, at, &record, size);
        take_record(watch, &record);
    }
    return size;
}

static void ring_take(struct switch_watch *watch, const struct ring *ring)
{
    uint64_t head = __atomic_load_n(&ring->page->data_head, __ATOMIC_ACQUIRE);
    uint64_t tail = ring->page->data_tail;
    while (tail < head) {
        size_t size = ring_take_one(watch, ring, tail, head - tail);
        watch->lost += size == 0;
        tail = size > 0 ? tail + size : head;
    }
    __atomic_store_n(&ring->page->data_tail, tail, __ATOMIC_RELEASE);
}

/* When all that was watched has ended, the kernel says so for ever. */
static void forget_ended(struct switch_watch *watch)
{
    struct epoll_event events[16];
    int count = epoll_wait(watch->epoll, events, sizeof events / sizeof *events, 0);
    for (int i = 0; i < count; i++)
        if (events[i].events & (EPOLLHUP | EPOLLERR))
            epoll_ctl(watch->epoll, EPOLL_CTL_DEL, events[i].data.fd, NULL);
}

/* All rings, since whoever asks the kernel which are half full is told only once. */
void switch_watch_take(struct switch_watch *watch)
{
    for (size_t i = 0; i < watch->ring_count; i++)
        ring_take(watch, &watch->rings[i]);
    if (watch->epoll >= 0)
        forget_ended(watch);
}

/* --- the end --- */

/* Merge two sorted halves; of equals, those of the first come first. */
static void merge(struct switch_record *records, struct switch_record *spare, size_t half,
                  size_t count)
{
    size_t a = 0, b = half, to = 0;
    memcpy(spare, records, half * sizeof *spare);
    while (a < half && b < count)
        records[to++] = records[b].t_ns < spare[a].t_ns ? records[b++] : spare[a++];
    memcpy(records + to, spare + a, (half - a) * sizeof *spare);
}

static void sort(struct switch_record *records, struct switch_record *spare, size_t count)
{
    size_t half = count / 2;
    if (half == 0)
        return;
    sort(records, spare, half);
    sort(records + half, spare, count - half);
    if (records[half].t_ns < records[half - 1].t_ns)
        merge(records, spare, half, count);
}

void switch_watch_end(struct switch_watch *watch, struct switches *switches)
{
    switch_watch_take(watch);
    rings_close(watch);
    struct switch_record *spare = xmalloc((watch->count / 2 + 1) * sizeof *spare);
    if (watch->records)
        sort(watch->records, spare, watch->count);
    free(spare);
    *switches = (struct switches){
        .records = watch->records,
        .count = watch->count,
        .threads = watch->told,
        .thread_count = watch->told_count,
        .lost = watch->lost,
        .why = watch->why,
    };
    watch->records = NULL;
    watch->told = NULL;
    watch->count = watch->capacity = watch->told_count = 0;
}

void switch_watch_free(struct switch_watch *watch)
{
    if (!watch)
        return;
    rings_close(watch);
    free(watch->records);
    free(watch->told);
    free(watch);
}

void switches_release(struct switches *switches)
{
    free(switches->records);
    free(switches->threads);
    *switches = (struct switches){0};
}
