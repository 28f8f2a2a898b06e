/* timeline_check: what run/timeline.h promises of every timeline, whatever was recorded. */
#ifndef TIMELINE_CHECK_H
#define TIMELINE_CHECK_H

#include "fuzz.h"

#include "run/timeline.h"

static inline bool timeline_is_lane(const struct timeline *t, int lane)
{
    return lane >= 0 && (size_t)lane < t->lane_count;
}

/* -1: none. */
static inline bool timeline_is_object(const struct timeline *t, int object)
{
    return object >= -1 && (object < 0 || (size_t)object < t->object_count);
}

static inline void timeline_check_shares(const struct timeline_bar *bar)
{
    double sum = 0;
    FUZZ_CHECK((bar->state == TIMELINE_MANY) == (bar->shares != NULL));
    if (!bar->shares)
        return;
    for (int i = 0; i < TIMELINE_STATES; i++) {
        FUZZ_CHECK(bar->shares[i] >= 0);
        sum += (double)bar->shares[i];
    }
    FUZZ_CHECK(sum > 0.99 && sum < 1.01);
}

static inline void timeline_check_bar(const struct timeline *t, const struct timeline_bar *bar)
{
    FUZZ_CHECK(bar->state < TIMELINE_STATES && bar->line >= 0);
    FUZZ_CHECK(timeline_is_object(t, bar->object));
    FUZZ_CHECK(bar->peer == -1 || timeline_is_lane(t, bar->peer));
    FUZZ_CHECK(bar->holder_count >= 0);
    for (int i = 0; i < bar->holder_count && i < TIMELINE_HOLDERS; i++)
        FUZZ_CHECK(timeline_is_lane(t, bar->holders[i]));
    timeline_check_shares(bar);
}

/* Bars follow each other without gap or overlap, and their sum is the lane. */
static inline void timeline_check_lane(const struct timeline *t, size_t own,
                                       const struct timeline_lane *lane)
{
    FUZZ_CHECK(0 <= lane->t0 && lane->t0 <= lane->t1 && lane->t1 <= t->wall_ns);
    FUZZ_CHECK(lane->name && lane->process >= 0 && lane->end <= TIMELINE_NEVER_RAN);
    FUZZ_CHECK(lane->creator >= -1 && lane->creator < (int)own);
    int64_t at = lane->t0;
    for (size_t i = 0; i < lane->bar_count; i++) {
        const struct timeline_bar *bar = &lane->bars[i];
        FUZZ_CHECK(bar->t0 == at && bar->t1 > bar->t0);
        at = bar->t1;
        timeline_check_bar(t, bar);
    }
    FUZZ_CHECK(at == lane->t1 || lane->end == TIMELINE_NEVER_RAN);
}

/* Of one lock, only readers hold it at the same time; what was merged is not one hold. */
static inline void timeline_check_overlap(const struct timeline_hold *before,
                                          const struct timeline_hold *hold)
{
    bool is_same = before->object == hold->object && before->merged == 1 && hold->merged == 1;
    bool are_readers = before->reader && hold->reader;
    FUZZ_CHECK(!is_same || are_readers || before->t1 <= hold->t0);
}

static inline void timeline_check_holds(const struct timeline *t,
                                        const struct timeline_level *level)
{
    for (size_t i = 0; i < level->hold_count; i++) {
        const struct timeline_hold *hold = &level->holds[i], *before = i > 0 ? hold - 1 : hold;
        FUZZ_CHECK(0 <= hold->t0 && hold->t0 <= hold->t1 && hold->t1 <= t->wall_ns);
        FUZZ_CHECK(hold->object >= 0 && timeline_is_object(t, hold->object));
        FUZZ_CHECK(timeline_is_lane(t, hold->lane));
        FUZZ_CHECK(0 <= hold->held_ns && hold->held_ns <= hold->t1 - hold->t0);
        FUZZ_CHECK(hold->merged >= 1 && hold->waiting >= 0 && hold->line >= 0);
        if (i > 0)
            timeline_check_overlap(before, hold);
        FUZZ_CHECK(before->object < hold->object ||
                   (before->object == hold->object && before->t0 <= hold->t0));
    }
}

static inline void timeline_check_edges(const struct timeline *t,
                                        const struct timeline_level *level)
{
    for (size_t i = 0; i < level->edge_count; i++) {
        const struct timeline_edge *edge = &level->edges[i];
        FUZZ_CHECK(edge->kind < TIMELINE_EDGE_KINDS && timeline_is_object(t, edge->object));
        FUZZ_CHECK(timeline_is_lane(t, edge->from) && timeline_is_lane(t, edge->to));
        FUZZ_CHECK(0 <= edge->t0 && edge->t0 <= edge->t1 && edge->t1 <= t->wall_ns);
    }
    for (size_t i = 0; i < level->mark_count; i++) {
        const struct timeline_mark *mark = &level->marks[i];
        FUZZ_CHECK(mark->kind < TIMELINE_MARKS && timeline_is_object(t, mark->object));
        FUZZ_CHECK(timeline_is_lane(t, mark->lane) && mark->merged >= 1);
        FUZZ_CHECK(0 <= mark->t && mark->t <= t->wall_ns);
    }
}

static inline void timeline_check_level(const struct timeline *t,
                                        const struct timeline_level *level)
{
    for (size_t i = 0; i < t->lane_count; i++)
        timeline_check_lane(t, i, &level->lanes[i]);
    timeline_check_holds(t, level);
    timeline_check_edges(t, level);
}

static inline void timeline_check_cycle(const struct timeline *t)
{
    FUZZ_CHECK(t->cycle.count <= t->lane_count);
    FUZZ_CHECK((t->cycle.count > 0) == (t->deadlock != NULL));
    for (size_t i = 0; i < t->cycle.count; i++) {
        FUZZ_CHECK(timeline_is_lane(t, t->cycle.links[i].lane));
        FUZZ_CHECK(timeline_is_object(t, t->cycle.links[i].object));
    }
}

static inline void timeline_check(const struct timeline *t)
{
    FUZZ_CHECK(0 <= t->last_ns && t->last_ns <= t->wall_ns);
    for (size_t i = 0; i < t->object_count; i++)
        FUZZ_CHECK(t->objects[i].name && t->objects[i].single && t->objects[i].kind < TRACE_WHATS);
    timeline_check_level(t, &t->whole);
    if (t->overview)
        timeline_check_level(t, t->overview);
    timeline_check_cycle(t);
}

#endif
