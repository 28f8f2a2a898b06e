/* page: what the site's pages are. Some are no pages for people but lists for programs, made by
 * templates all the same. */
#ifndef PAGE_PAGE_H
#define PAGE_PAGE_H

#include "run/result.h"

enum page_kind {
    PAGE_INDEX,     /* what the course is, its contents */
    PAGE_CHAPTER,   /* one chapter */
    PAGE_SAMPLES,   /* all samples with how they ended */
    PAGE_BUILD,     /* machine, compilers, times, slowest samples, sandbox */
    PAGE_PRINT,     /* the whole course on one page, for paper */
    PAGE_FUNCTIONS, /* the functions of libc and POSIX that samples call */
    PAGE_GLOSSARY,  /* the terms, when there is a glossary */
    PAGE_TIMELINE,  /* a script: the finer drawing of a long timeline */
    PAGE_SEARCH,    /* a script: what the search looks through */
    PAGE_MISSING,   /* what a server shows where there is no page: 404.html */
    PAGE_ROBOTS,    /* for crawlers */
    PAGE_SITEMAP, /* for search engines: the pages for people; only with config.url, like PAGE_FEED */
    PAGE_FEED,    /* what changed, for feed readers */
    PAGE_APP,     /* the web app manifest, for browsers that install the site */
    PAGE_CARD,    /* the picture that stands for a page elsewhere, as SVG: see site/cards.h */
};

struct page {
    enum page_kind kind;
    const char *path;            /* below the site: "02-threads.html" */
    size_t chapter;              /* PAGE_CHAPTER, PAGE_CARD of one: index */
    bool of_chapter;             /* PAGE_CARD: otherwise of the course */
    const char *picture;         /* the file below the site that its card became; NULL: none */
    const struct result *result; /* PAGE_TIMELINE: of a sample, or of a point of a sweep */
};

/* What the kind is called, which is also the name of its template: "chapter". */
const char *page_kind_name(enum page_kind kind);

/* The pages of a course but PAGE_TIMELINE, which depend on its results, and PAGE_CARD; in order, in
 * `a`. */
struct page *page_list(const struct course *course, struct arena *a, size_t *count);

#endif
