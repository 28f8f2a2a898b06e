/* manifest: which files of the site's folder are drawloom's. It stands in that folder as
 * `.drawloom-manifest`, and a folder without it is somebody else's: nothing there is touched.
 *
 *     drawloom site 1
 *     <hash> <bytes> <path>     a line for each file, sorted by path
 *     end <hash>                of all that stands before
 *
 * It is the last file that a build writes. Before the first rename of a build that adds files, it
 * names the old and the new ones, so that after a kill at any moment every file of ours is named. After
 * a power cut it may be torn or empty: its last line tells, and then nothing that it says is used. */
#ifndef SITE_MANIFEST_H
#define SITE_MANIFEST_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/hash.h"

#define MANIFEST_NAME ".drawloom-manifest"

struct manifest_entry {
    const char *path; /* below the site's folder */
    size_t size;
    struct hash hash;
};

struct manifest {
    bool found;   /* the folder has one */
    bool damaged; /* it is not as it was written: what it named is not known */
    struct manifest_entry *entries;
    size_t count;
    struct hash hash; /* of the file's bytes */
};

/* Read the manifest of `folder`; without one, found is false. Lines that make no sense are left out.
 * A link is no manifest. Everything lives in `a`. Errors: it is there but can't be read. */
bool manifest_read(const char *folder, struct arena *a, struct manifest *m, struct err *err);

/* Put the entries in order, as manifest_find and manifest_format want them. */
void manifest_sort(struct manifest *m);
/* NULL when there is none. */
const struct manifest_entry *manifest_find(const struct manifest *m, const char *path);
void manifest_format(const struct manifest *m, struct buf *out);

#endif
