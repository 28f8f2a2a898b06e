#include "code/findings.h"

#include <stdlib.h>
#include <string.h>

#include "base/list.h"
#include "code/node_name.h"

/* Nodes that the query follows at once: with a limit, a hostile text can't make it take for ever. */
enum { MATCHES_AT_ONCE = 256 };

struct collecting {
    const struct query *query;
    struct str text;
    struct arena *a;
    struct findings found;
};

static struct str node_text(const struct collecting *c, TSNode node)
{
    uint32_t start = ts_node_start_byte(node);
    return (struct str){c->text.data + start, ts_node_end_byte(node) - start};
}

/* Not `(x ? f : g)`, and not a type that is called as `int(x)`. */
static bool is_name(TSNode node)
{
    static const char *const types[] = {"identifier",    "field_identifier", "type_identifier",
                                        "operator_name", "destructor_name",  "word"};
    return !ts_node_is_named(node) ||
           str_is_one_of(str_of(ts_node_type(node)), types, sizeof types / sizeof *types);
}

static void add_paint(struct collecting *c, TSNode node, enum code_class class, uint32_t pattern)
{
    if (class == CODE_FUNCTION) {
        node = node_last_name(node);
        if (!is_name(node))
            return;
    }
    *LIST_ADD(c->a, c->found.paint, c->found.paint_count) =
        (struct paint){ts_node_start_byte(node), ts_node_end_byte(node), pattern, class};
}

static void add_own(struct collecting *c, struct str name)
{
    *LIST_ADD(c->a, c->found.own, c->found.own_count) = name;
}

/* The match's node that is captured as a name; otherwise the one in the definition. */
static TSNode definition_name(const struct collecting *c, const TSQueryMatch *match,
                              TSNode definition)
{
    for (uint16_t i = 0; i < match->capture_count; i++)
        if (c->query->kinds[match->captures[i].index] == CAPTURE_NAME)
            return match->captures[i].node;
    return node_defined_name(definition);
}

static void add_definition(struct collecting *c, const TSQueryMatch *match, TSNode node)
{
    TSNode name = definition_name(c, match, node);
    if (ts_node_is_null(name) || ts_node_start_byte(name) == ts_node_end_byte(name))
        return;
    *LIST_ADD(c->a, c->found.definitions, c->found.definition_count) =
        (struct definition){ts_node_start_byte(node), ts_node_end_byte(node), node_text(c, name)};
    add_own(c, node_text(c, node_last_name(name)));
}

static void add_outer(struct collecting *c, TSNode node, bool is_scope)
{
    TSNode name = is_scope ? ts_node_child_by_field_name(node, "name", 4) : (TSNode){0};
    *LIST_ADD(c->a, c->found.outers, c->found.outer_count) =
        (struct outer){ts_node_start_byte(node), ts_node_end_byte(node),
                       ts_node_is_null(name) ? STR("") : node_text(c, name)};
}

/* A call by a name alone, or by `::name`. */
static void add_call(struct collecting *c, TSNode node)
{
    TSNode name = node_last_name(node);
    uint32_t start = ts_node_start_byte(name), before = start - ts_node_start_byte(node);
    if (strcmp(ts_node_type(name), "identifier") != 0 ||
        (before != 0 && !(before == 2 && memcmp(c->text.data + start - 2, "::", 2) == 0)))
        return;
    struct code_call *call = LIST_ADD(c->a, c->found.calls, c->found.call_count);
    *call = (struct code_call){.start = start, .end = ts_node_end_byte(name)};
}

static void add(struct collecting *c, const TSQueryMatch *match, const TSQueryCapture *capture)
{
    int kind = c->query->kinds[capture->index];
    switch (kind) {
    case CAPTURE_NAME: /* see definition_name */
        break;
    case CAPTURE_DEFINITION:
        add_definition(c, match, capture->node);
        break;
    case CAPTURE_SCOPE:
    case CAPTURE_WHOLE:
        add_outer(c, capture->node, kind == CAPTURE_SCOPE);
        break;
    case CAPTURE_CALL:
        add_call(c, capture->node);
        break;
    case CAPTURE_OWN:
        add_own(c, node_text(c, node_last_name(capture->node)));
        break;
    default:
        add_paint(c, capture->node, (enum code_class)kind, match->pattern_index);
    }
}

static int compare(uint32_t a, uint32_t b)
{
    return (a > b) - (a < b);
}

static int compare_paint(const void *a, const void *b)
{
    const struct paint *p = a, *q = b;
    if (p->start != q->start)
        return compare(p->start, q->start);
    return p->end != q->end ? compare(q->end, p->end) : compare(p->pattern, q->pattern);
}

static int compare_definitions(const void *a, const void *b)
{
    const struct definition *p = a, *q = b;
    return p->start != q->start ? compare(p->start, q->start) : compare(q->end, p->end);
}

static int compare_outers(const void *a, const void *b)
{
    const struct outer *p = a, *q = b;
    return p->start != q->start ? compare(p->start, q->start) : compare(q->end, p->end);
}

static int compare_calls(const void *a, const void *b)
{
    const struct code_call *p = a, *q = b;
    return compare(p->start, q->start);
}

static void sort(void *items, size_t count, size_t size, int (*order)(const void *, const void *))
{
    if (count > 1)
        qsort(items, count, size, order);
}

static void sort_all(struct findings *f)
{
    sort(f->paint, f->paint_count, sizeof *f->paint, compare_paint);
    sort(f->definitions, f->definition_count, sizeof *f->definitions, compare_definitions);
    sort(f->outers, f->outer_count, sizeof *f->outers, compare_outers);
    sort(f->calls, f->call_count, sizeof *f->calls, compare_calls);
}

struct findings findings_collect(TSNode root, const struct query *query, TSQueryCursor *cursor,
                                 struct str text, struct arena *a)
{
    struct collecting c = {.query = query, .text = text, .a = a};
    TSQueryMatch match;
    ts_query_cursor_set_match_limit(cursor, MATCHES_AT_ONCE);
    ts_query_cursor_exec(cursor, query->ts, root);
    while (ts_query_cursor_next_match(cursor, &match))
        if (query_holds(query, &match, text))
            for (uint16_t i = 0; i < match.capture_count; i++)
                add(&c, &match, &match.captures[i]);
    sort_all(&c.found);
    return c.found;
}
