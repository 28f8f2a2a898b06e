/* Levels of detail: what of a recording with too much for one picture can be trusted in the picture. The
 * recordings are made here, and so regular that it is known what must come out. */
#include "run/timeline.h"

#include <stdlib.h>

#include "recording_check.h"
#include "test.h"

#include "../fuzz/fuzz.h"
#undef FUZZ_CHECK
#define FUZZ_CHECK(cond) CHECK(cond)
#include "../fuzz/timeline_check.h"

/* A recording of so many lanes, without switches, with room for so many records each. */
static struct recording dense(struct arena *a, size_t lanes, size_t records, int64_t wall_ns)
{
    struct recording recording = {
        .wall_ns = wall_ns, .count = lanes, .attached = 1, .why_no_switches = "made by hand"};
    recording.threads = ARENA_ARRAY(a, lanes, struct recording_thread);
    for (size_t i = 0; i < lanes; i++) {
        struct recording_thread *thread = &recording.threads[i];
        thread->slot.pid = 2;
        thread->slot.tid = (uint32_t)i + 2;
        thread->slot.creator = i == 0 ? -1 : 0;
        thread->slot.end_ns = (uint64_t)wall_ns;
        thread->slot.ending = TRACE_RETURNED;
        thread->records = ARENA_ARRAY(a, records, struct trace_record);
    }
    return recording;
}

static void record(struct recording_thread *thread, int64_t t, enum trace_event event,
                   enum trace_what what, uint64_t object)
{
    thread->records[thread->count++] = (struct trace_record){
        .t_ns = (uint64_t)t, .object = object, .event = (uint8_t)event, .what = (uint8_t)what};
}

enum { STEP_NS = 10000, HELD_NS = 8000 };

/* The lanes take one lock in turn: each waits for it while the one before it holds it. */
static struct recording in_turn(struct arena *a, size_t lanes, size_t rounds)
{
    struct recording recording = dense(a, lanes, 3 * rounds, (int64_t)(lanes * rounds) * STEP_NS);
    for (size_t i = 0; i < lanes * rounds; i++) {
        struct recording_thread *thread = &recording.threads[i % lanes];
        int64_t t = (int64_t)i * STEP_NS;
        if (i > 0)
            record(thread, t - STEP_NS + 1000, TRACE_BEGIN, TRACE_MUTEX, 0x40);
        record(thread, t, TRACE_TAKE, TRACE_MUTEX, 0x40);
        record(thread, t + HELD_NS, TRACE_GIVE, TRACE_MUTEX, 0x40);
    }
    return recording;
}

static void derive_dense(const struct recording *recording, struct arena *a,
                         struct timeline *timeline)
{
    const struct timeline_run run = {.end = END_EXITED, .cores = 2};
    CHECK_STR(recording_check(recording), NULL);
    timeline_derive(recording, &run, NULL, 0, a, timeline);
    timeline_check(timeline);
}

static size_t things_of(const struct timeline *timeline, const struct timeline_level *level)
{
    size_t count = level->hold_count;
    for (size_t i = 0; i < timeline->lane_count; i++)
        count += level->lanes[i].bar_count;
    return count;
}

static size_t few_of(const struct timeline *timeline)
{
    return timeline->lane_count * 8 > TIMELINE_FEW ? timeline->lane_count * 8 : TIMELINE_FEW;
}

static size_t json_bytes(const struct timeline *timeline)
{
    struct buf json = BUF_INIT;
    timeline_json(timeline, &json);
    size_t bytes = json.len;
    buf_release(&json);
    return bytes;
}

/* Of what a page takes: all but the whole. */
static size_t overview_bytes(const struct timeline *timeline)
{
    struct timeline page = *timeline;
    page.whole = *timeline->overview;
    page.overview = NULL;
    return json_bytes(&page);
}

/* In how much of its time a lane is in a state. */
static double time_in(const struct timeline_lane *lane, enum timeline_state state)
{
    double sum = 0;
    for (size_t i = 0; i < lane->bar_count; i++) {
        const struct timeline_bar *bar = &lane->bars[i];
        double part = bar->shares ? (double)bar->shares[state] : bar->state == state;
        sum += part * (double)(bar->t1 - bar->t0);
    }
    return sum;
}

/* As many as were recorded waits, each as long as it was. */
static void check_sums(const struct recording *recording, const struct timeline *timeline,
                       const struct timeline_level *level)
{
    for (size_t i = 0; i < timeline->lane_count; i++) {
        const struct recording_thread *thread = &recording->threads[i];
        double waits = 0, rounding = (double)timeline->wall_ns / 1e5;
        for (size_t k = 1; k < thread->count; k++)
            if (thread->records[k - 1].event == TRACE_BEGIN)
                waits += (double)(thread->records[k].t_ns - thread->records[k - 1].t_ns);
        double locked = time_in(&level->lanes[i], TIMELINE_LOCK) - waits;
        double active =
            time_in(&level->lanes[i], TIMELINE_ACTIVE) - ((double)timeline->wall_ns - waits);
        CHECK(-rounding < locked && locked < rounding);
        CHECK(-rounding < active && active < rounding);
    }
}

/* How long it is held in all, and how often. */
static void check_held(const struct timeline_level *level, size_t times)
{
    int64_t held_ns = 0;
    size_t holds = 0;
    for (size_t i = 0; i < level->hold_count; i++) {
        const struct timeline_hold *hold = &level->holds[i];
        held_ns += hold->merged > 1 ? hold->held_ns : hold->t1 - hold->t0;
        holds += (size_t)hold->merged;
    }
    CHECK_INT(holds, times);
    CHECK_INT(held_ns, (int64_t)times * HELD_NS);
}

static void thin_short_waits(void)
{
    enum { LANES = 3, ROUNDS = 20000 };
    struct arena a = {0};
    struct timeline timeline;
    struct recording recording = in_turn(&a, LANES, ROUNDS);
    derive_dense(&recording, &a, &timeline);
    CHECK_INT(timeline.last_ns, timeline.wall_ns);
    CHECK(things_of(&timeline, &timeline.whole) <= TIMELINE_MOST);
    CHECK(timeline.whole.columns > TIMELINE_COLUMNS);
    check_sums(&recording, &timeline, &timeline.whole);
    check_held(&timeline.whole, LANES * ROUNDS);
    if (CHECK(timeline.overview != NULL)) {
        CHECK(things_of(&timeline, timeline.overview) <= few_of(&timeline));
        CHECK(timeline.overview->columns <= TIMELINE_COLUMNS);
        check_sums(&recording, &timeline, timeline.overview);
        check_held(timeline.overview, LANES * ROUNDS);
        CHECK(overview_bytes(&timeline) < 150000);
    }
    CHECK(json_bytes(&timeline) < 4000000);
    arena_release(&a);
}

/* What is short is not thinned where it is not much. */
static void keep_what_is_little(void)
{
    struct arena a = {0};
    struct timeline timeline;
    struct recording recording = in_turn(&a, 3, 40);
    derive_dense(&recording, &a, &timeline);
    CHECK(timeline.overview == NULL);
    CHECK_INT(timeline.whole.columns, 0);
    CHECK_INT(timeline.whole.hold_count, 3 * 40);
    arena_release(&a);
}

static void thin_many_lanes(void)
{
    struct arena a = {0};
    struct timeline timeline;
    struct recording recording = in_turn(&a, 300, 20);
    derive_dense(&recording, &a, &timeline);
    if (CHECK(timeline.overview != NULL)) {
        check_sums(&recording, &timeline, timeline.overview);
        check_held(timeline.overview, (size_t)300 * 20);
        CHECK(overview_bytes(&timeline) < 600000);
    }
    CHECK(things_of(&timeline, &timeline.whole) <= TIMELINE_MOST);
    arena_release(&a);
}

static void thin_the_largest(void)
{
    enum { LANES = 64, RECORDS = 20000 };
    struct arena a = {0};
    struct timeline timeline;
    struct recording recording = in_turn(&a, LANES, RECORDS / 3);
    derive_dense(&recording, &a, &timeline);
    if (CHECK(timeline.overview != NULL)) {
        check_sums(&recording, &timeline, timeline.overview);
        CHECK(overview_bytes(&timeline) < 300000);
    }
    CHECK(things_of(&timeline, &timeline.whole) <= TIMELINE_MOST);
    if (getenv("VERBOSE"))
        printf(
            "# overview %zu bytes of %zu, %d columns, %zu things; whole %d columns, %zu things\n",
            overview_bytes(&timeline), json_bytes(&timeline), timeline.overview->columns,
            things_of(&timeline, timeline.overview), timeline.whole.columns,
            things_of(&timeline, &timeline.whole));
    arena_release(&a);
}

enum { NODE_LANES = 4, NODES = 900, NODE_ROUNDS = 4 };

/* The lanes go through a list with a lock in each node, one behind the other. */
static struct recording through_nodes(struct arena *a, bool waits)
{
    enum { ALL = NODE_LANES * NODES * NODE_ROUNDS };
    struct recording recording = dense(a, NODE_LANES, 3 * NODES * NODE_ROUNDS, ALL * 1000);
    for (int i = 0; i < ALL; i++) {
        struct recording_thread *thread = &recording.threads[i % NODE_LANES];
        uint64_t object = 0x1000 + (uint64_t)(i / NODE_LANES % NODES) * 64;
        if (waits && i > 0)
            record(thread, i * 1000 - 500, TRACE_BEGIN, TRACE_MUTEX, object);
        record(thread, i * 1000, TRACE_TAKE, TRACE_MUTEX, object);
        record(thread, i * 1000 + 900, TRACE_GIVE, TRACE_MUTEX, object);
    }
    return recording;
}

/* The locks hide nothing of the lanes. */
static void thin_many_locks(void)
{
    for (int waits = 0; waits < 2; waits++) {
        struct arena a = {0};
        struct timeline timeline;
        struct recording recording = through_nodes(&a, waits);
        derive_dense(&recording, &a, &timeline);
        CHECK(things_of(&timeline, &timeline.whole) <= TIMELINE_MOST);
        const struct timeline_level *page = timeline.overview ? timeline.overview : &timeline.whole;
        CHECK(things_of(&timeline, page) <= few_of(&timeline));
        CHECK(page->columns == 0 || page->columns >= TIMELINE_COLUMNS / 16);
        CHECK(page->holds_left_out > 0);
        check_sums(&recording, &timeline, page);
        arena_release(&a);
    }
}

/* A lane that reads and writes in turn, and one that posts two semaphores in turn. */
static void merge_what_alternates(void)
{
    enum { ROUNDS = 9000 };
    struct arena a = {0};
    struct timeline timeline;
    struct recording recording = dense(&a, 2, 4 * ROUNDS, ROUNDS * 1000);
    for (int i = 0; i < ROUNDS; i++) {
        struct recording_thread *thread = &recording.threads[0];
        for (uint8_t reader = 0; reader < 2; reader++) {
            record(thread, i * 1000 + reader * 500, TRACE_TAKE, TRACE_RWLOCK, 0x40);
            thread->records[thread->count - 1].flags = reader ? TRACE_READER : 0;
            record(thread, i * 1000 + reader * 500 + 300, TRACE_GIVE, TRACE_RWLOCK, 0x40);
        }
        record(&recording.threads[1], i * 1000, TRACE_NOTIFY, TRACE_SEMAPHORE, 0x80);
        record(&recording.threads[1], i * 1000 + 500, TRACE_NOTIFY, TRACE_SEMAPHORE, 0xc0);
    }
    derive_dense(&recording, &a, &timeline);
    const struct timeline_level *page = timeline.overview;
    int readers = 0, posts = 0;
    if (CHECK(page != NULL) && CHECK(page->columns >= TIMELINE_COLUMNS / 2)) {
        for (size_t i = 0; i < page->hold_count; i++)
            readers += page->holds[i].reader ? page->holds[i].merged : 0;
        for (size_t i = 0; i < page->mark_count; i++)
            posts += page->marks[i].merged;
    }
    CHECK_INT(readers, ROUNDS);
    CHECK_INT(posts, 2 * ROUNDS);
    arena_release(&a);
}

/* Nobody executes so many programs; it is over in no time all the same, as is all that goes over the lanes
 * for a record of one of them. */
static void endure_a_million_execs(void)
{
    enum { LANES = 1000, RECORDS = 1000 };
    struct arena a = {0};
    struct timeline timeline;
    struct recording recording = dense(&a, LANES, RECORDS, RECORDS * 1000);
    for (int i = 0; i < LANES * RECORDS; i++) {
        struct recording_thread *thread = &recording.threads[i % LANES];
        bool executes = i / LANES % 2;
        record(thread, i / LANES * 1000, executes ? TRACE_EXEC : TRACE_END, TRACE_PROCESS, 0);
        thread->records[thread->count - 1].arg = 77;
        thread->slot.end_ns = thread->slot.ending = 0;
    }
    derive_dense(&recording, &a, &timeline);
    CHECK_INT(timeline.lane_count, LANES);
    arena_release(&a);
}

int main(void)
{
    RUN(keep_what_is_little);
    RUN(thin_short_waits);
    RUN(thin_many_lanes);
    RUN(thin_the_largest);
    RUN(thin_many_locks);
    RUN(merge_what_alternates);
    RUN(endure_a_million_execs);
    return test_summary();
}
