/* How the comparison works.
 *
 * Both texts are arrays of lines. In exact and regex mode the expected lines fall into segments
 * between the "..." lines. The first segment must stand at the beginning (unless "..." comes first),
 * the last at the end, and each of the others wherever it fits first after the one before: if there
 * is any way to place them all, this one is.
 *
 * For the diff a second text is made up: the expected one with each "..." replaced by the lines that
 * it covers and each line that matched by the actual one. Where a segment does not fit as a whole it
 * is placed where most of its lines match. */
#include "run/expect.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/diff.h"
#include "run/regex.h"

enum { DIFF_MAX_LINES = 200, MAX_GUESSES = 1000000 };
static const int64_t regex_most_ns = 2 * CLOCK_NS_PER_S; /* for all matches of one block */

struct line {
    struct str text;
    struct regex *regex; /* regex mode, expected lines only */
    bool any;            /* "..." */
    bool paired;         /* unordered mode: the other text has it too */
};

struct lines {
    struct line *items;
    size_t count;
};

/* Expected lines first to first + count - 1, without "..." among them. */
struct segment {
    size_t first, count;
    bool at_begin, at_end; /* no "..." before, after */
};

static struct lines split_lines(struct str text, struct arena *a)
{
    struct lines lines = {0};
    size_t n = 0;
    struct str line;
    for (struct str rest = text; str_line(&rest, &line);)
        n++;
    lines.items = ARENA_ARRAY(a, n, struct line);
    for (struct str rest = text; str_line(&rest, &line);)
        lines.items[lines.count++].text = str_trim_end(line);
    return lines;
}

/* Mark the "..." lines and compile the regular expressions. */
static bool prepare(const struct expected *expected, struct lines *want, int64_t *left_ns,
                    struct arena *a, struct err *err)
{
    for (size_t i = 0; i < want->count; i++) {
        struct line *line = &want->items[i];
        line->any = str_is(line->text, "...");
        if (line->any || expected->mode != EXPECTED_REGEX)
            continue;
        struct err why = {0};
        line->regex = regex_new(a, line->text, left_ns, &why);
        if (!line->regex)
            return err_at(err, expected->place.file, expected->place.line + 1 + (int)i, 0, "%s",
                          why.message);
    }
    return true;
}

static bool line_matches(const struct line *want, struct str got)
{
    return want->regex ? regex_matches(want->regex, got) : str_equal(want->text, got);
}

/* The segment that begins at expected line `first`; it may be empty. */
static struct segment next_segment(const struct lines *want, size_t first)
{
    struct segment s = {.first = first, .at_begin = first == 0};
    while (first + s.count < want->count && !want->items[first + s.count].any)
        s.count++;
    s.at_end = first + s.count == want->count;
    return s;
}

static bool fits_at(const struct lines *want, const struct segment *s, const struct lines *got,
                    size_t at)
{
    for (size_t i = 0; i < s->count; i++)
        if (!line_matches(&want->items[s->first + i], got->items[at + i].text))
            return false;
    return true;
}

/* Where the segment fits first, not before `from`. */
static bool place_segment(const struct lines *want, const struct segment *s,
                          const struct lines *got, size_t from, size_t *place)
{
    if (got->count - from < s->count || (s->at_begin && s->at_end && got->count != s->count))
        return false;
    size_t last = s->at_begin ? from : got->count - s->count;
    for (*place = s->at_end ? last : from; *place <= last; ++*place)
        if (fits_at(want, s, got, *place))
            return true;
    return false;
}

/* Put the segment where most of its lines match; *end is behind the last that does. */
static size_t guess_segment(const struct lines *want, const struct segment *s,
                            const struct lines *got, size_t from, size_t *end)
{
    size_t best = 0, rest = got->count - from;
    size_t place = s->at_end && rest > s->count ? got->count - s->count : from;
    *end = place;
    if ((s->at_begin && s->at_end) || (s->count > 0 && rest > MAX_GUESSES / s->count))
        return place;
    for (size_t at = from; at < got->count; at++) {
        size_t matches = 0, behind = at;
        for (size_t i = 0; i < s->count && at + i < got->count; i++) {
            if (!line_matches(&want->items[s->first + i], got->items[at + i].text))
                continue;
            matches++;
            behind = at + i + 1;
        }
        if (matches > best) {
            best = matches;
            place = at;
            *end = behind;
        }
    }
    return place;
}

static void put_line(struct buf *out, struct str line)
{
    buf_str(out, line);
    buf_putc(out, '\n');
}

/* A line that is missing. A program may print the expression itself, which is not what it means: then
 * both must not look the same. */
static void put_missing(struct buf *out, const struct line *line, const struct lines *got)
{
    bool printed = false;
    for (size_t i = 0; i < got->count && line->regex && !printed; i++)
        printed = str_equal(got->items[i].text, line->text);
    buf_str(out, line->text);
    put_line(out, printed ? STR("   (as a regular expression)") : STR(""));
}

/* Append the lines of the segment, each regular expression as the actual line that it matches, if
 * there is one from `at` on. */
static void put_segment(struct buf *out, const struct lines *want, const struct segment *s,
                        const struct lines *got, size_t at)
{
    for (size_t i = 0; i < s->count; i++) {
        const struct line *line = &want->items[s->first + i];
        size_t same = line->regex ? at : got->count;
        while (same < got->count && !line_matches(line, got->items[same].text))
            same++;
        if (same < got->count) {
            put_line(out, got->items[same].text);
            at = same + 1;
        } else {
            put_missing(out, line, got);
        }
    }
}

/* Place all segments one after the other; `out` becomes the text to compare the actual one with. */
static bool match_segments(const struct lines *want, const struct lines *got, struct buf *out)
{
    bool matched = true;
    size_t from = 0;
    for (size_t first = 0; first <= want->count;) {
        struct segment s = next_segment(want, first);
        size_t place, end;
        if (place_segment(want, &s, got, from, &place)) {
            end = place + s.count;
        } else {
            matched = false;
            place = guess_segment(want, &s, got, from, &end);
        }
        for (size_t i = from; i < place && !s.at_begin; i++)
            put_line(out, got->items[i].text);
        put_segment(out, want, &s, got, place);
        from = end;
        first += s.count + 1;
    }
    return matched;
}

static int compare_lines(const void *a, const void *b)
{
    struct str x = (*(struct line *const *)a)->text, y = (*(struct line *const *)b)->text;
    int order = memcmp(x.data, y.data, x.len < y.len ? x.len : y.len);
    return order ? order : (x.len > y.len) - (x.len < y.len);
}

static struct line **sort_lines(const struct lines *lines, struct arena *a)
{
    struct line **sorted = ARENA_ARRAY(a, lines->count, struct line *);
    for (size_t i = 0; i < lines->count; i++)
        sorted[i] = &lines->items[i];
    if (lines->count > 0)
        qsort(sorted, lines->count, sizeof *sorted, compare_lines);
    return sorted;
}

/* Mark the lines that both have, as often as both have them. */
static void pair_lines(const struct lines *want, const struct lines *got, struct arena *a)
{
    struct line **w = sort_lines(want, a), **g = sort_lines(got, a);
    for (size_t i = 0, k = 0; i < want->count && k < got->count;) {
        int order = compare_lines(&w[i], &g[k]);
        if (order == 0)
            w[i]->paired = g[k]->paired = true;
        i += order <= 0;
        k += order >= 0;
    }
}

/* The lines in the order in which they were printed, then those that are missing. */
static bool match_unordered(const struct lines *want, const struct lines *got, struct arena *a,
                            struct buf *out)
{
    bool any = false, matched = true;
    pair_lines(want, got, a);
    for (size_t i = 0; i < want->count; i++)
        any = any || want->items[i].any;
    for (size_t i = 0; i < got->count; i++) {
        if (any || got->items[i].paired)
            put_line(out, got->items[i].text);
        else
            matched = false;
    }
    for (size_t i = 0; i < want->count; i++) {
        if (want->items[i].any || want->items[i].paired)
            continue;
        put_line(out, want->items[i].text);
        matched = false;
    }
    return matched;
}

/* Append text that will be a string: NUL becomes its picture. */
static void put_visible(struct buf *out, struct str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.data[i])
            buf_putc(out, text.data[i]);
        else
            buf_puts(out, "\xE2\x90\x80");
    }
}

/* At most DIFF_MAX_LINES lines of it. */
static const char *diff_of(struct str want, const struct lines *got, struct arena *a)
{
    struct buf text = BUF_INIT, diff = BUF_INIT;
    for (size_t i = 0; i < got->count; i++)
        put_line(&text, got->items[i].text);
    diff_unified(want, buf_view(&text), &diff);
    struct str rest = buf_view(&diff), line;
    for (size_t n = 0; n < DIFF_MAX_LINES && str_line(&rest, &line); n++)
        ;
    size_t shown = diff.len - rest.len, left = 0;
    while (str_line(&rest, &line))
        left++;
    buf_clear(&text);
    put_visible(&text, (struct str){diff.data, shown});
    if (left)
        buf_printf(&text, "... and %zu more lines\n", left);
    const char *kept = arena_str(a, buf_view(&text)).data;
    buf_release(&text);
    buf_release(&diff);
    return kept;
}

/* An expression that took too long is an error, not a difference. */
static bool check_regexes(const struct expected *expected, const struct lines *want,
                          struct err *err)
{
    for (size_t i = 0; i < want->count; i++)
        if (want->items[i].regex && regex_gave_up(want->items[i].regex))
            return err_at(err, expected->place.file, expected->place.line + 1 + (int)i, 0,
                          "this regular expression takes too long to match (are there nested "
                          "repetitions?)");
    return true;
}

bool expect_compare(const struct expected *expected, struct str actual, struct arena *a,
                    struct expect_outcome *outcome, struct err *err)
{
    struct lines want = split_lines(expected->text, a), got = split_lines(actual, a);
    *outcome = (struct expect_outcome){0};
    int64_t left_ns = regex_most_ns;
    if (!prepare(expected, &want, &left_ns, a, err))
        return false;
    struct buf text = BUF_INIT;
    outcome->matched = expected->mode == EXPECTED_UNORDERED ? match_unordered(&want, &got, a, &text)
                                                            : match_segments(&want, &got, &text);
    if (!outcome->matched)
        outcome->diff = diff_of(buf_view(&text), &got, a);
    buf_release(&text);
    return check_regexes(expected, &want, err);
}
