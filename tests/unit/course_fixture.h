/* course_fixture: a course in a temporary folder, for the tests of src/course. */
#ifndef COURSE_FIXTURE_H
#define COURSE_FIXTURE_H

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "course/course.h"
#include "test.h"

struct fixture {
    char root[32];
    struct arena arena;
    struct config config;
};

static inline void fixture_write_bytes(struct fixture *f, const char *path, struct str bytes)
{
    struct arena *a = &f->arena;
    const char *whole = path_join(a, f->root, path);
    struct err err = {0};
    CHECK(file_make_dirs(path_dir(a, whole), &err));
    CHECK(file_write(whole, bytes, &err));
}

static inline void fixture_write(struct fixture *f, const char *path, const char *text)
{
    fixture_write_bytes(f, path, str_of(text));
}

static inline void fixture_begin(struct fixture *f, const char *course_lua)
{
    *f = (struct fixture){.root = "/tmp/test-course-XXXXXX"};
    CHECK(mkdtemp(f->root) != NULL);
    fixture_write(f, "content/course.lua", course_lua);
}

static inline void fixture_end(struct fixture *f)
{
    struct err err = {0};
    CHECK(file_remove_tree(f->root, &err));
    arena_release(&f->arena);
}

/* Read course.lua into f->config, which must be right. */
static inline void fixture_config(struct fixture *f)
{
    struct err err = {0};
    if (!CHECK(config_load(f->root, &f->arena, &f->config, &err)))
        printf("#   %s:%d: %s\n", err.file, err.line, err.message);
}

/* Write the text as the only chapter, content/one.md, and read it. */
static inline struct chapter *fixture_chapter_bytes(struct fixture *f, struct str bytes)
{
    fixture_write_bytes(f, "content/one.md", bytes);
    struct code_reader *code = code_reader_new();
    struct chapter *chapter = chapter_load(f->root, &f->config, 0, code, &f->arena);
    code_reader_free(code);
    return chapter;
}

static inline struct chapter *fixture_chapter(struct fixture *f, const char *text)
{
    return fixture_chapter_bytes(f, str_of(text));
}

#define FIXTURE_COURSE "title = 'T'\nchapters = { 'one.md' }\n"

static inline size_t fixture_count(const struct problems *problems)
{
    size_t count = 0;
    for (const struct problem *p = problems->first; p; p = p->next)
        count++;
    return count;
}

/* Whether one of the problems is at line:column and holds the text. */
static inline bool fixture_has(const struct problems *problems, int line, int column,
                               const char *text)
{
    for (const struct problem *p = problems->first; p; p = p->next)
        if (p->line == line && p->column == column && strstr(p->message, text))
            return true;
    return false;
}

static inline void fixture_print(const struct problems *problems)
{
    for (const struct problem *p = problems->first; p; p = p->next)
        printf("#   %s:%d:%d: %s\n", p->file, p->line, p->column, p->message);
}

/* A tree as text: "paragraph(text[a] emphasis(text[b]))". */
static inline void fixture_tree(const struct doc *doc, size_t i, struct buf *out)
{
    static const char *const names[] = {
        "document", "p",    "h",        "rule",     "quote",    "alert",       "list",
        "item",     "code", "sample",   "part",     "figure",   "html",        "table",
        "row",      "cell", "footnote", "exercise", "solution", "quiz",        "text",
        "soft",     "br",   "span",     "value",    "math",     "inline-html", "em",
        "strong",   "del",  "link",     "image",    "ref",
    };
    const struct node *n = &doc->nodes[i];
    buf_puts(out, names[n->kind]);
    if (n->text.len)
        buf_printf(out, "[%.*s]", STR_FMT(n->text));
    if (n->end == i + 1)
        return;
    buf_putc(out, '(');
    for (size_t c = i + 1; c < n->end; c = doc->nodes[c].end) {
        if (c > i + 1)
            buf_putc(out, ' ');
        fixture_tree(doc, c, out);
    }
    buf_putc(out, ')');
}

#endif
