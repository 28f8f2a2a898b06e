/* Timelines of wild recordings, made here: far more happens than can be drawn. What is promised of sizes
 * must hold, and the time that threads spend in each state must be the same at each level of detail. */
#include "run/timeline.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "test.h"

#include "../fuzz/fuzz.h"
#undef FUZZ_CHECK
#define FUZZ_CHECK(cond) CHECK(cond)
#include "../fuzz/timeline_check.h"

enum { MICROSECOND = 1000, RECORDS = TRACE_QUOTA };

static const struct {
    const char *name;
    size_t lanes, records; /* of each lane */
    int locks;             /* taken in turn, all of them by all lanes */
    bool is_contended, posts, is_watched;
    int64_t tail_us; /* nothing happens, then it is killed */
} rows[] = {
    {"two threads, one lock", 2, RECORDS, 1, true, false, true, 0},
    {"64 threads, one lock", 64, RECORDS, 1, true, false, true, 0},
    {"64 threads, seven locks, not watched", 64, RECORDS, 7, true, false, false, 0},
    {"1024 threads", 1024, 1000, 3, true, false, true, 0},
    {"a lock in each node", 2, RECORDS, 3000, false, false, true, 0},
    {"a contended lock in each node", 64, 2000, 2000, true, false, true, 0},
    {"posts only", 4, RECORDS, 1, false, true, true, 0},
    {"killed long after", 4, 400, 1, true, false, true, 1000000},
};
enum { ROWS = sizeof rows / sizeof *rows };

/* One lane of row `row`: each round it waits for a lock, or not, holds it, gives it, and lets go of its
 * CPU meanwhile. Rounds of the lanes follow each other, so that no two hold a lock at once. */
static void fill_round(struct recording_thread *thread, size_t row, int64_t t, uint64_t lock)
{
    struct trace_record *r = &thread->records[thread->count];
    struct switch_record *s = &thread->switches[thread->switch_count];
    struct trace_record record = {.object = 0x4000 + 64 * lock, .what = TRACE_MUTEX};
    if (rows[row].posts) {
        *r = (struct trace_record){
            .t_ns = (uint64_t)t, .object = 0x4000, .event = TRACE_NOTIFY, .what = TRACE_SEMAPHORE};
        thread->count++;
        return;
    }
    static const struct {
        int64_t at;
        enum trace_event event;
    } steps[] = {{0, TRACE_BEGIN}, {600, TRACE_TAKE}, {900, TRACE_GIVE}};
    for (size_t i = rows[row].is_contended ? 0 : 1; i < 3; i++) {
        record.t_ns = (uint64_t)(t + steps[i].at);
        record.event = (uint8_t)steps[i].event;
        thread->records[thread->count++] = record;
    }
    if (!rows[row].is_watched)
        return;
    s[0] = (struct switch_record){.t_ns = t + 100, .kind = SWITCH_OUT};
    s[1] = (struct switch_record){.t_ns = t + 500, .kind = SWITCH_IN, .cpu = 1};
    thread->switch_count += 2;
}

static void fill_thread(struct recording *recording, size_t row, size_t lane)
{
    struct recording_thread *thread = &recording->threads[lane];
    thread->records = xcalloc(rows[row].records + 3, sizeof *thread->records);
    thread->switches = xcalloc(rows[row].records + 3, sizeof *thread->switches);
    thread->slot.pid = 2;
    thread->slot.tid = 2 + (uint32_t)lane;
    thread->slot.creator = lane == 0 ? -1 : 0;
    for (size_t round = 0; thread->count + 3 <= rows[row].records; round++) {
        int64_t t = (int64_t)(round * rows[row].lanes + lane) * MICROSECOND;
        fill_round(thread, row, t, round % (size_t)rows[row].locks);
        if (recording->wall_ns < t + MICROSECOND)
            recording->wall_ns = t + MICROSECOND;
    }
}

static void fill(struct recording *recording, size_t row)
{
    *recording = (struct recording){.attached = 1, .count = rows[row].lanes};
    recording->threads = xcalloc(recording->count, sizeof *recording->threads);
    for (size_t i = 0; i < recording->count; i++)
        fill_thread(recording, row, i);
    recording->wall_ns += rows[row].tail_us * MICROSECOND;
}

static void recording_release(struct recording *recording)
{
    for (size_t i = 0; i < recording->count; i++) {
        free(recording->threads[i].records);
        free(recording->threads[i].switches);
    }
    free(recording->threads);
}

static void sum_states(const struct timeline_lane *lane, double sums[TIMELINE_STATES])
{
    for (size_t i = 0; i < lane->bar_count; i++) {
        const struct timeline_bar *bar = &lane->bars[i];
        double length = (double)(bar->t1 - bar->t0);
        for (int s = 0; bar->shares && s < TIMELINE_STATES; s++)
            sums[s] += length * (double)bar->shares[s];
        if (!bar->shares)
            sums[bar->state] += length;
    }
}

/* Shares are floats, of which many are added. */
static void check_sums(const struct timeline *timeline, const struct timeline_lane *lane,
                       const struct timeline_lane *other)
{
    double sums[TIMELINE_STATES] = {0}, others[TIMELINE_STATES] = {0};
    sum_states(lane, sums);
    sum_states(other, others);
    for (int s = 0; s < TIMELINE_STATES; s++)
        CHECK(fabs(sums[s] - others[s]) <= 1e-4 * (double)timeline->wall_ns);
}

static size_t count_items(const struct timeline *timeline, const struct timeline_level *level)
{
    size_t count = level->hold_count;
    for (size_t i = 0; i < timeline->lane_count; i++)
        count += level->lanes[i].bar_count;
    return count;
}

static void check_json(const struct timeline *timeline, size_t most)
{
    struct buf json = BUF_INIT;
    timeline_json(timeline, &json);
    if (!CHECK(json.len <= most))
        printf("#   %zu bytes\n", json.len);
    buf_release(&json);
}

/* The overview alone, as the first level. */
static void check_sizes(const struct timeline *timeline)
{
    enum { OVERVIEW_BYTES = 300 << 10, LANE_BYTES = 350, WHOLE_BYTES = 4 << 20 };
    check_json(timeline, WHOLE_BYTES);
    if (!timeline->overview)
        return;
    struct timeline small = *timeline;
    small.whole = *timeline->overview;
    small.overview = NULL;
    check_json(&small, OVERVIEW_BYTES + timeline->lane_count * LANE_BYTES);
}

static bool is_exclusive(const struct timeline_level *level)
{
    for (size_t i = 1; i < level->hold_count; i++) {
        const struct timeline_hold *hold = &level->holds[i], *before = hold - 1;
        bool is_merged = hold->merged > 1 || before->merged > 1;
        if (!is_merged && hold->object == before->object && hold->t0 < before->t1)
            return false;
    }
    return true;
}

static void check_row(size_t row)
{
    struct arena a = {0};
    struct recording recording;
    struct timeline timeline;
    struct timeline_run run = {.end = rows[row].tail_us ? END_TIMED_OUT : END_EXITED, .cores = 2};
    fill(&recording, row);
    timeline_derive(&recording, &run, NULL, 0, &a, &timeline);
    timeline_check(&timeline);
    check_sizes(&timeline);
    CHECK(is_exclusive(&timeline.whole));
    CHECK(count_items(&timeline, &timeline.whole) <= TIMELINE_MOST);
    CHECK(timeline.object_count <= TIMELINE_OBJECTS);
    if (CHECK(timeline.overview != NULL))
        for (size_t i = 0; i < timeline.lane_count; i++)
            check_sums(&timeline, &timeline.whole.lanes[i], &timeline.overview->lanes[i]);
    arena_release(&a);
    recording_release(&recording);
}

static void wild_recordings_are_bounded(void)
{
    for (size_t i = 0; i < ROWS; i++) {
        int before = test_failed_checks;
        check_row(i);
        if (test_failed_checks > before)
            printf("# %s\n", rows[i].name);
    }
}

int main(void)
{
    RUN(wild_recordings_are_bounded);
    return test_summary();
}
