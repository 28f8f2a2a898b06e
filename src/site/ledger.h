/* ledger: how a build finds out that it has nothing to do, without reading the course.
 *
 * After a build without any problem the store keeps a record: a hash over everything that is known
 * before the course is read (drawloom itself, the machine, the names and contents of all files in
 * content/, samples/ and the templates' folders), the files besides that were read (system headers,
 * what a link in content/ leads to), the compilers and interpreters, and the hash of the site's
 * manifest, which in turn has every file of the site. When all of that is as it was, so is the site.
 * Files are compared by their contents: no date is trusted. Only programs of the system, which are
 * large, count as the same when path, size and date are. */
#ifndef SITE_LEDGER_H
#define SITE_LEDGER_H

#include <time.h>

#include "site/manifest.h"
#include "site/outputs.h"
#include "site/work.h"

struct ledger_file {
    const char *path;
    struct hash hash; /* all zero: it can't be read */
};

struct course_size {
    size_t chapters, samples;
};

struct ledger {
    struct ledger_file *files; /* what the scan read, sorted by path */
    size_t count;
    struct hash scan;
    time_t started; /* when the scan began */
    bool usable;    /* false: a folder is a link, which a scan does not follow */
};

/* Read everything that is known before the course is read; on w->jobs threads, which have ended when
 * this returns. `templates`: folders as in struct render_spec; `out`: the site's folder. */
void ledger_scan(struct ledger *ledger, struct work *w, const char *const *templates,
                 const char *out);

/* Whether nothing has changed since the record was made. `site`: the manifest of the folder `out`, or
 * NULL when it does not matter whether the site is there. *size is then what the course consists
 * of. */
bool ledger_holds(const struct ledger *ledger, struct work *w, const char *out,
                  const struct manifest *site, struct course_size *size);

/* Keep the record of a build that began with this scan and ended well. What it read besides is
 * hashed now; when some of that has changed since the build began, no record is kept. */
bool ledger_keep(const struct ledger *ledger, struct work *w, const struct outputs *outputs,
                 const struct manifest *site, struct course_size size, struct err *err);

/* Forget the record: the results that it came from are about to change, though nothing else does. */
bool ledger_forget(struct store *store, struct err *err);

#endif
