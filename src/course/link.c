#include "course/link.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/nearest.h"
#include "course/anchor.h"
#include "course/input.h"

/* Working out one link: what it becomes, and why not. */
struct resolver {
    const struct course *course;
    const struct chapter *chapter;
    struct arena *a;
    struct link link;
    const char *why; /* set with LINK_DEAD and LINK_REFUSED */
    int suggestions; /* how many times "did you mean" may still be asked */
};

/* Asking takes time: a thousand links to a chapter that was renamed need no thousand answers. */
enum { SUGGESTIONS_MOST = 50 };

static void fail(struct resolver *r, enum link_kind kind, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
static void fail(struct resolver *r, enum link_kind kind, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    r->why = arena_vprintf(r->a, format, args);
    va_end(args);
    r->link = (struct link){.kind = kind};
}

/* Without control characters and blanks, which browsers drop when they look for a scheme. cmark has
 * decoded entities. */
static const char *without_blanks(struct str url, struct arena *a)
{
    char *out = arena_alloc(a, url.len + 1, 1);
    size_t len = 0;
    for (size_t i = 0; i < url.len; i++)
        if ((unsigned char)url.data[i] > ' ' && url.data[i] != 0x7F)
            out[len++] = url.data[i];
    return out;
}

/* Length of "scheme:" at the start; 0 when there is none. */
static size_t scheme_len(const char *url)
{
    if (!isalpha((unsigned char)url[0]))
        return 0;
    size_t len = 1;
    while (isalnum((unsigned char)url[len]) || (url[len] && strchr("+-.", url[len])))
        len++;
    return url[len] == ':' ? len + 1 : 0;
}

static void resolve_web(struct resolver *r, const char *url, size_t scheme, bool is_image)
{
    bool is_page = strncasecmp(url, "https:", 6) == 0 || strncasecmp(url, "http:", 5) == 0;
    bool is_mail = strncasecmp(url, "mailto:", 7) == 0;
    if (is_image && is_page && !r->course->config.remote_images)
        fail(r, LINK_REFUSED,
             "images of other hosts are not shown (course.lua may say "
             "remote_images = true)");
    else if (is_page || (is_mail && !is_image))
        r->link = (struct link){.kind = LINK_WEB, .target = url};
    else
        fail(r, LINK_REFUSED, "links with \"%.*s\" are not allowed (https:, http: and mailto: are)",
             (int)scheme, url);
}

static int hex_digit(char c)
{
    if (isdigit((unsigned char)c))
        return c - '0';
    return isxdigit((unsigned char)c) ? tolower((unsigned char)c) - 'a' + 10 : -1;
}

/* Undo %41; a NUL stays as it is written. */
static char *decode(struct str s, struct arena *a)
{
    char *out = arena_alloc(a, s.len + 1, 1);
    size_t len = 0;
    for (size_t i = 0; i < s.len; i++) {
        int high = s.data[i] == '%' && i + 2 < s.len ? hex_digit(s.data[i + 1]) : -1;
        int low = high >= 0 ? hex_digit(s.data[i + 2]) : -1;
        bool escaped = low >= 0 && (high || low);
        out[len++] = escaped ? (char)(high * 16 + low) : s.data[i];
        i += escaped ? 2 : 0;
    }
    return out;
}

/* Text as a part of an URL: blanks and what has a meaning there (`special`) are written as %41. */
static const char *encode(const char *text, const char *special, struct arena *a)
{
    struct buf out = BUF_INIT;
    for (const char *p = text; *p; p++) {
        if ((unsigned char)*p <= ' ' || strchr(special, *p))
            buf_printf(&out, "%%%02X", (unsigned char)*p);
        else
            buf_putc(&out, *p);
    }
    const char *encoded = arena_str(a, buf_view(&out)).data;
    buf_release(&out);
    return encoded;
}

static const char *encode_path(const char *path, struct arena *a)
{
    return encode(path, "%?#\"<>\\:", a);
}

static const char *encode_anchor(const char *anchor, struct arena *a)
{
    return encode(anchor, "%\"<>\\", a);
}

static const char *suggest(struct resolver *r, const char *word, const char *const *names,
                           size_t count)
{
    return r->suggestions-- > 0 ? nearest(word, names, count) : NULL;
}

/* Give the link the title of the anchor; false, and why, when it is not there. */
static bool resolve_anchor(struct resolver *r, const struct chapter *chapter, const char *anchor)
{
    if (chapter->unusable)
        return true;
    r->link.title = anchor_title(r->course, chapter, anchor, r->a);
    if (r->link.title)
        return true;
    const char *near = r->suggestions-- > 0 ? anchor_nearest(chapter, anchor, r->a) : NULL;
    if (near)
        fail(r, LINK_DEAD, "%s has no heading or sample \"%s\" (did you mean \"%s\"?)",
             chapter->file, anchor, near);
    else
        fail(r, LINK_DEAD, "%s has no heading or sample \"%s\"", chapter->file, anchor);
    return false;
}

static const char *page_dir(const struct resolver *r)
{
    return path_dir(r->a, r->chapter->page);
}

static void report_no_chapter(struct resolver *r, const char *path)
{
    const struct words *chapters = &r->course->config.chapters;
    const char *near = suggest(r, path, chapters->items, chapters->count);
    if (near)
        fail(r, LINK_DEAD, "\"%s\" is no chapter (did you mean \"%s\"?)", path, near);
    else
        fail(r, LINK_DEAD, "\"%s\" is no chapter of course.lua", path);
}

static void resolve_chapter(struct resolver *r, const char *path, const char *anchor)
{
    const char *name = arena_strndup(r->a, path, strlen(path) - strlen(".md"));
    if (!course_has_chapter(r->course, name)) {
        report_no_chapter(r, path);
        return;
    }
    const struct chapter *chapter = course_chapter(r->course, name);
    const char *page = arena_printf(r->a, "%s.html", name);
    r->link.kind = LINK_PAGE;
    r->link.title = chapter ? anchor_chapter_title(chapter, r->a) : name;
    if (anchor[0] && chapter && !resolve_anchor(r, chapter, anchor))
        return;
    const char *target = encode_path(path_relative(r->a, page_dir(r), page), r->a);
    r->link.target =
        arena_printf(r->a, "%s%s%s", target, anchor[0] ? "#" : "", encode_anchor(anchor, r->a));
}

/* The pages that every course has besides its chapters (page/render.h). */
static const char *made_page_title(const char *path)
{
    static const struct {
        const char *path, *title;
    } pages[] = {{"index.html", "Contents"},
                 {"samples.html", "All programs"},
                 {"functions.html", "All functions"},
                 {"print.html", "The whole course"},
                 {"build.html", "How this site was built"}};
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
        if (strcmp(path, pages[i].path) == 0)
            return pages[i].title;
    return NULL;
}

static void resolve_made_page(struct resolver *r, const char *path)
{
    r->link = (struct link){.kind = LINK_PAGE,
                            .target = path_relative(r->a, page_dir(r), path),
                            .title = made_page_title(path)};
}

static bool ends_with(const char *s, const char *end)
{
    size_t len = strlen(s), end_len = strlen(end);
    return len >= end_len && strcmp(s + len - end_len, end) == 0;
}

/* What is in content/ and has nearly that name; a chapter when its page is named. */
static const char *nearest_file(struct resolver *r, const char *path)
{
    size_t len = strlen(path) - (ends_with(path, ".html") ? strlen(".html") : 0);
    const char *stem = arena_strndup(r->a, path, len);
    struct file_list files;
    struct err ignored;
    if (course_has_chapter(r->course, stem))
        return arena_printf(r->a, "%s.md", stem);
    if (!file_walk(path_join(r->a, r->course->root, "content"), r->a, &files, &ignored))
        return NULL;
    return nearest(path, (const char *const *)files.names, files.count);
}

static void report_no_file(struct resolver *r, const char *path)
{
    const char *near = r->suggestions-- > 0 ? nearest_file(r, path) : NULL;
    if (near)
        fail(r, LINK_DEAD, "there is no content/%s (did you mean \"%s\"?)", path, near);
    else
        fail(r, LINK_DEAD, "there is no content/%s", path);
}

bool link_is_active(const char *path)
{
    static const char *const endings[] = {".html", ".htm",  ".xhtml", ".xht", ".shtml",
                                          ".svg",  ".svgz", ".mhtml", ".mht", ".xml",
                                          ".xsl",  ".xslt", ".rdf",   ".rss", ".atom"};
    const char *dot = strrchr(path_base(path), '.');
    for (size_t i = 0; dot && i < sizeof endings / sizeof *endings; i++)
        if (strcasecmp(dot, endings[i]) == 0)
            return true;
    return false;
}

static void resolve_file(struct resolver *r, const char *path, bool is_image)
{
    const char *whole = path_join(r->a, path_join(r->a, r->course->root, "content"), path);
    if (!input_inside(r->course->root, "content", path, r->a))
        fail(r, LINK_DEAD, "\"%s\" leads out of content/", path);
    else if (file_is_dir(whole))
        fail(r, LINK_DEAD, "content/%s is a folder", path);
    else if (!file_exists(whole))
        report_no_file(r, path);
    else if (!is_image && link_is_active(path) && !r->course->config.trust_html)
        fail(r, LINK_REFUSED,
             "content/%s may hold scripts: links to such files are not allowed "
             "(course.lua may say html = \"trusted\")",
             path);
    else
        r->link = (struct link){.kind = LINK_FILE,
                                .target = encode_path(path_relative(r->a, page_dir(r), path), r->a),
                                .file = path};
}

/* A path, relative to the chapter's file, and an anchor. */
static void resolve_path(struct resolver *r, const char *written, const char *anchor, bool is_image)
{
    const char *folder = path_dir(r->a, r->chapter->file + strlen("content/"));
    const char *path = path_normalize(r->a, path_join(r->a, folder, written));
    if (written[0] == '/')
        fail(r, LINK_DEAD, "\"%s\": links within a course are relative to the chapter's file",
             written);
    else if (!path && strstr(written, "samples/"))
        fail(r, LINK_DEAD, "\"%s\" leads out of content/ (each sample's card links to its files)",
             written);
    else if (!path)
        fail(r, LINK_DEAD, "\"%s\" leads out of content/", written);
    else if (ends_with(path, ".md") && !is_image)
        resolve_chapter(r, path, anchor);
    else if (made_page_title(path) && !is_image)
        resolve_made_page(r, path);
    else
        resolve_file(r, path, is_image);
}

static void resolve_local(struct resolver *r, struct str url, bool is_image)
{
    const char *hash = memchr(url.data, '#', url.len);
    size_t path_len = hash ? (size_t)(hash - url.data) : url.len;
    const char *path = decode((struct str){url.data, path_len}, r->a);
    const char *anchor = hash ? decode((struct str){hash + 1, url.len - path_len - 1}, r->a) : "";
    if (path[0]) {
        resolve_path(r, path, anchor, is_image);
    } else if (is_image) {
        fail(r, LINK_DEAD, "an image must name a file");
    } else if (anchor[0] == '\0') {
        fail(r, LINK_DEAD, "this link leads nowhere");
    } else {
        r->link.kind = LINK_ANCHOR;
        if (resolve_anchor(r, r->chapter, anchor))
            r->link.target = arena_printf(r->a, "#%s", encode_anchor(anchor, r->a));
    }
}

/* The text of the link, with single blanks. */
static struct str plain_text(const struct resolver *r, const struct node *node)
{
    const struct doc *doc = &r->chapter->doc;
    struct buf text = BUF_INIT;
    doc_plain_text(doc, (size_t)(node - doc->nodes), true, &text);
    struct str plain = arena_str(r->a, str_trim(buf_view(&text)));
    buf_release(&text);
    return plain;
}

static void report_no_term(struct resolver *r, struct str form)
{
    const struct glossary *g = r->course->glossary;
    const char *near = suggest(r, form.data, g->names, g->name_count);
    if (near)
        fail(r, LINK_DEAD, "%s has no term \"%s\" (did you mean \"%s\"?)", g->chapter->file,
             form.data, near);
    else
        fail(r, LINK_DEAD, "%s has no term \"%s\"", g->chapter->file, form.data);
}

/* A link without address: its text is a term. */
static void resolve_term(struct resolver *r, const struct node *node)
{
    const struct glossary *g = r->course->glossary;
    struct str form = plain_text(r, node);
    const struct term *term = g ? glossary_find(g, form) : NULL;
    if (form.len == 0)
        fail(r, LINK_DEAD, "this link leads nowhere");
    else if (!g)
        fail(r, LINK_DEAD,
             "this link leads nowhere (if it is a term, course.lua must say glossary = "
             "\"glossary.md\")");
    else if (!term && !g->chapter->unusable)
        report_no_term(r, form);
    else
        r->link = (struct link){
            .kind = LINK_PAGE,
            .target =
                arena_printf(r->a, "%s%s%s",
                             encode_path(path_relative(r->a, page_dir(r), g->chapter->page), r->a),
                             term ? "#" : "", term ? encode_anchor(term->heading->id, r->a) : ""),
            .title = term ? term->heading->title : NULL,
            .term = term,
        };
}

static void resolve(struct resolver *r, const struct node *node)
{
    bool is_image = node->kind == NODE_IMAGE;
    if (node->text.len == 0 && !is_image) {
        resolve_term(r, node);
        return;
    }
    const char *plain = without_blanks(node->text, r->a);
    size_t scheme = scheme_len(plain);
    bool other_host = strspn(plain, "/\\") >= 2 || plain[0] == '\\';
    if (scheme > 0)
        resolve_web(r, plain, scheme, is_image);
    else if (other_host)
        fail(r, LINK_REFUSED, "\"%s\" leads to another host (write https://…)", plain);
    else
        resolve_local(r, node->text, is_image);
}

struct link link_resolve(const struct course *course, const struct chapter *chapter,
                         const struct node *node, struct arena *a)
{
    struct resolver r = {.course = course, .chapter = chapter, .a = a};
    resolve(&r, node);
    return r.link;
}

void link_check(const struct course *course, const struct chapter *chapter, struct arena *a,
                struct problems *problems)
{
    struct arena scratch = {0};
    int suggestions = SUGGESTIONS_MOST;
    for (size_t i = 0; i < chapter->link_count; i++) {
        const struct node *node = &chapter->doc.nodes[chapter->links[i]];
        struct resolver r = {
            .course = course, .chapter = chapter, .a = &scratch, .suggestions = suggestions};
        resolve(&r, node);
        suggestions = r.suggestions;
        if (!r.why)
            continue;
        bool refused = r.link.kind == LINK_REFUSED;
        problem_add(problems, a, refused ? PROBLEM_WARNING : PROBLEM_ERROR,
                    chapter->sources[node->source], node->line, node->column, "%s", r.why);
    }
    arena_release(&scratch);
}
