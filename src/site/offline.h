/* offline: sw.js, the service worker by which browsers keep the site for reading without a network: a
 * list of the site's files with their hashes, and the scripts of the templates' folders worker/, which
 * do the work. The same files give the same bytes, and any other file another worker, which browsers
 * then install beside the old one. */
#ifndef SITE_OFFLINE_H
#define SITE_OFFLINE_H

#include "site/stage.h"

#define OFFLINE_PATH "sw.js"

/* How many bytes of the site are kept before a reader asks for them; the rest when it was seen. */
enum { OFFLINE_FIRST_BYTES = 5 << 20 };

/* Append the worker for a site of these files, of which OFFLINE_PATH is left out. `templates`: folders
 * as for bundle_read, NULL ends the list. Errors: a script that can't be read. */
bool offline_write(const struct manifest *site, const char *const *templates, struct buf *out,
                   struct err *err);

#endif
