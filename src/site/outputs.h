/* outputs: the list of all files that the site consists of, made from the course and its results
 * before any of them is written:
 *
 *     *.html                  pages (page/render.h)
 *     assets/...              what lies in the folders assets/ of the templates
 *     assets/style.css        all of their folders style/, one after the other; paper.css, page.js and
 *                             timeline.js likewise
 *     samples/ID.c            the source of a sample of one file, to download
 *     samples/ID/NAME         of a sample of several files
 *     samples/include/must.h  headers of samples/ that programs take in; all of them in assets/headers.js
 *     samples/ID.trace.json   a timeline for other programs to open
 *     samples/ID.timeline.js  the finer drawing of a timeline that is long
 *     pictures/heap.svg ...   files of content/ that chapters link to or show, at the same place
 *     results.json            all that the pages show, for other programs */
#ifndef SITE_OUTPUTS_H
#define SITE_OUTPUTS_H

#include "page/render.h"

enum output_kind {
    OUTPUT_PAGE,  /* rendered by a template */
    OUTPUT_BYTES, /* `bytes` */
    OUTPUT_COPY,  /* of the file `from` */
};

struct output {
    enum output_kind kind;
    const char *path; /* below the site's folder */
    const struct page *page;
    struct str bytes;
    const char *from;
    const char *source; /* for a message: what wants this file */
};

struct outputs {
    struct output *items; /* pages first, in their order */
    size_t count, page_count;
};

struct outputs_spec {
    const struct results *results;
    const char *const *templates; /* folders as in struct render_spec */
    const char *only;             /* a chapter's stem: its page and what that needs; or NULL */
};

/* Everything lives in `a`. Two sources that want the same file are a problem: false. Chapters that
 * are unusable have no page. Errors: a folder that can't be read. */
bool outputs_list(const struct outputs_spec *spec, struct arena *a, struct outputs *outputs,
                  struct err *err);

#endif
