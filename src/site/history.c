#include "site/history.h"

#include <stdlib.h>
#include <string.h>

#include "course/list.h"
#include "run/drift.h"
#include "site/facts.h"

#define FACTS_FORMAT "facts 1"
#define CHANGES_FORMAT "changes 1"

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
            facts_add(facts, (struct fact){fields[0], fields[1], fields[2], fields[3]});
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
    const struct fact *before = facts_find(was, is);
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
    else if (stays && strcmp(was->what, "time") == 0 && !facts_find(is, was) &&
             is_timed(results, was->subject))
        facts_add(is, *was);
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
        const struct fact *other = facts_find(b, &a->items[i]);
        same = other && strcmp(other->value, a->items[i].value) == 0;
    }
    return !same;
}

void history_compare(struct store *store, struct results *results, struct history *history)
{
    struct arena *a = &results->arena;
    struct facts was = {.arena = a}, is = {.arena = a};
    bool first = !read_facts(store, &was);
    facts_gather(results, &is);
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
