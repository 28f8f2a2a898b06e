/* Terms. Each use of a term leads to the glossary; the first in a section also brings its definition
 * along, in an element behind the link that the style shows while the term is pointed at or has the
 * focus. Headings and tables have no room for one. */
#include <stdlib.h>

#include "page/html_node.h"

static bool has_room(const struct html *h)
{
    const struct node *node;
    for (size_t i = 0; (node = html_open_node(h, i)); i++)
        if (node->kind == NODE_HEADING || node->kind == NODE_TABLE)
            return false;
    return true;
}

/* Whether the definition is to stand here; then it is noted that it does. */
static bool explain(struct html *h, const struct term *term)
{
    const struct glossary *glossary = h->results->course->glossary;
    if (!h->explained)
        h->explained = ARENA_ARRAY(&h->arena, glossary->count, unsigned);
    unsigned *section = &h->explained[term - glossary->terms];
    if (!term->definition || *section == h->section + 1 || !has_room(h))
        return false;
    *section = h->section + 1;
    return true;
}

void html_term(struct html *h, const struct link *link)
{
    h->term = explain(h, link->term) ? link->term : NULL;
    buf_puts(h->out, h->term ? "<span class=\"term\"><a href=\"" : "<a class=\"term\" href=\"");
    html_url(h->out, str_of(link->target));
    if (h->term)
        buf_printf(h->out, "\" aria-describedby=\"term:%d", ++h->explanations);
    buf_str(h->out, STR("\">"));
}

/* Links in it are text: it stands in a tooltip, where nothing can be reached. */
static void add_definition(struct html *h, const struct term *term)
{
    const struct chapter *chapter = h->results->course->glossary->chapter;
    struct html inner = {.results = h->results,
                         .chapter = chapter,
                         .values = &h->results->glossary,
                         .nodes = chapter->doc.nodes,
                         .maker = h->maker,
                         .out = h->out,
                         .err = h->err,
                         .links = 1};
    html_walk(&inner, term->definition + 1, inner.nodes[term->definition].end);
    free(inner.open);
    arena_release(&inner.arena);
}

void html_term_end(struct html *h)
{
    buf_printf(h->out, "<span class=\"definition\" role=\"tooltip\" id=\"term:%d\">",
               h->explanations);
    add_definition(h, h->term);
    buf_str(h->out, STR("</span></span>"));
    h->term = NULL;
}

static struct str part(struct html *h, size_t first, size_t end, struct arena *a)
{
    buf_clear(h->out);
    h->section++;
    html_walk(h, first, end);
    return arena_str(a, buf_view(h->out));
}

/* Where the first term's heading is; the title's, which the page has itself, is left out. */
static size_t first_term(const struct glossary *glossary, size_t *first)
{
    const struct doc *doc = &glossary->chapter->doc;
    size_t i = 1;
    *first = doc->count > 1 && doc->nodes[1].kind == NODE_HEADING && doc->nodes[1].level == 1
                 ? doc->nodes[1].end
                 : 1;
    while (i < doc->count && !(doc->nodes[i].kind == NODE_HEADING && doc->nodes[i].level == 2) &&
           doc->nodes[i].kind != NODE_FOOTNOTE)
        i = doc->nodes[i].end;
    return i;
}

struct str *html_glossary(const struct results *results, struct code_reader *reader,
                          struct arena *a)
{
    const struct html_maker maker = {.reader = reader};
    const struct glossary *glossary = results->course->glossary;
    struct buf text = BUF_INIT;
    struct html h = {.results = results,
                     .chapter = glossary->chapter,
                     .values = &results->glossary,
                     .nodes = glossary->chapter->doc.nodes,
                     .maker = &maker,
                     .out = &text};
    struct str *parts = ARENA_ARRAY(a, glossary->count + 1, struct str);
    size_t first, end = first_term(glossary, &first);
    parts[0] = part(&h, first, end, a);
    for (size_t i = 0; i < glossary->count; i++)
        parts[i + 1] = part(&h, glossary->terms[i].text, glossary->terms[i].end, a);
    free(h.open);
    arena_release(&h.arena);
    buf_release(&text);
    return parts;
}
