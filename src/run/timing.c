#include "run/timing.h"

#include <stdlib.h>

#include "base/mem.h"
#include "run/disturbance.h"

#define TOO_SHORT_S 0.005
#define LONG_S 1.0
#define WIDE 0.05 /* median absolute deviation, of the median */
enum { LEAST_TO_TELL = 3 };

bool timing_interval(const double *seconds, size_t n, double *low, double *high)
{
    if (!statistics_interval(seconds, n, low, high))
        return false;
    *low *= 1 - TIMING_DRIFT;
    *high *= 1 + TIMING_DRIFT;
    return true;
}

void timing_replicates(const double *seconds, size_t n, uint64_t seed, double *medians,
                       size_t count)
{
    const double deviations = 1.96; /* that 95 % of a normal distribution lie within */
    statistics_bootstrap(seconds, n, seed, medians, count);
    statistics_spread(medians, count, TIMING_DRIFT / deviations, ~seed);
}

/* The runs with what is known of them now: another run may show that an earlier one was unusual. */
struct view {
    enum disturbance *what; /* as timing->runs */
    size_t good;            /* undisturbed ones */
    double *wall_s;         /* of the good ones; when there are none, of all */
    size_t count;
};

static void view_make(struct view *v, const struct timing *t)
{
    *v = (struct view){.what = xcalloc(t->count, sizeof *v->what),
                       .wall_s = xcalloc(t->count, sizeof *v->wall_s)};
    struct disturbance_usual usual = disturbance_usual(t->runs, t->count);
    for (size_t i = 0; i < t->count; i++) {
        v->what[i] = disturbance_of(&t->runs[i], &usual, t->machine);
        v->good += v->what[i] == DISTURBANCE_NONE;
    }
    for (size_t i = 0; i < t->count; i++)
        if (v->what[i] == DISTURBANCE_NONE || v->good == 0)
            v->wall_s[v->count++] = t->runs[i].wall_s;
}

static void view_release(struct view *v)
{
    free(v->what);
    free(v->wall_s);
}

void timing_release(struct timing *t)
{
    free(t->runs);
    t->runs = NULL;
    t->count = 0;
}

void timing_add(struct timing *t, const struct timing_run *run)
{
    t->runs = xrealloc(t->runs, t->count + 1, sizeof *t->runs);
    t->runs[t->count++] = *run;
}

/* --- how many --- */

static size_t goal(const struct timing *t, const struct view *v)
{
    if (t->reps > 0)
        return (size_t)t->reps;
    if (v->count == 0)
        return TIMING_REPS;
    double median = statistics_median(v->wall_s, v->count);
    if (median > LONG_S)
        return TIMING_REPS_LONG;
    if (v->good >= TIMING_REPS && statistics_mad(v->wall_s, v->good) > WIDE * median)
        return TIMING_REPS_WIDE;
    return TIMING_REPS;
}

static bool too_short(const struct view *v)
{
    return v->count > 0 && statistics_median(v->wall_s, v->count) < TOO_SHORT_S;
}

size_t timing_goal(const struct timing *t)
{
    struct view v;
    view_make(&v, t);
    size_t n = goal(t, &v);
    view_release(&v);
    return n;
}

bool timing_wants_more(const struct timing *t)
{
    struct view v;
    view_make(&v, t);
    size_t n = goal(t, &v);
    bool wants =
        v.good < n && t->count < TIMING_TRIES * n && !(t->count >= LEAST_TO_TELL && too_short(&v));
    view_release(&v);
    return wants;
}

/* --- what came of it --- */

/* Take all good runs, and as many disturbed ones as are missing, in the order in which they were. */
static size_t choose(const struct timing *t, const struct view *v, size_t missing,
                     struct time_result *result)
{
    size_t kept = 0; /* disturbed ones */
    for (size_t i = 0; i < t->count; i++) {
        bool good = v->what[i] == DISTURBANCE_NONE;
        if (!good && kept >= missing)
            continue;
        kept += !good;
        result->wall_s[result->reps] = t->runs[i].wall_s;
        result->cpu_s[result->reps++] = t->runs[i].cpu_s;
    }
    return kept;
}

/* What disturbed most of the disturbed runs, with the mean of their figures. */
static const char *tell_disturbance(const struct timing *t, const struct view *v, struct arena *a)
{
    size_t times[DISTURBANCE_KINDS] = {0};
    struct timing_run sums[DISTURBANCE_KINDS] = {0};
    enum disturbance most = DISTURBANCE_FOREIGN;
    for (size_t i = 0; i < t->count; i++) {
        enum disturbance what = v->what[i];
        times[what]++;
        sums[what].foreign += t->runs[i].foreign;
        sums[what].stolen += t->runs[i].stolen;
    }
    for (int what = DISTURBANCE_FOREIGN; what < DISTURBANCE_KINDS; what++)
        if (times[what] > times[most])
            most = (enum disturbance)what;
    struct timing_run mean = {.foreign = sums[most].foreign / (double)times[most],
                              .stolen = sums[most].stolen / (double)times[most]};
    return disturbance_text(most, &mean, a);
}

static const char *noisy_why(const struct timing *t, const struct view *v, size_t wanted,
                             size_t kept, size_t reps, struct arena *a)
{
    const char *beside = kept > 0 ? arena_printf(a, "%s during %zu of %zu runs",
                                                 tell_disturbance(t, v, a), kept, reps)
                                  : NULL;
    const char *cut =
        reps < wanted
            ? arena_printf(a, "the time for measuring was over after %zu of %zu runs", reps, wanted)
            : NULL;
    return beside && cut ? arena_printf(a, "%s, and %s", beside, cut) : beside ? beside : cut;
}

void timing_tell(const struct timing *t, struct arena *a, struct time_result *result)
{
    struct view v;
    view_make(&v, t);
    size_t wanted = goal(t, &v);
    result->wall_s = ARENA_ARRAY(a, t->count, double);
    result->cpu_s = ARENA_ARRAY(a, t->count, double);
    size_t kept = choose(t, &v, v.good < wanted ? wanted - v.good : 0, result);
    result->status = too_short(&v) ? TIME_TOO_SHORT : TIME_OK;
    result->discarded = t->count - result->reps;
    if (result->status == TIME_OK)
        result->noisy_why = noisy_why(t, &v, wanted, kept, result->reps, a);
    view_release(&v);
}
