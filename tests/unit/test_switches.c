/* Which thread was where: by the kernel, and by records that are made up. The file itself is included,
 * because no kernel writes what a ring must not be trusted with. */
#include "run/switches.c" /* NOLINT(bugprone-suspicious-include) */

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <pthread.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "base/clock.h"
#include "test.h"

enum { NAPS = 20, NAP_US = 1000, SPIN_MS = 30 };

static void spin(int64_t ms)
{
    for (int64_t end = clock_ns() + ms * CLOCK_NS_PER_MS; clock_ns() < end;)
        ;
}

static void *sleeper(void *unused)
{
    prctl(PR_SET_NAME, "dlt:1");
    for (int i = 0; i < NAPS; i++)
        usleep(NAP_US);
    return unused;
}

static void *spinner(void *unused)
{
    prctl(PR_SET_NAME, "dlt:2");
    spin(SPIN_MS);
    return unused;
}

static void two_threads(void)
{
    pthread_t threads[2];
    pthread_create(&threads[0], NULL, sleeper, NULL);
    pthread_create(&threads[1], NULL, spinner, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
}

static void a_child(void)
{
    prctl(PR_SET_NAME, "dlt:0");
    pid_t child = fork();
    if (child == 0) {
        prctl(PR_SET_NAME, "dlt:7");
        usleep(NAP_US);
        _exit(0);
    }
    waitpid(child, NULL, 0);
}

/* More switches than half a ring holds. */
static void many_naps(void)
{
    for (int i = 0; i < 40000; i++)
        usleep(1);
}

/* A process that does `work` when something is written to *go. */
static pid_t begin_program(void (*work)(void), int *go)
{
    int ends[2];
    char byte;
    CHECK(pipe(ends) == 0);
    fflush(stdout);
    pid_t pid = fork();
    if (pid == 0) {
        close(ends[1]);
        if (read(ends[0], &byte, 1) == 1)
            work();
        _exit(0);
    }
    close(ends[0]);
    *go = ends[1];
    return pid;
}

/* How often something was taken while it ran; *usage is what the kernel counted. */
static int follow(struct switch_watch *watch, pid_t program, struct rusage *usage)
{
    int taken = 0;
    while (wait4(program, NULL, WNOHANG, usage) == 0) {
        struct pollfd fd = {switch_watch_fd(watch), POLLIN, 0};
        if (poll(&fd, 1, 5) > 0) {
            switch_watch_take(watch);
            taken++;
        }
    }
    return taken;
}

struct watched {
    struct switches switches;
    uint32_t tid; /* of its first thread */
    int taken;
    struct rusage usage;
};

static struct watched watch_run(void (*work)(void))
{
    struct watched run;
    int go;
    pid_t program = begin_program(work, &go);
    struct switch_watch *watch = switch_watch_new();
    switch_watch_begin(watch, program);
    CHECK(write(go, "", 1) == 1);
    close(go);
    run.tid = (uint32_t)program;
    run.taken = follow(watch, program, &run.usage);
    switch_watch_end(watch, &run.switches);
    switch_watch_free(watch);
    if (run.switches.why)
        printf("# not checked: %s\n", run.switches.why);
    return run;
}

static uint32_t tid_of(const struct switches *switches, uint32_t slot)
{
    for (size_t i = 0; i < switches->thread_count; i++)
        if (switches->threads[i].slot == slot)
            return switches->threads[i].tid;
    return 0;
}

/* Of one thread; tid 0: of all. */
static size_t count_of(const struct switches *switches, uint32_t tid, enum switch_kind kind)
{
    size_t count = 0;
    for (size_t i = 0; i < switches->count; i++) {
        const struct switch_record *r = &switches->records[i];
        count += (tid == 0 || r->tid == tid) && r->kind == kind;
    }
    return count;
}

/* It comes, then leaves, comes again, and in the end it is gone. When the watch began, it may still
 * have been on its way into its wait. */
static void check_thread(const struct switches *switches, uint32_t tid)
{
    enum switch_kind last = SWITCH_EXIT;
    size_t seen = 0;
    bool ok = true;
    for (size_t i = 0; i < switches->count; i++) {
        const struct switch_record *r = &switches->records[i];
        if (r->tid != tid)
            continue;
        ok = ok &&
             (seen == 0 || (last != SWITCH_EXIT && (last == SWITCH_IN) != (r->kind == SWITCH_IN)));
        last = r->kind;
        seen++;
    }
    CHECK(ok && seen > 1 && last == SWITCH_EXIT);
}

static void check_times(const struct switches *switches, int64_t begin, int64_t end)
{
    long cpus = sysconf(_SC_NPROCESSORS_CONF);
    for (size_t i = 0; i < switches->count; i++) {
        const struct switch_record *r = &switches->records[i];
        if (!CHECK(r->t_ns >= (i ? r[-1].t_ns : begin) && r->t_ns <= end && r->cpu < cpus))
            return;
    }
}

static void threads_come_and_go(void)
{
    int64_t begin = clock_ns();
    struct watched run = watch_run(two_threads);
    const struct switches *got = &run.switches;
    if (!got->why) {
        uint32_t sleeps = tid_of(got, 1), spins = tid_of(got, 2);
        check_times(got, begin, clock_ns());
        CHECK_INT(got->lost, 0);
        CHECK_INT(got->thread_count, 2);
        CHECK(sleeps && spins && sleeps != spins && sleeps != run.tid && spins != run.tid);
        check_thread(got, run.tid);
        check_thread(got, sleeps);
        check_thread(got, spins);
        CHECK(count_of(got, sleeps, SWITCH_OUT) >= NAPS);
    }
    switches_release(&run.switches);
}

static void children_are_watched_too(void)
{
    struct watched run = watch_run(a_child);
    const struct switches *got = &run.switches;
    if (!got->why && CHECK(got->thread_count == 2)) {
        CHECK_INT(tid_of(got, 0), run.tid);
        CHECK(got->threads[0].slot == 0 && got->threads[0].t_ns < got->threads[1].t_ns);
        check_thread(got, run.tid);
        check_thread(got, tid_of(got, 7));
    }
    switches_release(&run.switches);
}

/* The kernel also counts how it waited before it was watched, and its last moment; and where a thread is
 * woken just as it leaves its CPU, the two counts differ. A ring that nobody took would lose far more. */
static void rings_are_taken_before_they_are_full(void)
{
    struct watched run = watch_run(many_naps);
    const struct switches *got = &run.switches;
    if (!got->why) {
        long outs = (long)count_of(got, 0, SWITCH_OUT);
        CHECK(run.taken > 0);
        CHECK(outs > 0 && outs <= run.usage.ru_nvcsw);
        CHECK(outs + (long)got->lost >= run.usage.ru_nvcsw - run.usage.ru_nvcsw / 20);
    }
    switches_release(&run.switches);
}

static const char *why_of(pid_t pid)
{
    struct switch_watch *watch = switch_watch_new();
    struct switches switches;
    if (pid)
        switch_watch_begin(watch, pid);
    CHECK_INT(switch_watch_fd(watch), -1);
    switch_watch_take(watch);
    switch_watch_end(watch, &switches);
    CHECK(!switches.records && switches.count == 0 && switches.thread_count == 0);
    switch_watch_free(watch);
    return switches.why;
}

static bool refuse(int error)
{
    const struct sock_filter code[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_perf_event_open, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (unsigned)error),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    const struct sock_fprog filter = {sizeof code / sizeof *code, (struct sock_filter *)code};
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
           syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &filter) == 0;
}

static void what_is_refused_has_a_reason(void)
{
    static const struct {
        int error;
        const char *why;
    } rows[] = {
        {EACCES, "the kernel does not permit it (perf_event_paranoid)"},
        {EPERM, "the kernel does not permit it (perf_event_paranoid)"},
        {ENOSYS, "this kernel has no perf events"},
        {EINVAL, "this kernel is too old for it"},
        {EMFILE, "there are not enough file descriptors for it"},
        {EBUSY, "the kernel refused it"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int status = 1;
        fflush(stdout);
        pid_t child = fork();
        if (child == 0) {
            bool ok = refuse(rows[i].error) && CHECK_STR(why_of(getpid()), rows[i].why);
            fflush(stdout);
            _exit(ok ? 0 : 1);
        }
        CHECK(waitpid(child, &status, 0) == child && status == 0);
    }
    CHECK_STR(why_of(0), "the program was not there to be watched");
}

static void who_is_gone_has_no_records(void)
{
    pid_t child = fork();
    if (child == 0)
        _exit(0);
    waitpid(child, NULL, 0);
    const char *why = why_of(child);
    CHECK(why && (strstr(why, "was gone") || strstr(why, "permit") || strstr(why, "no perf")));
}

/* --- made up --- */

enum { SMALL_RING = 4096 };

/* A ring of which the next byte is at `at`. */
static struct ring ring_make(uint64_t at)
{
    struct ring ring = {-1, calloc(1, page_bytes() + SMALL_RING), SMALL_RING};
    ring.page->data_head = ring.page->data_tail = at;
    return ring;
}

static void ring_put(struct ring *ring, const void *bytes, size_t size)
{
    char *data = (char *)ring->page + page_bytes();
    for (size_t i = 0; i < size; i++)
        data[(ring->page->data_head + i) % SMALL_RING] = ((const char *)bytes)[i];
    ring->page->data_head += size;
}

static void put_switch(struct ring *ring, uint32_t tid, uint64_t t_ns, uint16_t misc)
{
    struct {
        struct perf_event_header head;
        struct sample_id id;
    } record = {{PERF_RECORD_SWITCH, misc, sizeof record}, {1, tid, t_ns, 0, 0}};
    ring_put(ring, &record, sizeof record);
}

static void put_name(struct ring *ring, uint32_t tid, uint64_t t_ns, const char *name)
{
    struct {
        struct perf_event_header head;
        uint32_t pid, tid;
        char comm[16];
        struct sample_id id;
    } record = {{PERF_RECORD_COMM, 0, sizeof record}, 1, tid, "", {1, tid, t_ns, 0, 0}};
    memcpy(record.comm, name, strlen(name));
    ring_put(ring, &record, sizeof record);
}

/* Take from the two rings, the first first. */
static struct switches take_from(struct ring *first, struct ring *second)
{
    struct switch_watch *watch = switch_watch_new();
    struct switches switches;
    ring_take(watch, first);
    ring_take(watch, second);
    CHECK(first->page->data_tail == first->page->data_head);
    CHECK(second->page->data_tail == second->page->data_head);
    switch_watch_end(watch, &switches);
    switch_watch_free(watch);
    free(first->page);
    free(second->page);
    return switches;
}

static void rings_become_one_order(void)
{
    struct ring a = ring_make(SMALL_RING - 8), b = ring_make(0);
    put_switch(&a, 10, 100, 0);
    put_switch(&a, 10, 200, PERF_RECORD_MISC_SWITCH_OUT);
    put_switch(&a, 11, 200, 0);
    put_switch(&b, 12, 50, 0);
    put_switch(&b, 12, 200, PERF_RECORD_MISC_SWITCH_OUT | PERF_RECORD_MISC_SWITCH_OUT_PREEMPT);
    put_switch(&b, 13, 300, 0);
    static const struct switch_record want[] = {
        {50, 12, 0, SWITCH_IN},  {100, 10, 0, SWITCH_IN},        {200, 10, 0, SWITCH_OUT},
        {200, 11, 0, SWITCH_IN}, {200, 12, 0, SWITCH_PREEMPTED}, {300, 13, 0, SWITCH_IN},
    };
    struct switches got = take_from(&a, &b);
    CHECK_INT(got.lost, 0);
    if (CHECK(got.count == sizeof want / sizeof *want))
        for (size_t i = 0; i < got.count; i++)
            CHECK(got.records[i].t_ns == want[i].t_ns && got.records[i].tid == want[i].tid &&
                  got.records[i].kind == want[i].kind);
    switches_release(&got);
}

static void names_are_slots(void)
{
    struct ring a = ring_make(SMALL_RING - 30), b = ring_make(0);
    put_name(&a, 1, 30, "dlt:3");
    put_name(&b, 2, 10, "dlt:0");
    put_name(&b, 3, 20, "dlt:99999999999");
    static const char *const no[] = {"dlt:",   "dlt:x", "dlt:1x", "dlt: 1",
                                     "dlt:-1", "dlt",   "",       "DLT:1"};
    for (size_t i = 0; i < sizeof no / sizeof *no; i++)
        put_name(&b, 4, 40, no[i]);
    struct switches got = take_from(&a, &b);
    CHECK(got.count == 0 && got.lost == 0);
    if (CHECK(got.thread_count == 2)) {
        CHECK(got.threads[0].tid == 2 && got.threads[0].slot == 0 && got.threads[0].t_ns == 10);
        CHECK(got.threads[1].tid == 1 && got.threads[1].slot == 3 && got.threads[1].t_ns == 30);
    }
    switches_release(&got);
}

/* A thread that tells for ever, the newest first. */
static void what_is_told_is_bounded(void)
{
    struct switch_watch *watch = switch_watch_new();
    struct switches got;
    for (int i = 0; i < 2 * TOLD_MOST; i++)
        tell(watch, &(struct switch_thread){.tid = 1, .t_ns = 2 * TOLD_MOST - i});
    switch_watch_end(watch, &got);
    CHECK_INT(got.thread_count, TOLD_MOST);
    CHECK_INT(got.threads[0].t_ns, TOLD_MOST + 1);
    switch_watch_free(watch);
    switches_release(&got);
}

static void odd_records_are_skipped(void)
{
    struct {
        struct perf_event_header head;
        char rest[600];
    } odd = {{PERF_RECORD_SWITCH, 0, 0}, ""};
    static const struct {
        uint16_t size;
        size_t written;
        size_t kept, lost;
    } rows[] = {
        {8, 8, 2, 0},                                   /* shorter than what all have */
        {24, 24, 2, 0}, {600, 600, 2, 0}, {0, 8, 1, 1}, /* no size: the rest is given up */
        {7, 8, 1, 1},   {608, 8, 1, 1},                 /* longer than what was written */
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct ring a = ring_make(SMALL_RING - 40), b = ring_make(0);
        put_switch(&a, 1, 1, 0);
        odd.head.size = rows[i].size;
        ring_put(&a, &odd, rows[i].written);
        put_switch(&a, 1, 2, 0);
        struct switches got = take_from(&a, &b);
        CHECK_INT(got.count, rows[i].kept);
        CHECK_INT(got.lost, rows[i].lost);
        switches_release(&got);
    }
}

static void lost_records_are_counted(void)
{
    struct {
        struct lost_record lost;
        struct sample_id id;
    } record = {{{PERF_RECORD_LOST, 0, sizeof record}, 0, 41}, {0}};
    struct ring a = ring_make(0), b = ring_make(0);
    ring_put(&a, &record, sizeof record);
    ring_put(&b, &record, sizeof record);
    struct switches got = take_from(&a, &b);
    CHECK_INT(got.lost, 82);
    switches_release(&got);

    struct switch_watch *watch = switch_watch_new();
    for (int i = 0; i < KEPT_MOST + 3; i++)
        keep(watch, &(struct sample_id){.tid = 1, .t_ns = (uint64_t)i}, SWITCH_IN);
    switch_watch_end(watch, &got);
    CHECK_INT(got.count, KEPT_MOST);
    CHECK_INT(got.lost, 3);
    switch_watch_free(watch);
    switches_release(&got);
}

int main(void)
{
    RUN(threads_come_and_go);
    RUN(children_are_watched_too);
    RUN(rings_are_taken_before_they_are_full);
    RUN(what_is_refused_has_a_reason);
    RUN(who_is_gone_has_no_records);
    RUN(rings_become_one_order);
    RUN(names_are_slots);
    RUN(what_is_told_is_bounded);
    RUN(odd_records_are_skipped);
    RUN(lost_records_are_counted);
    return test_summary();
}
