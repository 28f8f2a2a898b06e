/* rewrite: give fenced code blocks in the text of a file other bodies. */
#ifndef SITE_REWRITE_H
#define SITE_REWRITE_H

#include "base/buf.h"
#include "base/str.h"

struct rewrite {
    int first, last;    /* lines of the opening and the closing fence, 1-based; last is the last
                         * line of its body when it is not closed */
    const char *prefix; /* what stands before the opening fence, with blanks for a list's marker */
    struct str body;    /* the new one */
};

/* Append `text` with the bodies replaced. The rewrites are sorted by line and do not overlap. The prefix
 * is put before every line, white space at line ends is left out, and a fence that the body would
 * end becomes longer. */
void rewrite_apply(struct str text, const struct rewrite *rewrites, size_t count, struct buf *out);

#endif
