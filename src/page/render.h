/* render: turn the course and its results into the bytes of pages, through Lua templates.
 *
 * A renderer is one worker's: a Lua state with the templates compiled into it and the tables that
 * all pages share. Workers are children of a crew, because a template may loop for ever. */
#ifndef PAGE_RENDER_H
#define PAGE_RENDER_H

#include "page/page.h"

struct render_spec {
    const struct results *results;
    const char *templates[4]; /* folders, the first that has a file wins; NULL ends the list */
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

#endif
