/* theme: the templates of a site, from one or more folders. */
#ifndef PAGE_THEME_H
#define PAGE_THEME_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

struct theme_file {
    const char *name;  /* "sample" */
    const char *chunk; /* as messages call it: "templates/sample.html" */
    struct str lua;    /* what template_translate made of it */
};

struct theme {
    struct theme_file *files; /* sorted by folder, then name */
    size_t count;
};

/* Read every NAME.html of the folders (NULL ends the list); of equal names the first folder's is
 * taken. A folder that is not there is fine. All lives in `a`. Errors: unreadable files, and those
 * of template_translate. */
bool theme_read(const char *const *folders, struct arena *a, struct theme *theme, struct err *err);

#endif
