#include "page/extract.h"
#include "page/render_private.h"
#include "page/view_functions.h"
#include "run/shape.h"

static void add_rows(struct emit *e, const struct results *results)
{
    const struct course *course = results->course;
    const struct result *result = results->samples;
    emit_array(e, "samples");
    for (size_t c = 0; c < course->chapter_count; c++)
        for (size_t i = 0; i < course->chapters[c]->sample_count; i++)
            view_row(e, result++, c);
    e->ops->end_array(e->to);
}

static void add_problems(struct emit *e, const struct results *results)
{
    emit_array(e, "problems");
    for (const struct problem *p = results->problems.first; p; p = p->next)
        shape_problem(e, p);
    e->ops->end_array(e->to);
}

static void add_changes(struct emit *e, const struct results *results)
{
    e->ops->key(e->to, "changes");
    view_changes(e, results);
    emit_string(e, "changes_at", results->changes_at);
    emit_string(e, "changes_since", results->changes_since);
}

static void add_timeline(struct emit *e, struct renderer *r)
{
    emit_string(e, "address", r->page->path);
    emit_object(e, "subject");
    view_timeline(e, r->page->result, &r->tree, &r->arena);
    e->ops->end_object(e->to);
}

/* All pages but timelines and cards, for lists of addresses. */
static void add_pages(struct emit *e, struct renderer *r)
{
    size_t count;
    const struct page *pages = page_list(r->course, &r->arena, &count);
    emit_array(e, "pages");
    for (size_t i = 0; i < count; i++) {
        e->ops->object(e->to);
        emit_string(e, "path", pages[i].path);
        emit_string(e, "kind", page_kind_name(pages[i].kind));
        e->ops->end_object(e->to);
    }
    e->ops->end_array(e->to);
}

static void add_functions(struct emit *e, struct renderer *r)
{
    struct view_functions *functions = view_functions_find(r->course, r->reader, &r->arena);
    e->ops->key(e->to, "functions");
    view_functions(e, r->course, functions);
}

static void add_parts(struct emit *e, const struct renderer *r)
{
    emit_array(e, "parts");
    for (size_t i = 0; i < r->course->chapter_count; i++) {
        if (r->course->chapters[i]->unusable)
            continue;
        e->ops->object(e->to);
        e->ops->key(e->to, "chapter");
        view_chapter(e, r->course, i);
        emit_str(e, "body", r->parts[i]);
        e->ops->end_object(e->to);
    }
    e->ops->end_array(e->to);
}

static void add_lists(struct emit *e, struct renderer *r)
{
    if (r->page->kind == PAGE_CHAPTER) {
        e->ops->key(e->to, "chapter");
        view_chapter(e, r->course, r->page->chapter);
        emit_str(e, "body", r->body);
        emit_string(e, "extract", extract_of(r->course->chapters[r->page->chapter], &r->arena));
    } else {
        add_rows(e, r->spec->results);
    }
    if (r->terms) {
        e->ops->key(e->to, "glossary");
        view_glossary(e, r->course, r->terms);
    }
    if (r->page->kind == PAGE_BUILD)
        add_problems(e, r->spec->results);
    if (r->page->kind == PAGE_BUILD || r->page->kind == PAGE_FEED)
        add_changes(e, r->spec->results);
    if (r->page->kind == PAGE_PRINT)
        add_parts(e, r);
    if (r->page->kind == PAGE_SITEMAP)
        add_pages(e, r);
    if (r->page->kind == PAGE_FUNCTIONS)
        add_functions(e, r);
}

/* Of a chapter or of the course. */
static void add_card_of_page(struct emit *e, const struct renderer *r)
{
    if (!r->page->of_chapter)
        return;
    e->ops->key(e->to, "chapter");
    view_chapter(e, r->course, r->page->chapter);
}

void render_variables(struct emit *e, struct renderer *r)
{
    if (r->page->kind == PAGE_TIMELINE)
        add_timeline(e, r);
    else if (r->page->kind == PAGE_SEARCH)
        emit_str(e, "body", r->body);
    else if (r->page->kind == PAGE_CARD)
        add_card_of_page(e, r);
    else
        add_lists(e, r);
}
