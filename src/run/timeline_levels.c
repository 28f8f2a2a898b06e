/* Levels of detail.
 *
 * A picture of so many columns can't show what is shorter than two of them. So neighbours in a lane that
 * are all shorter become one bar, which tells how much of its time belongs to what; one that stands
 * alone between longer ones stays. Times are never lost: shares sum up to the bar. Holds of one lane
 * and marks of one kind merge in the same way, across gaps that nobody would see. A picture of a killed
 * run squeezes the tail in which nothing happened: there a column is a share of the rest.
 *
 * The whole is the recording as it is, up to a bound; the overview is for the page, and only there when
 * the whole has too much for one. Both are made with fewer and fewer columns until they keep to theirs.
 * Columns don't help against a thousand locks: where holds are what is too much, those go of locks for
 * which nobody waited, and as the last resort some of the others. An overview of many lanes may have
 * more than others, but not less than ROUGH_COLUMNS can tell, up to MOST_OF_OVERVIEW. */
#include "run/timeline_private.h"

#include <stdlib.h>

#include "course/list.h"

enum { ROUGH_COLUMNS = 40, FEW_OF_LANE = 8, MOST_OF_OVERVIEW = 2500 };

/* One level in the making. */
struct thinner {
    struct derivation *d;
    const struct timeline_level *from;
    struct timeline_level *to;
    struct arena *a;
    int64_t limit_ns;    /* what is shorter may be merged; 0: nothing is */
    bool contended_only; /* of the holds */
    size_t most_holds;
};

/* Marks are small: of them there may be as many as of all else. */
static size_t count_items(const struct derivation *d, const struct timeline_level *level)
{
    size_t count = level->hold_count;
    for (size_t i = 0; i < d->lane_count; i++)
        count += level->lanes[i].bar_count;
    return count > level->mark_count ? count : level->mark_count;
}

/* --- bars --- */

static bool is_short(const struct thinner *t, const struct timeline_bar *bar)
{
    return bar->t1 - bar->t0 < t->limit_ns && !bar->open;
}

/* Whether all that can be said of one can be said of them all. */
static bool is_one_kind(const struct timeline_bar *bars, size_t count)
{
    for (size_t i = 1; i < count; i++)
        if (bars[i].state != bars[0].state || bars[i].object != bars[0].object ||
            bars[i].peer != bars[0].peer || bars[i].writes != bars[0].writes ||
            bars[i].line != bars[0].line || bars[i].holder_count > 0)
            return false;
    return bars[0].holder_count == 0;
}

static const float *shares_of(const struct thinner *t, const struct timeline_bar *bars,
                              size_t count)
{
    float *shares = ARENA_ARRAY(t->a, TIMELINE_STATES, float);
    double sum = (double)(bars[count - 1].t1 - bars[0].t0);
    for (size_t i = 0; i < count; i++)
        shares[bars[i].state] += (float)((double)(bars[i].t1 - bars[i].t0) / sum);
    return shares;
}

/* Stretches of one kind on different CPUs are still of one kind. */
static void put_merged(const struct thinner *t, struct timeline_lane *lane,
                       const struct timeline_bar *bars, size_t count)
{
    struct timeline_bar *bar = LIST_ADD(t->a, lane->bars, lane->bar_count);
    *bar = bars[0];
    if (count == 1)
        return;
    bar->t1 = bars[count - 1].t1;
    bar->cpu = -1;
    bar->asked_us = 0;
    if (is_one_kind(bars, count))
        return;
    *bar = (struct timeline_bar){.t0 = bars[0].t0,
                                 .t1 = bar->t1,
                                 .state = TIMELINE_MANY,
                                 .object = -1,
                                 .peer = -1,
                                 .cpu = -1,
                                 .shares = shares_of(t, bars, count)};
}

static void thin_bars(const struct thinner *t, const struct timeline_lane *from,
                      struct timeline_lane *to)
{
    const struct timeline_bar *bars = from->bars;
    to->bars = NULL; /* not as many as there were: these may be a million */
    to->bar_count = 0;
    for (size_t i = 0, end; i < from->bar_count; i = end) {
        end = i + 1;
        while (is_short(t, &bars[i]) && end < from->bar_count && is_short(t, &bars[end]) &&
               bars[end].t1 - bars[i].t0 <= 2 * t->limit_ns)
            end++;
        put_merged(t, to, &bars[i], end - i);
    }
}

/* --- holds --- */

static bool can_merge_holds(const struct thinner *t, const struct timeline_hold *merged,
                            const struct timeline_hold *next)
{
    bool is_tiny = next->t1 - next->t0 < t->limit_ns && !next->open && !merged->open;
    bool is_mergeable = merged->merged > 1 || merged->t1 - merged->t0 < t->limit_ns;
    return is_tiny && is_mergeable && next->reader == merged->reader &&
           next->t0 - merged->t1 < t->limit_ns && next->t1 - merged->t0 <= 2 * t->limit_ns;
}

static void merge_hold(struct timeline_hold *merged, const struct timeline_hold *next)
{
    if (merged->merged == 1)
        merged->held_ns = merged->t1 - merged->t0;
    merged->merged++;
    merged->held_ns += next->t1 - next->t0;
    merged->t1 = next->t1 > merged->t1 ? next->t1 : merged->t1;
    if (merged->held_ns > merged->t1 - merged->t0) /* readers, of one thread, overlap */
        merged->held_ns = merged->t1 - merged->t0;
    if (next->waiting > merged->waiting)
        merged->waiting = next->waiting;
}

/* `last`: of each lane, as reader and not, its last hold of the same object in the new list, plus one. */
static void thin_holds(const struct thinner *t)
{
    struct timeline_level *to = t->to;
    size_t *last = ARENA_ARRAY(t->a, 2 * t->d->lane_count, size_t);
    to->holds = NULL;
    to->hold_count = 0;
    for (size_t i = 0; i < t->from->hold_count; i++) {
        const struct timeline_hold *hold = &t->from->holds[i];
        if (t->contended_only && !t->d->timeline->objects[hold->object].contended) {
            to->holds_left_out++;
            continue;
        }
        size_t *at = &last[2 * hold->lane + hold->reader];
        struct timeline_hold *merged = *at > 0 ? &to->holds[*at - 1] : NULL;
        if (merged && merged->object == hold->object && can_merge_holds(t, merged, hold)) {
            merge_hold(merged, hold);
        } else {
            *LIST_ADD(t->a, to->holds, to->hold_count) = *hold;
            *at = to->hold_count;
        }
    }
}

/* --- marks --- */

/* They are wider than other things. */
static bool can_merge_marks(const struct thinner *t, const struct timeline_mark *merged,
                            const struct timeline_mark *next)
{
    enum { WIDTH = 5 };
    return merged->lane == next->lane && next->t - merged->t < WIDTH * t->limit_ns;
}

/* Marks are by lane, then by time. `last`: of each object and kind, the last one in the new list, plus one:
 * a lane may post two semaphores in turn. */
static void thin_marks(const struct thinner *t)
{
    struct timeline_level *to = t->to;
    size_t objects = t->d->timeline->object_count + 1; /* -1: none */
    size_t *last = ARENA_ARRAY(t->a, objects * TIMELINE_MARKS, size_t);
    to->marks = NULL;
    to->mark_count = 0;
    for (size_t i = 0; i < t->from->mark_count; i++) {
        const struct timeline_mark *mark = &t->from->marks[i];
        size_t *at = &last[(size_t)(mark->object + 1) * TIMELINE_MARKS + mark->kind];
        struct timeline_mark *merged = *at > 0 ? &to->marks[*at - 1] : NULL;
        if (merged && can_merge_marks(t, merged, mark)) {
            merged->merged++;
        } else {
            *LIST_ADD(t->a, to->marks, to->mark_count) = *mark;
            *at = to->mark_count;
        }
    }
}

/* --- levels --- */

/* The time that a picture shows in its columns: all but a quiet tail. */
static int64_t drawn_ns(const struct timeline *timeline)
{
    bool has_tail = timeline->was_killed && timeline->last_ns < timeline->wall_ns / 5 * 2;
    return has_tail ? timeline->last_ns / 4 * 5 : timeline->wall_ns;
}

static void cut_holds(struct timeline_level *level, size_t most)
{
    if (level->hold_count > most) {
        level->holds_left_out += level->hold_count - most;
        level->hold_count = most;
    }
}

static void thin(struct thinner *t, int columns)
{
    size_t lanes = t->d->lane_count;
    t->limit_ns = columns ? 2 * drawn_ns(t->d->timeline) / columns : 0;
    *t->to = *t->from;
    t->to->columns = columns;
    t->to->lanes = ARENA_ARRAY(t->a, lanes, struct timeline_lane);
    for (size_t i = 0; i < lanes; i++) {
        t->to->lanes[i] = t->from->lanes[i];
        thin_bars(t, &t->from->lanes[i], &t->to->lanes[i]);
    }
    thin_holds(t);
    cut_holds(t->to, t->most_holds);
    thin_marks(t);
}

struct counts {
    size_t items, holds;
};

/* What the level would have with so many columns. */
static struct counts count_thinned(const struct thinner *t, int columns)
{
    struct arena trial = {0};
    struct timeline_level level;
    struct thinner other = *t;
    other.a = &trial;
    other.to = &level;
    thin(&other, columns);
    struct counts counts = {count_items(t->d, &level), level.hold_count};
    arena_release(&trial);
    return counts;
}

/* Holds may be half of all. */
static void choose_holds(struct thinner *t, size_t most)
{
    t->contended_only = false;
    t->most_holds = SIZE_MAX;
    if (t->from->hold_count <= most / 2)
        return;
    struct counts counts = count_thinned(t, TIMELINE_COLUMNS);
    t->contended_only = counts.items > most && counts.holds > most / 2;
    counts = count_thinned(t, ROUGH_COLUMNS);
    if (counts.items > most && counts.holds > most / 2)
        t->most_holds = most / 2;
}

/* So many columns, halved as often as it takes, that there are at most `most` things, but not fewer than
 * `least`. 0: they need not be merged. */
static int fitting_columns(const struct thinner *t, int columns, int least, size_t most)
{
    if (columns == 0 && count_thinned(t, 0).items > most)
        columns = TIMELINE_FINE_COLUMNS;
    while (columns / 2 >= least && count_thinned(t, columns).items > most)
        columns /= 2;
    return columns;
}

static void derive_whole(struct thinner *t)
{
    choose_holds(t, TIMELINE_MOST);
    thin(t, fitting_columns(t, 0, 2, TIMELINE_MOST));
}

static void derive_overview(struct thinner *t, size_t few)
{
    choose_holds(t, few);
    int columns = fitting_columns(t, TIMELINE_COLUMNS, ROUGH_COLUMNS, few);
    thin(t, fitting_columns(t, columns, 2, MOST_OF_OVERVIEW));
}

void derive_levels(struct derivation *d)
{
    struct timeline *timeline = d->timeline;
    const struct timeline_level raw = timeline->whole;
    size_t few =
        d->lane_count * FEW_OF_LANE > TIMELINE_FEW ? d->lane_count * FEW_OF_LANE : TIMELINE_FEW;
    struct thinner whole = {.d = d, .from = &raw, .to = &timeline->whole, .a = d->a};
    derive_whole(&whole);
    if (count_items(d, &timeline->whole) <= few)
        return;
    timeline->overview = ARENA_NEW(d->a, struct timeline_level);
    struct thinner overview = {.d = d, .from = &raw, .to = timeline->overview, .a = d->a};
    derive_overview(&overview, few);
}
