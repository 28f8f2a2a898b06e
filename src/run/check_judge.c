/* Without finds=, every tool must find nothing. With it, each of what it lists (with commas between)
 * must be found by one of the tools, and nothing else by any. */
#include <ctype.h>
#include <string.h>

#include "run/check.h"
#include "run/check_text.h"
#include "run/check_tool.h"
#include "run/judge_private.h"

/* Cut the next of a list with commas off. */
static bool next_phrase(struct str *rest, struct str *phrase)
{
    do {
        if (rest->len == 0)
            return false;
        if (!check_cut(rest, ",", phrase)) {
            *phrase = *rest;
            rest->len = 0;
        }
        *phrase = str_trim(*phrase);
    } while (phrase->len == 0);
    return true;
}

/* The next word of a phrase: "-" is as good as a blank. */
static struct str next_word(struct str *rest)
{
    size_t start = 0, end;
    while (start < rest->len && (rest->data[start] == ' ' || rest->data[start] == '-'))
        start++;
    for (end = start; end < rest->len && rest->data[end] != ' ' && rest->data[end] != '-';)
        end++;
    struct str word = {rest->data + start, end - start};
    *rest = (struct str){rest->data + end, rest->len - end};
    return word;
}

static bool same_word(struct str a, struct str b)
{
    return a.len == b.len && strncasecmp(a.data, b.data, a.len) == 0;
}

static bool starts_with_words(struct str found, struct str wanted)
{
    for (struct str word; (word = next_word(&wanted)).len > 0;)
        if (!same_word(word, next_word(&found)))
            return false;
    return true;
}

/* Whether what was found is what was wanted, in more words: "heap buffer overflow" is a "buffer
 * overflow". */
static bool is_kind_of(struct str found, struct str wanted)
{
    do {
        if (starts_with_words(found, wanted))
            return true;
    } while (next_word(&found).len > 0);
    return false;
}

static bool is_in(struct str list, struct str found)
{
    struct str wanted;
    while (next_phrase(&list, &wanted))
        if (is_kind_of(found, wanted))
            return true;
    return false;
}

static bool finds(const struct check_result *check, struct str wanted)
{
    struct str rest = str_of(check->finds), found;
    while (check->is_known && next_phrase(&rest, &found))
        if (is_kind_of(found, wanted))
            return true;
    return false;
}

/* --- messages --- */

static void complain(const struct court *court, const char *message)
{
    court_complain(court, PROBLEM_ERROR, &court->sample->place, message);
}

static size_t count_phrases(struct str list)
{
    size_t count = 0;
    for (struct str phrase; next_phrase(&list, &phrase);)
        count++;
    return count;
}

/* " (lost.c:9: read by thread T2, previous write by thread T1)"; "" when there are other findings, to
 * which places may belong. */
static const char *places_text(const struct court *court, const struct check_result *check)
{
    enum { SHOWN = 2 };
    const char *text = "";
    if (strchr(check->finds, ','))
        return text;
    for (size_t i = 0; i < check->location_count && i < SHOWN; i++) {
        const struct check_location *at = &check->locations[i];
        text = arena_printf(court->arena, "%s%s%s:%d%s%s", text, i ? "; " : " (", at->file,
                            at->line, at->what[0] ? ": " : "", at->what);
    }
    return text[0] ? arena_printf(court->arena, "%s)", text) : "";
}

static const char *with_article(struct arena *a, struct str kind)
{
    if (str_is(kind, CHECK_UNNAMED))
        return CHECK_UNNAMED;
    bool is_open = memchr("aeiou", tolower((unsigned char)kind.data[0]), 5);
    return arena_printf(a, "%s %.*s", is_open ? "an" : "a", STR_FMT(kind));
}

/* "a data race, a thread leak and an abort", "…, an abort and 2 more" */
static const char *kinds_text(struct arena *a, struct str kinds)
{
    enum { SHOWN = 3 };
    size_t count = count_phrases(kinds);
    const char *text = "";
    struct str kind;
    for (size_t i = 0; i < SHOWN && next_phrase(&kinds, &kind); i++) {
        const char *before = i == 0 ? "" : i + 1 == count ? " and " : ", ";
        text = arena_printf(a, "%s%s%s", text, before, with_article(a, kind));
    }
    return count > SHOWN ? arena_printf(a, "%s and %zu more", text, count - SHOWN) : text;
}

/* What was found but not expected, with commas between; "": nothing. */
static const char *surprises(const struct court *court, const struct check_result *check)
{
    const char *text = "";
    struct str rest = str_of(check->finds), kind;
    while (next_phrase(&rest, &kind))
        if (!is_in(str_of(court->sample->finds), kind))
            text = arena_printf(court->arena, "%s%s%.*s", text, text[0] ? ", " : "", STR_FMT(kind));
    return text;
}

static void complain_of_findings(const struct court *court, const struct check_result *check,
                                 const char *kinds)
{
    const char *wanted = court->sample->finds;
    struct arena *a = court->arena;
    const char *remedy =
        wanted ? arena_printf(a,
                              "but only what finds=\"%s\" says may be found (add it there if it "
                              "is meant)",
                              wanted)
               : arena_printf(a,
                              "but the sample must be clean (write finds=\"%s\" if that is the "
                              "lesson)",
                              kinds);
    complain(court, arena_printf(a, "%s found %s%s, %s", check_tool_title(check->tool),
                                 kinds_text(a, str_of(kinds)), places_text(court, check), remedy));
}

/* --- verdicts --- */

/* A sample that did not do what it must has been complained of: that the tool did not get on with it,
 * either, tells nothing more. */
static bool judge_unknown(const struct court *court, const struct check_result *check)
{
    if (check->is_cut && !court->sample->finds)
        return true;
    if (court->result->ended_as_expected)
        complain(court, arena_printf(court->arena, "%s came to no verdict: %s",
                                     check_tool_title(check->tool), check->why));
    return false;
}

static bool judge_known(const struct court *court, const struct check_result *check)
{
    const char *kinds = surprises(court, check);
    if (strcmp(kinds, CHECK_UNNAMED) == 0)
        complain(court, arena_printf(court->arena, "%s found %s: %s", check_tool_title(check->tool),
                                     kinds, check->why));
    else if (kinds[0])
        complain_of_findings(court, check, kinds);
    return !kinds[0];
}

static void judge_check(const struct court *court, struct check_result *check)
{
    check->ok = check->is_known ? judge_known(court, check) : judge_unknown(court, check);
}

/* "ThreadSanitizer", "neither ThreadSanitizer nor Helgrind" */
static const char *tools_text(const struct court *court)
{
    const struct result *result = court->result;
    const char *text = check_tool_title(result->checks[0].tool);
    for (size_t i = 1; i < result->check_count; i++)
        text = arena_printf(court->arena, "%s%s nor %s", i == 1 ? "neither " : "", text,
                            check_tool_title(result->checks[i].tool));
    return text;
}

static bool judge_wanted(const struct court *court, struct str wanted)
{
    struct result *result = court->result;
    bool all_known = true;
    for (size_t i = 0; i < result->check_count; i++) {
        if (finds(&result->checks[i], wanted))
            return true;
        all_known = all_known && result->checks[i].is_known;
    }
    if (!all_known) /* which has been said, and might have found it */
        return false;
    for (size_t i = 0; i < result->check_count; i++)
        result->checks[i].ok = false;
    bool one = result->check_count == 1;
    complain(court, arena_printf(court->arena, "%s found %s%.*s, which finds= says must be there",
                                 tools_text(court), one ? "no " : "a ", STR_FMT(wanted)));
    return false;
}

/* Whether the sample itself could not be compiled, which has been said: nor can it be for a tool, or
 * with other errors. */
static bool is_unbuilt(const struct result *result)
{
    const struct compile_result *compile = result->compile;
    return !result->ended_as_expected && compile &&
           (compile->end != END_EXITED || compile->code != 0);
}

bool check_judge(struct result *result, struct arena *a, struct problems *problems)
{
    struct problems unsaid = {0};
    const struct court court = {result, result->sample, a, is_unbuilt(result) ? &unsaid : problems};
    bool all = true;
    for (size_t i = 0; i < result->check_count; i++) {
        judge_check(&court, &result->checks[i]);
        all = all && result->checks[i].ok;
    }
    struct str rest = str_of(result->sample->finds), wanted;
    while (result->check_count > 0 && next_phrase(&rest, &wanted))
        all = judge_wanted(&court, wanted) && all;
    return all;
}
