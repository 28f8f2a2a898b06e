#include "code/query.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static const struct {
    const char *name;
    int kind;
} captures[] = {
    {"plain", CODE_PLAIN},       {"comment", CODE_COMMENT},
    {"keyword", CODE_KEYWORD},   {"type", CODE_TYPE},
    {"function", CODE_FUNCTION}, {"string", CODE_STRING},
    {"number", CODE_NUMBER},     {"directive", CODE_DIRECTIVE},
    {"variable", CODE_VARIABLE}, {"definition", CAPTURE_DEFINITION},
    {"name", CAPTURE_NAME},      {"scope", CAPTURE_SCOPE},
    {"whole", CAPTURE_WHOLE},    {"call", CAPTURE_CALL},
    {"own", CAPTURE_OWN},
};

static _Noreturn void give_up(const char *names, const char *what)
{
    fprintf(stderr, "drawloom: the query of the grammar \"%s\" is wrong: %s\n", names, what);
    abort();
}

static int capture_kind(const struct code_grammar *grammar, const char *name)
{
    for (size_t i = 0; i < sizeof captures / sizeof *captures; i++)
        if (strcmp(name, captures[i].name) == 0)
            return captures[i].kind;
    give_up(grammar->names, name);
}

struct query query_new(const struct code_grammar *grammar)
{
    char *source = xasprintf("%s%s", grammar->query, grammar->more);
    uint32_t offset;
    TSQueryError error;
    TSQuery *ts =
        ts_query_new(grammar->language(), source, (uint32_t)strlen(source), &offset, &error);
    if (!ts)
        give_up(grammar->names, source + offset);
    free(source);
    uint32_t count = ts_query_capture_count(ts), len;
    struct query query = {ts, xcalloc(count, sizeof *query.kinds)};
    for (uint32_t i = 0; i < count; i++)
        query.kinds[i] = capture_kind(grammar, ts_query_capture_name_for_id(ts, i, &len));
    return query;
}

void query_release(struct query *query)
{
    if (query->ts)
        ts_query_delete(query->ts);
    free(query->kinds);
    *query = (struct query){0};
}

/* The text of the match's node that is captured so; an empty one when none is. */
static struct str captured(const TSQueryMatch *match, uint32_t id, struct str text)
{
    for (uint16_t i = 0; i < match->capture_count; i++) {
        if (match->captures[i].index != id)
            continue;
        uint32_t start = ts_node_start_byte(match->captures[i].node);
        return (struct str){text.data + start, ts_node_end_byte(match->captures[i].node) - start};
    }
    return STR("");
}

/* A number of C; not one in parentheses, or a sum. */
static bool is_number(struct str text)
{
    text = str_trim(text);
    size_t i = text.len > 0 && strchr("+-", text.data[0]) ? 1 : 0;
    if (i >= text.len || !isdigit((unsigned char)text.data[i]))
        return false;
    while (i < text.len && (isalnum((unsigned char)text.data[i]) || text.data[i] == '.'))
        i++;
    return i == text.len;
}

static bool ends(struct str text, struct str end)
{
    return text.len > end.len && memcmp(text.data + text.len - end.len, end.data, end.len) == 0;
}

static struct str step_string(const struct query *query, const TSQueryPredicateStep *step)
{
    uint32_t len;
    const char *data = ts_query_string_value_for_id(query->ts, step->value_id, &len);
    return (struct str){data, len};
}

/* One predicate: its name, a capture, the words that follow up to `done`. */
static bool predicate_holds(const struct query *query, const TSQueryPredicateStep *step,
                            struct str subject)
{
    struct str name = step_string(query, step);
    if (str_is(name, "number?"))
        return is_number(subject);
    for (step += 2; step->type == TSQueryPredicateStepTypeString; step++) {
        struct str word = step_string(query, step);
        if (str_is(name, "ends?") ? ends(subject, word) : str_equal(subject, word))
            return true;
    }
    return false;
}

bool query_holds(const struct query *query, const TSQueryMatch *match, struct str text)
{
    uint32_t count;
    const TSQueryPredicateStep *steps =
        ts_query_predicates_for_pattern(query->ts, match->pattern_index, &count);
    for (uint32_t i = 0; i < count; i++) {
        if (!predicate_holds(query, &steps[i], captured(match, steps[i + 1].value_id, text)))
            return false;
        while (steps[i].type != TSQueryPredicateStepTypeDone)
            i++;
    }
    return true;
}
