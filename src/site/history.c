#include "site/history.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/visible.h"
#include "course/list.h"
#include "course/names.h"
#include "run/drift.h"
#include "run/frozen.h"
#include "run/statistics.h"
#include "run/timing.h"
#include "site/roll.h"

#define FACTS_FORMAT "facts 1"
#define CHANGES_FORMAT "changes 1"

/* One thing that is known about a subject. */
struct fact {
    const char *subject; /* "lost", "lost (threads=4)", or a chapter */
    const char *what;    /* as in struct change */
    const char *value;   /* for comparing; of a time "LOW HIGH MACHINE", in seconds */
    const char *shown;   /* for people */
};

/* All facts of one build. */
struct facts {
    struct arena *arena;
    struct fact *items;
    size_t count;
    struct names index; /* "SUBJECT\tWHAT" */
    struct names subjects;
    const char *at;
};

/* --- a set of facts --- */

static const char *fact_name(const char *subject, const char *what, struct arena *a)
{
    return arena_printf(a, "%s\t%s", subject, what);
}

static const struct fact *find_fact(const struct facts *facts, const struct fact *like)
{
    struct arena a = {0};
    const size_t *index = names_find(&facts->index, fact_name(like->subject, like->what, &a));
    arena_release(&a);
    return index ? &facts->items[*index] : NULL;
}

/* Of two claims with one text in a chapter, the first counts. */
static void add_fact(struct facts *facts, struct fact fact)
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
    add_fact(facts, (struct fact){subject, "trials", arena_printf(a, "%s %s", hex, are_right),
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
        add_fact(facts,
                 (struct fact){subject, "time",
                               arena_printf(a, "%.17g %.17g %s", low, high, time->machine_id),
                               seconds_text(statistics_median(time->wall_s, time->reps), a)});
    } else {
        const char *why = time->status == TIME_TOO_SHORT ? "too short" : "not timed";
        add_fact(facts, (struct fact){subject, "time", why, why});
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
        add_fact(facts, (struct fact){subject, what, verdict, verdict});
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
    add_fact(facts, (struct fact){subject, "end", end, end});
    if (result->run && !result->sample->trials)
        add_fact(facts, (struct fact){subject, "output", output_hash(result->run, a),
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
        add_fact(facts,
                 (struct fact){chapter->name, arena_printf(a, "claim %s", text), verdict, verdict});
    }
}

static void gather(const struct results *results, struct facts *facts)
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

/* --- the records: lines of fields between tabs --- */

enum { FIELDS = 4 };

/* False: not as many fields. */
static bool split(struct str line, const char *fields[FIELDS], struct arena *a)
{
    char *text = arena_strndup(a, line.data, line.len);
    for (size_t i = 0; i < FIELDS; i++) {
        fields[i] = text;
        char *tab = strchr(text, '\t');
        if (!tab != (i + 1 == FIELDS))
            return false;
        if (tab)
            *tab = '\0';
        text = tab ? tab + 1 : text;
    }
    return true;
}

/* The first line is "FORMAT\tDATE\tDATE\t"; false: no record, or of another format. */
static bool open_record(struct store *store, const char *name, const char *format, struct buf *text,
                        struct str *rest, const char *dates[2], struct arena *a)
{
    struct str line;
    const char *fields[FIELDS];
    bool ok = store_get_record(store, name, text);
    *rest = buf_view(text);
    ok = ok && str_line(rest, &line) && split(line, fields, a) && strcmp(fields[0], format) == 0;
    dates[0] = ok ? fields[1] : "";
    dates[1] = ok ? fields[2] : "";
    return ok;
}

static bool read_facts(struct store *store, struct facts *facts)
{
    struct buf text = BUF_INIT;
    struct str rest, line;
    const char *dates[2], *fields[FIELDS];
    bool ok = open_record(store, "facts", FACTS_FORMAT, &text, &rest, dates, facts->arena);
    facts->at = dates[0];
    while (ok && str_line(&rest, &line))
        if (split(line, fields, facts->arena))
            add_fact(facts, (struct fact){fields[0], fields[1], fields[2], fields[3]});
    buf_release(&text);
    return ok;
}

static void write_facts(const struct facts *facts, struct buf *out)
{
    buf_printf(out, FACTS_FORMAT "\t%s\t\t\n", facts->at);
    for (size_t i = 0; i < facts->count; i++) {
        const struct fact *fact = &facts->items[i];
        buf_printf(out, "%s\t%s\t%s\t%s\n", fact->subject, fact->what, fact->value, fact->shown);
    }
}

static const char *text_or_null(const char *text)
{
    return *text ? text : NULL;
}

static const char *text_or_empty(const char *text)
{
    return text ? text : "";
}

static void read_changes(struct store *store, struct results *results)
{
    struct arena *a = &results->arena;
    struct buf text = BUF_INIT;
    struct str rest, line;
    const char *dates[2], *fields[FIELDS];
    bool ok = open_record(store, "changes", CHANGES_FORMAT, &text, &rest, dates, a);
    results->changes_since = text_or_null(dates[0]);
    results->changes_at = text_or_null(dates[1]);
    while (ok && str_line(&rest, &line))
        if (split(line, fields, a))
            *LIST_ADD(a, results->changes, results->change_count) = (struct change){
                fields[0], fields[1], text_or_null(fields[2]), text_or_null(fields[3])};
    buf_release(&text);
}

static void write_changes(const struct results *results, struct buf *out)
{
    buf_printf(out, CHANGES_FORMAT "\t%s\t%s\t\n", results->changes_since, results->changes_at);
    for (size_t i = 0; i < results->change_count; i++) {
        const struct change *change = &results->changes[i];
        buf_printf(out, "%s\t%s\t%s\t%s\n", change->sample, change->what,
                   text_or_empty(change->before), text_or_empty(change->after));
    }
}

/* --- comparing --- */

/* "LOW HIGH MACHINE" */
static bool read_range(const char *value, double range[2], const char **machine)
{
    char *end;
    range[0] = strtod(value, &end);
    if (end == value || *end != ' ')
        return false;
    value = end + 1;
    range[1] = strtod(value, &end);
    *machine = end + 1;
    return end != value && *end == ' ';
}

enum relation { SAME, DIFFERENT, BESIDE /* times of two machines */ };

static enum relation relation(const struct fact *was, const struct fact *is)
{
    double old[2], new[2];
    const char *there, *here;
    if (strcmp(is->what, "time") != 0 || !read_range(was->value, old, &there) ||
        !read_range(is->value, new, &here))
        return strcmp(was->value, is->value) == 0 ? SAME : DIFFERENT;
    if (strcmp(there, here) != 0)
        return BESIDE;
    return drift_is_apart(old, new) ? DIFFERENT : SAME;
}

static void add_change(struct results *results, const struct fact *of, const char *what,
                       const char *before, const char *after)
{
    struct arena *a = &results->arena;
    *LIST_ADD(a, results->changes, results->change_count) =
        (struct change){of->subject, what, before, after};
}

/* Outputs that begin alike have nothing to show. */
static void add_difference(struct results *results, const struct fact *was, const struct fact *is)
{
    bool alike = strcmp(was->shown, is->shown) == 0;
    add_change(results, is, is->what, alike ? NULL : text_or_null(was->shown),
               alike ? NULL : text_or_null(is->shown));
}

/* A subject that was not there before has one change, not one a fact. */
static void compare_fact(struct results *results, const struct facts *was, struct fact *is)
{
    const struct fact *before = find_fact(was, is);
    enum relation to_before = before ? relation(before, is) : BESIDE;
    if (to_before == SAME)
        *is = *before;
    else if (to_before == DIFFERENT)
        add_difference(results, before, is);
    else if (!before && strcmp(is->what, "end") == 0 && !names_find(&was->subjects, is->subject))
        add_change(results, is, "new", NULL, is->shown);
}

static bool is_timed(const struct results *results, const char *subject)
{
    const char *end = strchrnul(subject, ' ');
    struct arena a = {0};
    const struct sample *sample =
        course_sample(results->course, arena_strndup(&a, subject, (size_t)(end - subject)));
    arena_release(&a);
    return sample && sample->timed;
}

/* Without a time, which --no-time leaves out and noise makes worthless, a sample keeps the one that it
 * had. */
static void compare_gone(struct results *results, const struct fact *was, struct facts *is)
{
    bool stays = names_find(&is->subjects, was->subject) != NULL;
    if (!stays && strcmp(was->what, "end") == 0)
        add_change(results, was, "gone", was->shown, NULL);
    else if (stays && strcmp(was->what, "time") == 0 && !find_fact(is, was) &&
             is_timed(results, was->subject))
        add_fact(is, *was);
}

static void compare(struct results *results, const struct facts *was, struct facts *is)
{
    for (size_t i = 0; i < is->count; i++)
        compare_fact(results, was, &is->items[i]);
    for (size_t i = 0; i < was->count; i++)
        compare_gone(results, &was->items[i], is);
    results->changes_since = was->at;
    results->changes_at = is->at;
}

/* Whether the facts are others, whatever their date is. */
static bool differ(const struct facts *a, const struct facts *b)
{
    bool same = a->count == b->count;
    for (size_t i = 0; same && i < a->count; i++) {
        const struct fact *other = find_fact(b, &a->items[i]);
        same = other && strcmp(other->value, a->items[i].value) == 0;
    }
    return !same;
}

void history_compare(struct store *store, struct results *results, struct history *history)
{
    struct arena *a = &results->arena;
    struct facts was = {.arena = a}, is = {.arena = a};
    bool first = !read_facts(store, &was);
    gather(results, &is);
    if (!first)
        compare(results, &was, &is);
    history->is_new = first || differ(&was, &is);
    if (history->is_new)
        write_facts(&is, &history->facts);
    if (results->change_count > 0)
        write_changes(results, &history->changes);
    else
        read_changes(store, results);
}

bool history_keep(const struct history *history, struct store *store, struct err *err)
{
    if (!history->is_new)
        return true;
    return store_put_record(store, "facts", buf_view(&history->facts), err) &&
           (history->changes.len == 0 ||
            store_put_record(store, "changes", buf_view(&history->changes), err));
}

void history_release(struct history *history)
{
    buf_release(&history->facts);
    buf_release(&history->changes);
}
