#include "page/page.h"

static const struct {
    const char *name; /* of the kind, and of its template */
    const char *path; /* of the only page of its kind; NULL: there may be many */
    bool needs_url;   /* made of absolute addresses */
} kinds[] = {
    [PAGE_INDEX] = {.name = "index", .path = "index.html"},
    [PAGE_CHAPTER] = {.name = "chapter", .path = NULL},
    [PAGE_SAMPLES] = {.name = "samples", .path = "samples.html"},
    [PAGE_BUILD] = {.name = "build", .path = "build.html"},
    [PAGE_PRINT] = {.name = "print", .path = "print.html"},
    [PAGE_FUNCTIONS] = {.name = "functions", .path = "functions.html"},
    [PAGE_GLOSSARY] = {.name = "glossary", .path = NULL},
    [PAGE_TIMELINE] = {.name = "timeline-script", .path = NULL},
    [PAGE_SEARCH] = {.name = "search-index", .path = "assets/search-index.js"},
    [PAGE_MISSING] = {.name = "missing", .path = "404.html"},
    [PAGE_ROBOTS] = {.name = "robots", .path = "robots.txt"},
    [PAGE_SITEMAP] = {.name = "sitemap", .path = "sitemap.xml", .needs_url = true},
    [PAGE_FEED] = {.name = "feed", .path = "feed.xml", .needs_url = true},
    [PAGE_APP] = {.name = "webmanifest", .path = "site.webmanifest"},
    [PAGE_CARD] = {.name = "card", .path = NULL},
};

enum { KINDS = sizeof kinds / sizeof *kinds };

const char *page_kind_name(enum page_kind kind)
{
    return kinds[kind].name;
}

struct page *page_list(const struct course *course, struct arena *a, size_t *count)
{
    struct page *pages = ARENA_ARRAY(a, course->chapter_count + KINDS, struct page);
    size_t n = 0;
    for (size_t i = 0; i < course->chapter_count; i++) {
        const struct chapter *chapter = course->chapters[i];
        if (!chapter->unusable)
            pages[n++] = (struct page){.kind = PAGE_CHAPTER, .path = chapter->page, .chapter = i};
    }
    const struct chapter *glossary = course->glossary ? course->glossary->chapter : NULL;
    if (glossary && !glossary->unusable)
        pages[n++] = (struct page){.kind = PAGE_GLOSSARY, .path = glossary->page};
    for (int kind = 0; kind < KINDS; kind++)
        if (kinds[kind].path && (course->config.url || !kinds[kind].needs_url))
            pages[n++] = (struct page){.kind = (enum page_kind)kind, .path = kinds[kind].path};
    *count = n;
    return pages;
}
