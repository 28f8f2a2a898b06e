/* page: what the site's pages are. Some are no pages for people but lists for programs, made by
 * templates all the same. */
#ifndef PAGE_PAGE_H
#define PAGE_PAGE_H

#include "run/result.h"

enum page_kind {
    PAGE_INDEX,    /* what the course is, its contents */
    PAGE_CHAPTER,  /* one chapter */
    PAGE_SAMPLES,  /* all samples with how they ended */
    PAGE_BUILD,    /* machine, compilers, times, slowest samples, sandbox */
    PAGE_TIMELINE, /* a script: the finer drawing of a long timeline */
};

struct page {
    enum page_kind kind;
    const char *path;            /* below the site: "02-threads.html" */
    size_t chapter;              /* PAGE_CHAPTER: index */
    const struct result *result; /* PAGE_TIMELINE: of a sample, or of a point of a sweep */
};

/* What the kind is called, which is also the name of its template: "chapter". */
const char *page_kind_name(enum page_kind kind);

/* The pages of a course but PAGE_TIMELINE, which depend on its results; in order, in `a`. */
struct page *page_list(const struct course *course, struct arena *a, size_t *count);

#endif
