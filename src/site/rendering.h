/* rendering: all pages, made by a crew, because a template may loop for ever. Each child compares the
 * page with the one that is there, and stages it when it differs. */
#ifndef SITE_RENDERING_H
#define SITE_RENDERING_H

#include "base/crew.h"
#include "site/outputs.h"
#include "site/stage.h"
#include "site/work.h"

struct rendering {
    const struct render_spec *spec;
    const struct outputs *outputs;
    const struct stage *stage; /* NULL: the pages are only made, not staged */
    struct stage_file *files;  /* out: for each page of outputs what stage_put said */
    struct str *texts;         /* out, unless NULL: the pages, which then must not be many; they are
                                * of the crew's memory */
    struct crew *crew;         /* out: owns the memory of files; crew_free it after the commit */
};

/* Templates that fail are problems: they are appended to *problems, in w->arena, and after the first
 * that takes too long the rest is left out. False: a page can't be written, or interrupted. Call it
 * while the process has one thread, signals deferred; `files` is right in either case. */
bool rendering_do(struct rendering *r, struct work *w, struct problems *problems, struct err *err);

#endif
