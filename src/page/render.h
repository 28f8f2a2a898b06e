/* render: turn the course and its results into the bytes of pages, through Lua templates.
 *
 * A renderer is one worker's: a Lua state with the templates compiled into it and the tables that
 * all pages share. Workers are children of a crew, because a template may loop for ever. */
#ifndef PAGE_RENDER_H
#define PAGE_RENDER_H

#include "run/result.h"

enum page_kind {
    PAGE_INDEX,    /* index.html: what the course is, its contents */
    PAGE_CHAPTER,  /* one chapter */
    PAGE_SAMPLES,  /* samples.html: all samples with how they ended */
    PAGE_BUILD,    /* build.html: machine, compilers, times, slowest samples, sandbox */
    PAGE_TIMELINE, /* no page but a script: the finer drawing of a long timeline */
};

struct page {
    enum page_kind kind;
    const char *path;            /* below the site: "02-threads.html" */
    size_t chapter;              /* PAGE_CHAPTER: index */
    const struct result *result; /* PAGE_TIMELINE: of a sample, or of a point of a sweep */
};

struct render_spec {
    const struct results *results;
    const char *templates[3]; /* folders, the first that has a file wins; NULL ends the list */
    const char *version;      /* drawloom's */
};

struct renderer;

/* Compile the templates. Errors carry the template's own file and line. `spec` must outlive it. */
bool renderer_new(const struct render_spec *spec, struct renderer **renderer, struct err *err);
void renderer_free(struct renderer *renderer);

/* Append the page's bytes. The same results give the same bytes. Errors: a template's own file and
 * line, with a Lua traceback in the message. */
bool render_page(struct renderer *renderer, const struct page *page, struct buf *out,
                 struct err *err);

/* The pages of a course but PAGE_TIMELINE, which depend on its results; in order, in `a`. */
struct page *render_pages(const struct course *course, struct arena *a, size_t *count);

#endif
