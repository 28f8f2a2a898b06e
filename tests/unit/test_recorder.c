/* What must hold of every recording, whatever the scheduler did, and what certain acts must leave. */
#include "test.h"

#include "recorder_fixture.h"

static struct workbench bench;

struct hold {
    uint64_t t_ns, object;
    uint32_t pid; /* 0: the object is shared by processes */
    uint32_t slot;
    bool takes;
};

static int hold_compare(const void *a, const void *b)
{
    const struct hold *x = a, *y = b;
    if (x->object != y->object)
        return x->object < y->object ? -1 : 1;
    if (x->pid != y->pid)
        return x->pid < y->pid ? -1 : 1;
    if (x->t_ns != y->t_ns)
        return x->t_ns < y->t_ns ? -1 : 1;
    return x->takes - y->takes;
}

static size_t collect_holds(const struct recorded *r, struct hold *holds)
{
    size_t n = 0;
    for (uint32_t i = 0; i < recorded_head(r)->slots_used; i++) {
        struct recorded_place at = {0};
        for (const struct trace_record *record; (record = recorded_next(r, i, &at));)
            if ((record->event == TRACE_TAKE || record->event == TRACE_GIVE) &&
                (record->what == TRACE_MUTEX || record->what == TRACE_SPIN))
                holds[n++] =
                    (struct hold){record->t_ns, record->object,
                                  record->flags & TRACE_SHARED ? 0 : recorded_slot(r, i)->pid, i,
                                  record->event == TRACE_TAKE};
    }
    return n;
}

static bool had_ended(const struct recorded *r, const struct hold *hold, uint64_t t_ns)
{
    uint64_t end_ns = recorded_slot(r, hold->slot)->end_ns;
    return end_ns != 0 && end_ns <= t_ns;
}

/* No two threads hold a lock at once. One may take it again, when it is recursive; another may, when the
 * holder has ended and it is robust. */
static void expect_one_holder(const struct recorded *r)
{
    struct hold *holds =
        malloc(sizeof *holds * recorded_head(r)->chunks_used * TRACE_CHUNK_RECORDS);
    size_t n = collect_holds(r, holds);
    int depth = 0, overlaps = 0;
    qsort(holds, n, sizeof *holds, hold_compare);
    for (size_t i = 0; i < n; i++) {
        bool is_same =
            i > 0 && holds[i].object == holds[i - 1].object && holds[i].pid == holds[i - 1].pid;
        if (!is_same || had_ended(r, &holds[i - 1], holds[i].t_ns))
            depth = 0;
        overlaps += depth > 0 && holds[i].slot != holds[i - 1].slot;
        depth += holds[i].takes ? 1 : -1;
    }
    CHECK_INT(overlaps, 0);
    free(holds);
}

/* A wait ends, or its thread does, or it is the slot's state. */
static void expect_waits_end(const struct recorded *r, uint32_t slot)
{
    const struct trace_record *open[8], *record;
    int depth = 0;
    for (struct recorded_place at = {0}; (record = recorded_next(r, slot, &at));) {
        if (record->event == TRACE_BEGIN && CHECK(depth < 8))
            open[depth++] = record;
        else if ((record->event == TRACE_END || record->event == TRACE_TAKE ||
                  record->event == TRACE_FAIL) &&
                 depth > 0 && open[depth - 1]->what == record->what &&
                 open[depth - 1]->object == record->object)
            depth--;
    }
    const struct trace_slot *s = recorded_slot(r, slot);
    CHECK_INT(depth, s->state == TRACE_BEGIN);
    if (depth == 1 && s->state == TRACE_BEGIN) {
        CHECK_INT(open[0]->what, s->state_what);
        CHECK_INT(open[0]->object, s->state_object);
        CHECK_INT(open[0]->t_ns, s->state_since_ns);
    }
}

static void expect_order(const struct recorded *r, uint32_t slot)
{
    const struct trace_record *record;
    uint64_t t_ns = 0;
    uint32_t n = 0, descents = 0, after_exit = 0;
    bool has_exited = false;
    for (struct recorded_place at = {0}; (record = recorded_next(r, slot, &at)); n++) {
        descents += record->t_ns < t_ns;
        after_exit += has_exited;
        has_exited = record->event == TRACE_EXIT;
        t_ns = record->t_ns;
        if (n == 0)
            CHECK_INT(record->event, TRACE_START);
    }
    CHECK_INT(descents, 0);
    CHECK_INT(after_exit, 0);
    CHECK_INT(recorded_slot(r, slot)->recorded, n);
    CHECK_INT(recorded_slot(r, slot)->lost, 0);
    CHECK_INT(recorded_slot(r, slot)->end_ns != 0, has_exited);
}

/* Reserved after its creator, and not before the slot in front of it. */
static void expect_creation(const struct recorded *r, uint32_t slot)
{
    const struct trace_slot *s = recorded_slot(r, slot);
    CHECK(s->creator < (int32_t)slot);
    CHECK(s->pid != 0 && s->tid != 0 && s->start_ns != 0);
    if (s->creator >= 0)
        CHECK(s->start_ns >= recorded_slot(r, (uint32_t)s->creator)->start_ns);
}

static void expect_sense(const struct recorded *r)
{
    const struct trace_head *head = recorded_head(r);
    CHECK(head->attached > 0);
    CHECK(head->image_ino != 0);
    for (uint32_t i = 0; i < head->slots_used && i < TRACE_SLOTS; i++) {
        expect_order(r, i);
        expect_waits_end(r, i);
        expect_creation(r, i);
    }
    expect_one_holder(r);
}

static void perform(struct recorded *r, const struct form *form, const char *act)
{
    recorded_init(r);
    recorded_start(r, &bench, form, act);
    recorded_wait(r);
    if (!CHECK(WIFEXITED(r->status) && WEXITSTATUS(r->status) == 0))
        printf("# act %s, %s: status %#x\n", act, form->name, (unsigned)r->status);
}

static void compiles(void)
{
    for (int i = 0; i < FORMS; i++)
        CHECK(workbench_compile(&bench, &forms[i]));
}

/* What an act leaves at least, in all its threads together. */
static const struct row {
    const char *act;
    uint32_t slots; /* exactly, where processes don't start others that may be recorded or not */
    struct {
        enum trace_event event;
        enum trace_what what;
        uint32_t least;
    } leaves[8];
} rows[] = {
    {"contended",
     5,
     {{TRACE_TAKE, TRACE_MUTEX, 1600},
      {TRACE_GIVE, TRACE_MUTEX, 1600},
      {TRACE_BEGIN, TRACE_MUTEX, 1},
      {TRACE_CREATE, TRACE_THREAD, 4},
      {TRACE_EXIT, TRACE_THREAD, 4},
      {TRACE_EXIT, TRACE_PROCESS, 1}}},
    {"crowd",
     201,
     {{TRACE_BEGIN, TRACE_BARRIER, 200},
      {TRACE_END, TRACE_BARRIER, 200},
      {TRACE_END, TRACE_THREAD, 200}}},
    {"kinds", 0, {{TRACE_FAIL, TRACE_MUTEX, 8}}},
    {"rwlocks",
     3,
     {{TRACE_BEGIN, TRACE_RWLOCK, 2},
      {TRACE_TAKE, TRACE_RWLOCK, 3},
      {TRACE_GIVE, TRACE_RWLOCK, 3},
      {TRACE_FAIL, TRACE_RWLOCK, 3}}},
    {"conditions",
     3,
     {{TRACE_BEGIN, TRACE_CONDITION, 3},
      {TRACE_END, TRACE_CONDITION, 3},
      {TRACE_NOTIFY, TRACE_CONDITION, 1}}},
    {"semaphores",
     2,
     {{TRACE_TAKE, TRACE_SEMAPHORE, 3},
      {TRACE_NOTIFY, TRACE_SEMAPHORE, 2},
      {TRACE_FAIL, TRACE_SEMAPHORE, 3},
      {TRACE_BEGIN, TRACE_SEMAPHORE, 3}}},
    {"spins", 4, {{TRACE_TAKE, TRACE_SPIN, 1500}, {TRACE_GIVE, TRACE_SPIN, 1500}}},
    {"c11",
     2,
     {{TRACE_CREATE, TRACE_THREAD, 1},
      {TRACE_BEGIN, TRACE_CONDITION, 2},
      {TRACE_NOTIFY, TRACE_CONDITION, 1},
      {TRACE_FAIL, TRACE_MUTEX, 2},
      {TRACE_END, TRACE_THREAD, 1}}},
    {"shared",
     2,
     {{TRACE_TAKE, TRACE_MUTEX, 400},
      {TRACE_CREATE, TRACE_PROCESS, 1},
      {TRACE_EXIT, TRACE_PROCESS, 2}}},
    {"forks",
     0,
     {{TRACE_CREATE, TRACE_PROCESS, 5},
      {TRACE_EXEC, TRACE_PROCESS, 3},
      {TRACE_FAIL, TRACE_PROCESS, 1},
      {TRACE_END, TRACE_PROCESS, 6}}},
    {"streams",
     3,
     {{TRACE_END, TRACE_PIPE, 3}, {TRACE_END, TRACE_SOCKET, 5}, {TRACE_END, TRACE_POLL, 12}}},
    {"queues", 1, {{TRACE_END, TRACE_QUEUE, 2}}},
    {"signals",
     2,
     {{TRACE_FAIL, TRACE_SEMAPHORE, 1}, {TRACE_END, TRACE_SIGNAL, 2}, {TRACE_END, TRACE_PIPE, 2}}},
    {"outlived", 2, {{TRACE_EXIT, TRACE_THREAD, 2}, {TRACE_TAKE, TRACE_MUTEX, 1}}},
    {"destroyed", 3, {{TRACE_EXIT, TRACE_THREAD, 2}}},
    {"sleeps", 1, {{TRACE_BEGIN, TRACE_SLEEP, 5}, {TRACE_END, TRACE_SLEEP, 5}}},
    {"nothing", 1, {{TRACE_START, TRACE_PROCESS, 1}, {TRACE_EXIT, TRACE_PROCESS, 1}}},
};

static uint32_t count_all(const struct recorded *r, enum trace_event event, enum trace_what what)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < recorded_head(r)->slots_used; i++)
        n += recorded_count(r, i, event, what);
    return n;
}

static void expect_row(const struct recorded *r, const struct row *row, const char *form)
{
    bool ok = row->slots == 0 || CHECK(recorded_head(r)->slots_used == row->slots);
    for (int i = 0; i < 8 && row->leaves[i].event; i++)
        ok &=
            CHECK(count_all(r, row->leaves[i].event, row->leaves[i].what) >= row->leaves[i].least);
    if (!ok)
        printf("# act %s, %s\n", row->act, form);
}

static void records_what_was_done(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (int f = 0; f < FORMS; f++) {
            struct recorded r;
            perform(&r, &forms[f], rows[i].act);
            expect_sense(&r);
            expect_row(&r, &rows[i], forms[f].name);
            recorded_release(&r);
        }
}

static void counts_past_the_quota(void)
{
    for (int f = 0; f < FORMS; f++) {
        struct recorded r;
        perform(&r, &forms[f], "many");
        expect_sense(&r);
        const struct trace_slot *slot = recorded_slot(&r, 0);
        CHECK_INT(slot->past_quota, 1);
        CHECK(slot->locks >= 200000);
        uint32_t detailed = recorded_count(&r, 0, TRACE_TAKE, TRACE_MUTEX);
        CHECK(detailed > TRACE_QUOTA / 2 - 10 && detailed <= TRACE_QUOTA / 2);
        uint64_t counted = 0;
        const struct trace_record *record;
        for (struct recorded_place at = {0}; (record = recorded_next(&r, 0, &at));)
            counted += record->event == TRACE_MANY ? record->arg : 0;
        CHECK_INT(detailed + counted, slot->locks);
        /* a long wait has its records all the same */
        CHECK_INT(recorded_count(&r, 0, TRACE_BEGIN, TRACE_SLEEP), 1);
        CHECK_INT(recorded_count(&r, 0, TRACE_END, TRACE_SLEEP), 1);
        recorded_release(&r);
    }
}

static bool is_stuck(const struct recorded *r, uint32_t slot)
{
    const struct trace_slot *s = recorded_slot(r, slot);
    return __atomic_load_n(&s->state, __ATOMIC_ACQUIRE) == TRACE_BEGIN &&
           s->state_what == TRACE_MUTEX;
}

static void leaves_the_state_of_who_is_killed(void)
{
    for (int f = 0; f < FORMS; f++) {
        struct recorded r;
        recorded_init(&r);
        recorded_start(&r, &bench, &forms[f], "deadlock");
        for (int i = 0; i < 10000 && !(is_stuck(&r, 0) && is_stuck(&r, 1)); i++)
            usleep(1000);
        kill(r.pid, SIGKILL);
        recorded_wait(&r);
        expect_sense(&r);
        for (uint32_t i = 0; i < 2; i++) {
            const struct trace_slot *s = recorded_slot(&r, i);
            CHECK_INT(s->state_arg, recorded_slot(&r, 1 - i)->tid);
            CHECK_INT(s->ending, TRACE_UNENDED);
            CHECK(s->state_pc != 0);
        }
        CHECK(recorded_slot(&r, 0)->state_object != recorded_slot(&r, 1)->state_object);
        CHECK(recorded_slot(&r, 1)->start_function != 0);
        recorded_release(&r);
    }
}

static void goes_on_in_the_slot_after_exec(void)
{
    struct recorded r;
    perform(&r, &forms[0], "forks");
    uint32_t seen = 0;
    for (uint32_t i = 1; i < recorded_head(&r)->slots_used; i++)
        if (recorded_slot(&r, i)->is_foreign && recorded_count(&r, i, TRACE_EXEC, TRACE_PROCESS)) {
            CHECK_INT(recorded_count(&r, i, TRACE_START, TRACE_PROCESS), 1);
            CHECK_INT(recorded_count(&r, i, TRACE_EXIT, TRACE_PROCESS), 1);
            seen++;
        }
    CHECK_INT(seen, 1); /* the other exec had an environment of its own, without the recorder */
    recorded_release(&r);
}

static void names_threads(void)
{
    struct recorded r;
    perform(&r, &forms[0], "outlived");
    CHECK_STR(recorded_slot(&r, 1)->name, "heir");
    CHECK_INT(recorded_slot(&r, 0)->ending, TRACE_EXITED);
    CHECK_INT(recorded_slot(&r, 1)->ending, TRACE_RETURNED);
    recorded_release(&r);
}

static void does_nothing_with_a_bad_file(void)
{
    static const struct {
        uint64_t magic;
        uint32_t version;
        long bytes;
    } bad[] = {
        {0, TRACE_VERSION, TRACE_BYTES},
        {TRACE_MAGIC, TRACE_VERSION + 1, TRACE_BYTES},
        {TRACE_MAGIC, TRACE_VERSION, TRACE_BYTES - 4096},
        {TRACE_MAGIC, TRACE_VERSION, TRACE_BYTES + 4096},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        for (int f = 0; f < 3; f += 2) {
            struct recorded r;
            const struct trace_head head = {.magic = bad[i].magic, .version = bad[i].version};
            recorded_init(&r);
            memcpy(r.arena, &head, sizeof head);
            CHECK(ftruncate(r.fd, bad[i].bytes) == 0);
            recorded_start(&r, &bench, &forms[f], "semaphores");
            recorded_wait(&r);
            CHECK_INT(r.status, 0);
            CHECK_INT(recorded_head(&r)->attached, 0);
            CHECK_INT(recorded_head(&r)->slots_used, 0);
            recorded_release(&r);
        }
}

/* The last slots are used, and who comes later is only not recorded. */
static void has_room_for_no_more_than_it_has(void)
{
    struct recorded r;
    recorded_init(&r);
    ((struct trace_head *)r.arena)->slots_used = TRACE_SLOTS - 50;
    ((struct trace_head *)r.arena)->attached = 1;
    recorded_start(&r, &bench, &forms[0], "crowd");
    recorded_wait(&r);
    CHECK_INT(r.status, 0);
    CHECK(recorded_head(&r)->slots_used > TRACE_SLOTS);
    CHECK_INT(recorded_count(&r, TRACE_SLOTS - 1, TRACE_END, TRACE_BARRIER), 1);
    recorded_release(&r);
}

int main(void)
{
    workbench_begin(&bench);
    RUN(compiles);
    RUN(records_what_was_done);
    RUN(counts_past_the_quota);
    RUN(leaves_the_state_of_who_is_killed);
    RUN(goes_on_in_the_slot_after_exec);
    RUN(names_threads);
    RUN(does_nothing_with_a_bad_file);
    RUN(has_room_for_no_more_than_it_has);
    workbench_end(&bench);
    return test_summary();
}
