#include "course/glossary.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "course/list.h"

struct builder {
    struct glossary *glossary;
    struct arena *a;
    struct problems *problems;
};

/* Small letters, one blank for many. */
static void fold(struct str form, struct buf *out)
{
    form = str_trim(form);
    for (size_t i = 0; i < form.len;) {
        uint32_t c;
        i += utf8_decode(form.data + i, form.len - i, &c);
        bool blank = c == ' ' || c == '\t' || c == '\n';
        if (!blank)
            utf8_encode(out, utf8_lower(c));
        else if (out->len > 0 && out->data[out->len - 1] != ' ')
            buf_putc(out, ' ');
    }
}

const struct term *glossary_find(const struct glossary *glossary, struct str form)
{
    struct buf folded = BUF_INIT;
    fold(form, &folded);
    const size_t *found = names_find(&glossary->forms, folded.data);
    buf_release(&folded);
    return found ? &glossary->terms[*found] : NULL;
}

/* --- what a glossary holds --- */

static const char *refused(enum node_kind kind)
{
    switch (kind) {
    case NODE_SAMPLE:
    case NODE_PART:
        return "programs";
    case NODE_FIGURE:
        return "figures and claims";
    case NODE_EXERCISE:
    case NODE_SOLUTION:
        return "exercises";
    case NODE_QUIZ:
        return "quizzes";
    case NODE_VALUE:
        return "values";
    case NODE_FOOTNOTE:
        return "footnotes";
    default:
        return NULL;
    }
}

static void check_nodes(struct builder *b)
{
    const struct chapter *c = b->glossary->chapter;
    for (size_t i = 0; i < c->doc.count; i++) {
        const struct node *node = &c->doc.nodes[i];
        const char *what = refused(node->kind);
        if (what)
            problem_add(b->problems, b->a, PROBLEM_ERROR, c->sources[node->source], node->line,
                        node->column, "a glossary holds no %s", what);
    }
}

static void report(struct builder *b, const struct term *term, const char *message)
{
    const struct place *place = &term->heading->place;
    problem_add(b->problems, b->a, PROBLEM_ERROR, place->file, place->line, place->column, "%s",
                message);
}

/* The term's first paragraph. */
static size_t find_definition(const struct doc *doc, const struct term *term)
{
    for (size_t i = term->text; i < term->end; i = doc->nodes[i].end)
        if (doc->nodes[i].kind == NODE_PARAGRAPH)
            return i;
    return 0;
}

/* A term ends where the next heading of its level or above begins. */
static void take_terms(struct builder *b)
{
    struct glossary *g = b->glossary;
    const struct chapter *c = g->chapter;
    const struct node *nodes = c->doc.nodes;
    bool open = false;
    for (size_t i = 1, h = 0; i < c->doc.count; i = nodes[i].end) {
        bool begins = nodes[i].kind == NODE_HEADING && nodes[i].level <= 2;
        if (begins) {
            while (c->headings[h].node < i)
                h++;
            const struct heading *heading = &c->headings[h];
            open = heading->level == 2;
            if (open)
                *LIST_ADD(b->a, g->terms, g->count) = (struct term){heading, nodes[i].end, 0, 0};
        }
        if (open && nodes[i].kind != NODE_FOOTNOTE)
            g->terms[g->count - 1].end = nodes[i].end;
    }
    for (size_t i = 0; i < g->count; i++)
        g->terms[i].definition = find_definition(&c->doc, &g->terms[i]);
}

/* --- terms and their forms --- */

static int by_name(const void *a, const void *b)
{
    const struct term *x = a, *y = b;
    struct buf folded = BUF_INIT, other = BUF_INIT;
    fold(str_of(x->heading->title), &folded);
    fold(str_of(y->heading->title), &other);
    int order = strcmp(folded.data, other.data);
    buf_release(&folded);
    buf_release(&other);
    return order ? order : x->heading->place.line - y->heading->place.line;
}

static void add_form(struct builder *b, size_t index, struct str form)
{
    struct glossary *g = b->glossary;
    struct buf folded = BUF_INIT;
    fold(form, &folded);
    const size_t *taken = names_find(&g->forms, folded.data);
    if (taken && *taken != index)
        report(b, &g->terms[index],
               arena_printf(b->a, "\"%.*s\" is a form of the term in line %d already",
                            STR_FMT(form), g->terms[*taken].heading->place.line));
    if (!taken && folded.len > 0) {
        names_add(&g->forms, b->a, arena_str(b->a, buf_view(&folded)).data, index);
        *LIST_ADD(b->a, g->names, g->name_count) = arena_str(b->a, form).data;
    }
    buf_release(&folded);
}

static void add_forms(struct builder *b, size_t index)
{
    const struct heading *heading = b->glossary->terms[index].heading;
    add_form(b, index, str_of(heading->title));
    for (const char *p = heading->also; p;) {
        const char *comma = strchr(p, ',');
        size_t len = comma ? (size_t)(comma - p) : strlen(p);
        add_form(b, index, str_trim((struct str){p, len}));
        p = comma ? comma + 1 : NULL;
    }
}

static void check_terms(struct builder *b)
{
    const struct glossary *g = b->glossary;
    if (g->count == 0 && !g->chapter->unusable)
        problem_add(b->problems, b->a, PROBLEM_ERROR, g->chapter->file, 0, 0,
                    "this glossary has no terms (write ## and the term, and below what it means)");
    for (size_t i = 0; i < g->count; i++) {
        const char *name = g->terms[i].heading->title;
        if (name[0] == '\0')
            report(b, &g->terms[i], "this heading names no term");
        else if (!g->terms[i].definition)
            report(b, &g->terms[i],
                   arena_printf(b->a, "\"%s\" is not defined: a paragraph must follow", name));
    }
}

struct glossary *glossary_new(struct chapter *chapter, struct arena *a, struct problems *problems)
{
    struct glossary *g = ARENA_NEW(a, struct glossary);
    struct builder b = {g, a, problems};
    g->chapter = chapter;
    check_nodes(&b);
    take_terms(&b);
    if (g->count > 0)
        qsort(g->terms, g->count, sizeof *g->terms, by_name);
    for (size_t i = 0; i < g->count; i++)
        add_forms(&b, i);
    check_terms(&b);
    return g;
}
