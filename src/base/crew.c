/* How the crew works.
 *
 *   control page (shared)    next: the first item that nobody has taken
 *                            seats[w]: which item worker w is at, and since when
 *                            slots[i]: whether item i is done, and its value
 *
 * A worker writes into its seat that it begins an item, works, fills the item's slot, and takes the
 * next. The parent sleeps until a worker ends, the first deadline comes, or it is time to look how
 * large they are. A worker that is overdue or too large is killed. Whatever a worker died of, its
 * seat tells which item it was at: if the slot is not filled, the item gets the blame. A worker may
 * leave the guilty item just before the kill comes; then the item that it was hit in is innocent, and
 * the replacement begins with it.
 *
 * Every worker has a shared arena of its own, so none needs a lock. The arena of a dead worker is
 * kept, for the results in it; its replacement gets another one, since where the free part of the
 * old one began died with the worker. */
#include "base/crew.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"

#define NO_ITEM SIZE_MAX
#define IN_BEGIN (SIZE_MAX - 1)

static const size_t arena_most = (size_t)1 << 30, arena_least = (size_t)1 << 24;
enum { LOOK_MS = 50 };

struct seat {
    atomic_size_t item;
    _Atomic int64_t since_ns; /* written before item: never older than what item tells */
};

struct slot {
    atomic_bool done;
    void *value; /* valid once done */
};

struct control {
    atomic_size_t next;
    atomic_size_t finished;
};

struct worker {
    pid_t pid; /* 0: none */
    int pidfd;
};

struct crew {
    const struct crew_spec *spec;
    struct crew_result *results;
    size_t control_size;
    struct control *control; /* the start of the shared page; seats and slots follow */
    struct seat *seats;
    struct slot *slots;
    struct worker *workers;
    struct pollfd *watched;
    size_t worker_count;
    struct arena *arenas;
    size_t arena_count;
    bool begin_fails;
    struct crew_result leftover; /* for items that nobody came to do */
};

/* --- in the child --- */

static void sit_down(struct seat *seat, size_t item)
{
    atomic_store(&seat->since_ns, clock_ns());
    atomic_store(&seat->item, item);
}

/* `first` was taken from the counter by somebody who could not do it, or is NO_ITEM. */
static void do_items(struct crew *crew, struct seat *seat, struct arena *shared, size_t first)
{
    const struct crew_spec *spec = crew->spec;
    sit_down(seat, IN_BEGIN);
    void *local = spec->begin ? spec->begin(spec->ctx) : NULL;
    for (size_t i = first;; i = NO_ITEM) {
        if (i == NO_ITEM)
            i = atomic_fetch_add(&crew->control->next, 1);
        if (i >= spec->n)
            break;
        sit_down(seat, i);
        crew->slots[i].value = spec->work(spec->ctx, local, i, shared);
        atomic_store(&crew->slots[i].done, true);
        atomic_fetch_add(&crew->control->finished, 1);
        atomic_store(&seat->item, NO_ITEM);
    }
    atomic_store(&seat->item, NO_ITEM);
}

/* A crashed child must leave no dump of its arena in somebody's folder, nor hand it to a program: a
 * core_pattern that pipes is obeyed at a limit of 0, but not at 1 (core(5)). _exit, because handlers
 * of atexit and unwritten stdio buffers are the parent's. */
static _Noreturn void child(struct crew *crew, size_t w, struct arena *shared, size_t first,
                            pid_t parent)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        _exit(1);
    setrlimit(RLIMIT_CORE, &(struct rlimit){1, 1});
    do_items(crew, &crew->seats[w], shared, first);
    _exit(0);
}

/* --- in the parent --- */

static struct arena *next_arena(struct crew *crew, struct err *err)
{
    size_t count = crew->arena_count;
    if ((count & (count - 1)) == 0)
        crew->arenas = xrealloc(crew->arenas, count ? 2 * count : 1, sizeof *crew->arenas);
    struct arena *arena = &crew->arenas[count];
    for (size_t size = arena_most; size >= arena_least; size /= 2)
        if (arena_init_shared(arena, size)) {
            crew->arena_count++;
            return arena;
        }
    err_errno(err, "memory for a worker process");
    return NULL;
}

static bool start(struct crew *crew, size_t w, size_t first, struct err *err)
{
    struct arena *arena = next_arena(crew, err);
    if (!arena)
        return false;
    sit_down(&crew->seats[w], IN_BEGIN);
    fflush(stdout); /* or a child that calls exit would write it again */
    fflush(stderr);
    pid_t parent = getpid(), pid = fork();
    if (pid == 0)
        child(crew, w, arena, first, parent);
    if (pid < 0)
        return err_errno(err, "a worker process cannot be started");
    int pidfd = pidfd_open(pid, 0);
    if (pidfd < 0) {
        err_errno(err, "a worker process cannot be watched");
        kill(pid, SIGKILL);
        waitpid(pid, NULL, 0);
        return false;
    }
    crew->workers[w] = (struct worker){pid, pidfd};
    return true;
}

static int reap(struct worker *worker)
{
    int status = 0;
    while (waitpid(worker->pid, &status, 0) < 0 && errno == EINTR)
        ;
    close(worker->pidfd);
    *worker = (struct worker){0, -1};
    return status;
}

static void blame(struct crew *crew, size_t item, struct crew_result result)
{
    if (item == IN_BEGIN) {
        crew->begin_fails = true;
        crew->leftover = result;
        return;
    }
    crew->results[item] = result;
    atomic_fetch_add(&crew->control->finished, 1);
}

/* Take leave of worker w, which has ended (CREW_CRASHED) or been killed for what it did at item
 * `guilty`. Where there is more to do, start another; none after one that did not get through `begin`,
 * because the next would not either. */
static void bury(struct crew *crew, size_t w, enum crew_end why, size_t guilty)
{
    int status = reap(&crew->workers[w]);
    size_t item = atomic_load(&crew->seats[w].item), first = NO_ITEM;
    bool open = item != NO_ITEM && (item == IN_BEGIN || !atomic_load(&crew->slots[item].done));
    if (open && why != CREW_CRASHED && item != guilty)
        first = item;
    else if (open && why != CREW_CRASHED)
        blame(crew, item, (struct crew_result){.end = why});
    else if (open)
        blame(crew, item,
              (struct crew_result){.end = CREW_CRASHED,
                                   .signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0});
    bool more = first != NO_ITEM || atomic_load(&crew->control->next) < crew->spec->n;
    struct err ignored; /* the others go on; when none is left, the items are `leftover` */
    if (more && item != IN_BEGIN)
        start(crew, w, first, &ignored);
}

/* How long worker w may still take over its item; *item tells which. */
static int64_t time_left(const struct crew *crew, size_t w, size_t *item)
{
    const struct seat *seat = &crew->seats[w];
    *item = atomic_load(&seat->item);
    if (*item == NO_ITEM)
        return INT64_MAX;
    return atomic_load(&seat->since_ns) + crew->spec->deadline_ms * CLOCK_NS_PER_MS - clock_ns();
}

/* What it has resident now; 0 when it is just ending. */
static size_t resident_bytes(pid_t pid)
{
    char path[32];
    snprintf(path, sizeof path, "/proc/%ld/statm", (long)pid);
    FILE *file = fopen(path, "re");
    unsigned long pages = 0;
    if (file && fscanf(file, "%*u %lu", &pages) != 1)
        pages = 0;
    if (file)
        fclose(file);
    return pages * (size_t)sysconf(_SC_PAGESIZE);
}

/* Kill worker w if it is overdue or too large. */
static void check(struct crew *crew, size_t w)
{
    size_t item;
    enum crew_end why;
    if (time_left(crew, w, &item) <= 0)
        why = CREW_TIMED_OUT;
    else if (item != NO_ITEM && resident_bytes(crew->workers[w].pid) > CREW_MEMORY_BYTES)
        why = CREW_TOO_LARGE;
    else
        return;
    kill(crew->workers[w].pid, SIGKILL);
    bury(crew, w, why, item);
}

static int sleep_ms(const struct crew *crew)
{
    int64_t ms = LOOK_MS;
    for (size_t w = 0; w < crew->worker_count; w++) {
        size_t item;
        int64_t left = crew->workers[w].pid ? time_left(crew, w, &item) : INT64_MAX;
        if (left / CLOCK_NS_PER_MS + 1 < ms)
            ms = left > 0 ? left / CLOCK_NS_PER_MS + 1 : 0;
    }
    return (int)ms;
}

/* Sleep until something may have happened; then look after each worker. False when none lives. */
static bool watch(struct crew *crew)
{
    size_t alive = 0;
    for (size_t w = 0; w < crew->worker_count; w++) {
        alive += crew->workers[w].pid != 0;
        crew->watched[w] = (struct pollfd){.fd = crew->workers[w].pidfd, .events = POLLIN};
    }
    if (alive == 0)
        return false;
    if (poll(crew->watched, crew->worker_count, sleep_ms(crew)) < 0)
        return true; /* a signal */
    for (size_t w = 0; w < crew->worker_count; w++) {
        if (!crew->workers[w].pid)
            continue;
        if (crew->watched[w].revents)
            bury(crew, w, CREW_CRASHED, NO_ITEM);
        else
            check(crew, w);
    }
    return true;
}

static bool is_open(const struct crew *crew, size_t item)
{
    return crew->results[item].end == CREW_DONE && !atomic_load(&crew->slots[item].done);
}

/* A worker that dies between taking an item and telling its seat leaves it to nobody. */
static bool pick_up_forgotten(struct crew *crew)
{
    size_t i = 0;
    while (i < crew->spec->n && !is_open(crew, i))
        i++;
    struct err ignored;
    return i < crew->spec->n && !crew->begin_fails && start(crew, 0, i, &ignored);
}

static bool stop_if_asked(struct crew *crew)
{
    if (!crew->spec->stop || !crew->spec->stop(crew->spec->ctx))
        return false;
    for (size_t w = 0; w < crew->worker_count; w++)
        if (crew->workers[w].pid) {
            kill(crew->workers[w].pid, SIGKILL);
            reap(&crew->workers[w]);
        }
    crew->leftover = (struct crew_result){.end = CREW_STOPPED};
    return true;
}

static void watch_all(struct crew *crew)
{
    const struct crew_spec *spec = crew->spec;
    size_t told = 0;
    while (watch(crew) || pick_up_forgotten(crew)) {
        if (stop_if_asked(crew))
            return;
        size_t finished = atomic_load(&crew->control->finished);
        if (spec->progress && finished > told)
            spec->progress(spec->ctx, told = finished);
    }
    if (spec->progress && told < spec->n)
        spec->progress(spec->ctx, spec->n);
}

static void collect(struct crew *crew)
{
    for (size_t i = 0; i < crew->spec->n; i++) {
        if (is_open(crew, i))
            crew->results[i] = crew->leftover;
        else if (crew->results[i].end == CREW_DONE)
            crew->results[i].value = crew->slots[i].value;
    }
}

static struct crew *crew_new(const struct crew_spec *spec, struct crew_result *results)
{
    struct crew *crew = xcalloc(1, sizeof *crew);
    size_t workers = spec->workers > 1 ? (size_t)spec->workers : 1;
    crew->spec = spec;
    crew->results = results;
    crew->worker_count = workers < spec->n ? workers : spec->n;
    crew->leftover.end = CREW_CRASHED;
    crew->workers = xcalloc(crew->worker_count, sizeof *crew->workers);
    crew->watched = xcalloc(crew->worker_count, sizeof *crew->watched);
    for (size_t w = 0; w < crew->worker_count; w++)
        crew->workers[w].pidfd = -1;
    for (size_t i = 0; i < spec->n; i++)
        results[i] = (struct crew_result){.end = CREW_DONE}; /* until there is somebody to blame */
    return crew;
}

static bool map_control(struct crew *crew, struct err *err)
{
    size_t seats = sizeof(struct control);
    size_t slots = seats + crew->worker_count * sizeof(struct seat);
    size_t size = slots + crew->spec->n * sizeof(struct slot);
    char *map = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (map == MAP_FAILED)
        return err_errno(err, "memory for the worker processes");
    crew->control_size = size;
    crew->control = (void *)map;
    crew->seats = (void *)(map + seats);
    crew->slots = (void *)(map + slots);
    return true;
}

/* One worker is enough; with fewer than asked for it takes longer. */
static bool start_all(struct crew *crew, struct err *err)
{
    size_t started = 0;
    while (started < crew->worker_count && start(crew, started, NO_ITEM, err))
        started++;
    return started > 0 || crew->worker_count == 0;
}

bool crew_run(const struct crew_spec *spec, struct crew **crew, struct crew_result *results,
              struct err *err)
{
    *crew = crew_new(spec, results);
    if (!map_control(*crew, err) || !start_all(*crew, err)) {
        crew_free(*crew);
        *crew = NULL;
        return false;
    }
    watch_all(*crew);
    collect(*crew);
    return true;
}

void crew_free(struct crew *crew)
{
    if (!crew)
        return;
    for (size_t i = 0; i < crew->arena_count; i++)
        arena_release(&crew->arenas[i]);
    if (crew->control)
        munmap(crew->control, crew->control_size);
    free(crew->arenas);
    free(crew->watched);
    free(crew->workers);
    free(crew);
}
