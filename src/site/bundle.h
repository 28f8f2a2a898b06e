/* bundle: several small files of the templates that become one file of the site, so that a theme can
 * replace each of them while a page loads only one. */
#ifndef SITE_BUNDLE_H
#define SITE_BUNDLE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

struct bundle {
    const char *folder;    /* in each folder of templates: "style" */
    const char *extension; /* ".css": no other file of it is taken */
    const char *path;      /* of what they become, below the site */
};

/* Put together what the folders of templates (NULL ends the list) have, in the order of the names:
 * "10-text.css" before "20-card.css". Of equal names the first folder's is taken. Nothing at all is
 * an empty text. Comments and needless white space stay behind; of scripts, comments that have their lines for
 * themselves, and no string over several lines may have a line that looks like one or depend on its
 * indentation. In `a`. Errors: a file or folder that can't be read. */
bool bundle_read(const struct bundle *bundle, const char *const *templates, struct arena *a,
                 struct str *bytes, struct err *err);

#endif
