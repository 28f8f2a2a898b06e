#include "page/page.h"

static const struct {
    const char *name; /* of the kind, and of its template */
    const char *path; /* of the only page of its kind; NULL: there may be many */
} kinds[] = {
    [PAGE_INDEX] = {"index", "index.html"},       [PAGE_CHAPTER] = {"chapter", NULL},
    [PAGE_SAMPLES] = {"samples", "samples.html"}, [PAGE_BUILD] = {"build", "build.html"},
    [PAGE_TIMELINE] = {"timeline-script", NULL},
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
    for (int kind = 0; kind < KINDS; kind++)
        if (kinds[kind].path)
            pages[n++] = (struct page){.kind = (enum page_kind)kind, .path = kinds[kind].path};
    *count = n;
    return pages;
}
