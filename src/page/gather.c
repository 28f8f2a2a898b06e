#include "page/gather.h"

#include <ctype.h>
#include <string.h>

#include "base/path.h"
#include "page/html.h"

struct gathering {
    const struct course *course;
    const struct chapter *chapter;
    struct arena arena;
    struct buf *out;
    const char *p, *end; /* what is left of the HTML */
};

/* "03-sharing." as it stands in an attribute: of an id, and behind the "#" of an address. */
static void add_prefix(struct gathering *g, const struct chapter *chapter, bool in_address)
{
    if (in_address)
        html_url_path(g->out, str_of(chapter->name));
    else
        html_escape(g->out, str_of(chapter->name));
    buf_putc(g->out, '.');
}

static void copy_to(struct gathering *g, const char *to)
{
    buf_add(g->out, g->p, (size_t)(to - g->p));
    g->p = to;
}

/* Values of attributes. */

static void add_ids(struct gathering *g, struct str value)
{
    bool starts = true;
    for (size_t i = 0; i < value.len; i++) {
        bool space = isspace((unsigned char)value.data[i]);
        if (starts && !space)
            add_prefix(g, g->chapter, false);
        starts = space;
        buf_putc(g->out, value.data[i]);
    }
}

/* "https:", "mailto:", "data:", "//host". */
static bool is_elsewhere(struct str address)
{
    size_t i = 0;
    while (i < address.len &&
           (isalnum((unsigned char)address.data[i]) || strchr("+-.", address.data[i])))
        i++;
    return (i < address.len && address.data[i] == ':') || str_starts(address, "/");
}

static bool is_at(const struct chapter *chapter, const char *path)
{
    struct buf page = BUF_INIT;
    html_url_path(&page, str_of(chapter->page));
    bool same = str_equal(buf_view(&page), str_of(path));
    buf_release(&page);
    return same && !chapter->unusable;
}

/* A page is called like its chapter, which the course finds at once; not so one whose name has to be
 * written with escapes. */
static const struct chapter *chapter_by_name(const struct course *course, const char *path)
{
    char name[256];
    size_t len = strlen(path), tail = strlen(".html");
    if (!course->index || len <= tail || len - tail >= sizeof name)
        return NULL;
    memcpy(name, path, len - tail);
    name[len - tail] = '\0';
    const struct chapter *chapter = course_chapter(course, name);
    return chapter && is_at(chapter, path) ? chapter : NULL;
}

static const struct chapter *chapter_at(const struct course *course, const char *path)
{
    const struct chapter *found = chapter_by_name(course, path);
    if (found)
        return found;
    for (size_t i = 0; i < course->chapter_count; i++)
        if (is_at(course->chapters[i], path))
            return course->chapters[i];
    const struct glossary *glossary = course->glossary;
    return glossary && is_at(glossary->chapter, path) ? glossary->chapter : NULL;
}

static void add_local_address(struct gathering *g, struct str address)
{
    const char *hash = memchr(address.data, '#', address.len);
    size_t len = hash ? (size_t)(hash - address.data) : address.len;
    const char *folder = path_dir(&g->arena, g->chapter->page);
    const char *path = path_normalize(
        &g->arena, path_join(&g->arena, folder, arena_strndup(&g->arena, address.data, len)));
    const struct chapter *chapter = path ? chapter_at(g->course, path) : NULL;
    if (chapter) {
        buf_putc(g->out, '#');
        add_prefix(g, chapter, true);
        if (hash)
            buf_add(g->out, hash + 1, address.len - len - 1);
    } else {
        buf_puts(g->out, path ? path : "");
        buf_add(g->out, address.data + len, address.len - len);
    }
}

static void add_address(struct gathering *g, struct str address)
{
    if (str_starts(address, "#")) {
        buf_putc(g->out, '#');
        add_prefix(g, g->chapter, true);
        buf_add(g->out, address.data + 1, address.len - 1);
    } else if (address.len == 0 || is_elsewhere(address)) {
        buf_str(g->out, address);
    } else {
        add_local_address(g, address);
    }
}

/* "url(#a)": what a drawing is filled with. */
static void add_with_urls(struct gathering *g, struct str value)
{
    static const char url[] = "url(#";
    const char *p = value.data, *end = value.data + value.len, *found;
    while ((found = memmem(p, (size_t)(end - p), url, sizeof url - 1))) {
        found += sizeof url - 1;
        buf_add(g->out, p, (size_t)(found - p));
        add_prefix(g, g->chapter, true);
        p = found;
    }
    buf_add(g->out, p, (size_t)(end - p));
}

static void add_value(struct gathering *g, struct str name, struct str value)
{
    static const char *const ids[] = {"id",
                                      "for",
                                      "name",
                                      "headers",
                                      "aria-labelledby",
                                      "list",
                                      "aria-describedby",
                                      "aria-controls",
                                      "aria-owns"};
    static const char *const addresses[] = {"href", "src", "data-script"};
    if (str_is_one_of(name, ids, sizeof ids / sizeof *ids))
        add_ids(g, value);
    else if (str_is_one_of(name, addresses, sizeof addresses / sizeof *addresses))
        add_address(g, value);
    else
        add_with_urls(g, value);
}

/* Tags. */

static const char *skip(const char *p, const char *end, const char *stop)
{
    while (p < end && !strchr(stop, *p))
        p++;
    return p;
}

static void copy_value(struct gathering *g, struct str name)
{
    char quote = *g->p == '"' || *g->p == '\'' ? *g->p : '\0';
    if (quote)
        copy_to(g, g->p + 1);
    const char *stop =
        quote ? memchr(g->p, quote, (size_t)(g->end - g->p)) : skip(g->p, g->end, " \t\n>");
    if (!stop)
        stop = g->end;
    add_value(g, name, (struct str){g->p, (size_t)(stop - g->p)});
    g->p = stop;
    if (quote && g->p < g->end)
        copy_to(g, g->p + 1);
}

/* Behind the tag's name. */
static void copy_attributes(struct gathering *g)
{
    while (g->p < g->end && *g->p != '>') {
        copy_to(g, g->p + strspn(g->p, " \t\n/"));
        const char *start = g->p;
        copy_to(g, skip(g->p, g->end, "= \t\n/>"));
        struct str name = {start, (size_t)(g->p - start)};
        if (name.len == 0 && g->p < g->end && *g->p == '\0')
            copy_to(g, g->p + 1);
        if (g->p < g->end && *g->p == '=') {
            copy_to(g, g->p + 1);
            if (g->p < g->end)
                copy_value(g, name);
        }
    }
}

/* The h1 of the page is the course's title, so that headings are a level deeper; there is no h7. */
static void copy_name(struct gathering *g)
{
    const char *end = skip(g->p, g->end, " \t\n/>");
    if (end - g->p == 2 && strchr("hH", *g->p) && g->p[1] >= '1' && g->p[1] <= '5') {
        copy_to(g, g->p + 1);
        buf_putc(g->out, (char)(*g->p + 1));
        g->p = end;
    }
    copy_to(g, end);
}

static void copy_tag(struct gathering *g)
{
    static const char comment[] = "<!--";
    size_t left = (size_t)(g->end - g->p);
    if (left >= sizeof comment - 1 && memcmp(g->p, comment, sizeof comment - 1) == 0) {
        const char *close = memmem(g->p, left, "-->", 3);
        copy_to(g, close ? close + 3 : g->end);
    } else if (left > 1 && g->p[1] == '/') {
        copy_to(g, g->p + 2);
        copy_name(g);
    } else if (left > 1 && isalpha((unsigned char)g->p[1])) {
        copy_to(g, g->p + 1);
        copy_name(g);
        copy_attributes(g);
    } else {
        copy_to(g, g->p + 1);
    }
}

void gather_chapter(const struct course *course, const struct chapter *chapter, struct str html,
                    struct buf *out)
{
    struct gathering g = {.course = course, .chapter = chapter, .out = out};
    struct str copy = arena_str(&g.arena, html); /* ends in NUL, for strspn */
    g.p = copy.data;
    g.end = copy.data + copy.len;
    while (g.p < g.end) {
        const char *tag = memchr(g.p, '<', (size_t)(g.end - g.p));
        copy_to(&g, tag ? tag : g.end);
        if (tag)
            copy_tag(&g);
    }
    arena_release(&g.arena);
}
