/* render_private: what the parts of render.c share. Not for others. */
#ifndef PAGE_RENDER_PRIVATE_H
#define PAGE_RENDER_PRIVATE_H

#include "course/lua_box.h"
#include "page/functions.h"
#include "page/render.h"
#include "page/view.h"

struct renderer {
    const struct render_spec *spec;
    const struct course *course;
    struct lua_box box;
    struct functions functions;
    struct code_reader *reader;
    struct arena arena;    /* of the page under way */
    struct view_tree tree; /* the same */
    const struct page *page;
    struct str body;   /* PAGE_CHAPTER: its text; PAGE_SEARCH: the index */
    struct str *terms; /* PAGE_GLOSSARY, PAGE_PRINT: html_glossary; NULL: there are none */
    struct str *parts; /* PAGE_PRINT: by chapter, what gather_chapter made of it */
};

/* Into an open object: what the template of the page under way is given besides the globals. README
 * lists it. */
void render_variables(struct emit *e, struct renderer *r);

#endif
