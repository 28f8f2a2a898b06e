#include "site/facts.h"

#include <stdio.h>
#include <string.h>

#include "base/visible.h"
#include "course/list.h"
#include "run/frozen.h"
#include "run/statistics.h"
#include "run/timing.h"
#include "site/roll.h"

static const char *fact_name(const char *subject, const char *what, struct arena *a)
{
    return arena_printf(a, "%s\t%s", subject, what);
}

const struct fact *facts_find(const struct facts *facts, const struct fact *like)
{
    struct arena a = {0};
    const size_t *index = names_find(&facts->index, fact_name(like->subject, like->what, &a));
    arena_release(&a);
    return index ? &facts->items[*index] : NULL;
}

void facts_add(struct facts *facts, struct fact fact)
{
    struct arena *a = facts->arena;
    const char *name = fact_name(fact.subject, fact.what, a);
    if (names_find(&facts->index, name))
        return;
    names_add(&facts->index, a, name, facts->count);
    if (!names_find(&facts->subjects, fact.subject))
        names_add(&facts->subjects, a, fact.subject, 0);
    *LIST_ADD(a, facts->items, facts->count) = fact;
}

/* --- the facts of these results --- */

/* In one line of a record: no tab, no newline, not too long. */
static const char *one_line(struct str text, struct arena *a)
{
    enum { MOST = 80 };
    struct str line = STR("");
    struct buf shown = BUF_INIT;
    str_line(&text, &line);
    bool is_long = line.len > MOST, cut = is_long || text.len > 0;
    if (is_long) /* not within a character */
        for (line.len = MOST; line.len > 0 && (line.data[line.len] & 0xC0) == 0x80;)
            line.len--;
    visible_add_name(&shown, str_trim_end(line));
    const char *copy = arena_printf(a, "%s%s", shown.data, cut ? " …" : "");
    buf_release(&shown);
    return copy;
}

static const char *output_hash(const struct run_result *run, struct arena *a)
{
    char hex[2][HASH_HEX_LEN + 1];
    hash_hex(hash_of(run->out.data, run->out.len), hex[0]);
    hash_hex(hash_of(run->err.data, run->err.len), hex[1]);
    return arena_printf(a, "%s %s", hex[0], hex[1]);
}

/* When all runs came to one outcome, it is a fact; otherwise which of them came is luck. */
static void add_trials(struct facts *facts, const char *subject, const struct result *result)
{
    const struct trials_result *trials = result->trials;
    size_t right = result->trials_verdict.right, outcomes = trials->outcome_count;
    struct arena *a = facts->arena;
    const char *are_right = right == trials->runs ? "all right" : "not all right";
    char hex[HASH_HEX_LEN + 1] = "several";
    if (outcomes == 1)
        hash_hex(hash_of(trials->outcomes[0].out.data, trials->outcomes[0].out.len), hex);
    facts_add(facts, (struct fact){subject, "trials", arena_printf(a, "%s %s", hex, are_right),
                                   arena_printf(a, "%zu outcome%s, %zu of %zu runs right", outcomes,
                                                outcomes == 1 ? "" : "s", right, trials->runs)});
}

static const char *seconds_text(double s, struct arena *a)
{
    if (s >= 1)
        return arena_printf(a, "%.3g s", s);
    return arena_printf(a, "%.3g ms", s * 1000);
}

/* Too few runs for an interval: all of their range. */
static void range_of(const struct time_result *time, double *low, double *high)
{
    if (timing_interval(time->wall_s, time->reps, low, high))
        return;
    *low = *high = time->wall_s[0];
    for (size_t i = 1; i < time->reps; i++) {
        *low = time->wall_s[i] < *low ? time->wall_s[i] : *low;
        *high = time->wall_s[i] > *high ? time->wall_s[i] : *high;
    }
}

static void add_time(struct facts *facts, const char *subject, const struct time_result *time)
{
    struct arena *a = facts->arena;
    double low, high;
    if (time->noisy_why)
        return; /* says nothing of the program */
    if (time->status == TIME_OK && time->reps > 0) {
        range_of(time, &low, &high);
        facts_add(facts,
                  (struct fact){subject, "time",
                                arena_printf(a, "%.17g %.17g %s", low, high, time->machine_id),
                                seconds_text(statistics_median(time->wall_s, time->reps), a)});
    } else {
        const char *why = time->status == TIME_TOO_SHORT ? "too short" : "not timed";
        facts_add(facts, (struct fact){subject, "time", why, why});
    }
}

static void add_checks(struct facts *facts, const char *subject, const struct result *result)
{
    struct arena *a = facts->arena;
    for (size_t i = 0; i < result->check_count; i++) {
        const struct check_result *check = &result->checks[i];
        const char *what = arena_printf(a, "check %s", check_tool_name(check->tool));
        const char *verdict = !check->is_known ? "unknown"
                              : check->finds   ? one_line(str_of(check->finds), a)
                                               : "clean";
        facts_add(facts, (struct fact){subject, what, verdict, verdict});
    }
}

static const char *subject_of(const struct sample *sample, struct arena *a)
{
    const char *point = frozen_point(sample, a);
    return *point ? arena_printf(a, "%s (%s)", sample->id, one_line(str_of(point), a)) : sample->id;
}

static void add_result(struct facts *facts, const struct result *result)
{
    struct arena *a = facts->arena;
    const char *subject = subject_of(result->sample, a), *end = roll_words(result, a);
    facts_add(facts, (struct fact){subject, "end", end, end});
    if (result->run && !result->sample->trials)
        facts_add(facts, (struct fact){subject, "output", output_hash(result->run, a),
                                       one_line(result->run->out, a)});
    if (result->trials && result->trials->outcome_count > 0)
        add_trials(facts, subject, result);
    if (result->time)
        add_time(facts, subject, result->time);
    add_checks(facts, subject, result);
}

static void add_claims(struct facts *facts, const struct results *results, size_t c)
{
    struct arena *a = facts->arena;
    const struct chapter *chapter = results->course->chapters[c];
    for (size_t i = 0; i < chapter->claim_count; i++) {
        const struct claim_result *claim = &results->chapters[c].claims[i];
        const char *verdict = claim->is_known ? claim_verdict_name(claim->verdict) : "unknown";
        const char *text = one_line(str_of(chapter->claims[i].text), a);
        facts_add(facts, (struct fact){chapter->name, arena_printf(a, "claim %s", text), verdict,
                                       verdict});
    }
}

void facts_gather(const struct results *results, struct facts *facts)
{
    const struct course *course = results->course;
    facts->at = frozen_newest(results->entries, results->entry_count);
    for (size_t i = 0; i < course->sample_count; i++) {
        const struct result *result = &results->samples[i];
        for (size_t k = 0; k < result->point_count; k++)
            add_result(facts, &result->points[k]);
        if (result->point_count == 0 && result->sample->depth != SAMPLE_SHOWN)
            add_result(facts, result);
    }
    for (size_t c = 0; c < course->chapter_count; c++)
        if (results->chapters)
            add_claims(facts, results, c);
}
