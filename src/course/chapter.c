#include "course/chapter.h"

#include <string.h>

#include "course/frontmatter.h"
#include "course/heading.h"
#include "course/input.h"
#include "course/list.h"
#include "course/part.h"
#include "course/weave.h"

#define COURSE_LUA "content/course.lua"

/* The names that follow from the file's. */
static struct chapter *chapter_new(const char *file, struct arena *a)
{
    struct chapter *c = ARENA_NEW(a, struct chapter);
    c->name = arena_strndup(a, file, strlen(file) - strlen(".md"));
    c->file = path_join(a, "content", file);
    c->page = arena_printf(a, "%s.html", c->name);
    c->title = c->description = "";
    *LIST_ADD(a, c->sources, c->source_count) = c->file;
    return c;
}

static bool holds_quoted(struct str line, const char *name)
{
    size_t len = strlen(name);
    const char *found = memmem(line.data, line.len, name, len);
    return found && found > line.data && found + len < line.data + line.len &&
           strchr("'\"", found[-1]) && found[len] == found[-1];
}

/* The line of course.lua that names the chapter; 0 when it is put together there. */
static int line_in_course_lua(const char *root, const char *file, struct arena *scratch)
{
    struct buf bytes = BUF_INIT;
    struct err err = {0};
    int found = 0;
    if (file_read(path_join(scratch, root, COURSE_LUA), &bytes, &err)) {
        struct str rest = buf_view(&bytes), line;
        for (int number = 1; !found && str_line(&rest, &line); number++)
            if (holds_quoted(line, file))
                found = number;
    }
    buf_release(&bytes);
    return found;
}

/* Read the chapter's file into scratch memory. False when there is nothing to be made a page of. */
static bool read_bytes(struct reading *r, const char *file, struct str *bytes)
{
    struct chapter *c = r->chapter;
    struct buf buf = BUF_INIT;
    struct hash hash;
    const char *why;
    enum input_end end = input_read(r->root, "content", file, r->a, c, &buf, &hash, &why);
    *bytes = arena_str(&r->scratch, buf_view(&buf));
    buf_release(&buf);
    c->unusable = end != INPUT_OK;
    if (end == INPUT_UNREADABLE)
        problem_add(&c->problems, r->a, PROBLEM_ERROR, c->file, 0, 0, "%s",
                    why + strlen(c->file) + 1); /* it begins with the name */
    else if (end != INPUT_OK)
        problem_add(&c->problems, r->a, PROBLEM_ERROR, COURSE_LUA,
                    line_in_course_lua(r->root, file, &r->scratch), 0, "%s", why);
    return end == INPUT_OK;
}

/* Front matter says it, or the first heading of level 1, or the file's name. */
static void choose_title(struct chapter *c)
{
    for (size_t i = 0; i < c->heading_count && c->title[0] == '\0'; i++)
        if (c->headings[i].level == 1)
            c->title = c->headings[i].title;
    if (c->title[0] == '\0')
        c->title = c->name;
}

/* Links look for anchors: a long chapter has thousands of both. */
static void index_anchors(struct chapter *c, struct arena *a)
{
    for (size_t i = 0; i < c->heading_count; i++)
        names_add(&c->anchors, a, c->headings[i].id, i);
    for (size_t i = 0; i < c->sample_count; i++)
        names_add(&c->anchors, a, c->samples[i].id, c->heading_count + i);
    for (size_t i = 0; i < c->figure_count; i++)
        if (c->figures[i].id[0])
            names_add(&c->anchors, a, c->figures[i].id, c->heading_count + c->sample_count + i);
    size_t before = c->heading_count + c->sample_count + c->figure_count;
    for (size_t i = 0; i < c->exercise_count; i++)
        if (c->exercises[i].id[0])
            names_add(&c->anchors, a, c->exercises[i].id, before + i);
    before += c->exercise_count;
    for (size_t i = 0; i < c->quiz_count; i++)
        if (c->quizzes[i].id[0])
            names_add(&c->anchors, a, c->quizzes[i].id, before + i);
}

static void read_text(struct reading *r, struct str bytes)
{
    struct chapter *c = r->chapter;
    struct text *text = ARENA_NEW(&r->scratch, struct text);
    struct str body, clean = text_clean(bytes, c->file, &r->scratch, &c->problems, r->a);
    text->file = c->file;
    text->skipped = frontmatter_read(clean, r->a, c, &body);
    if (str_trim(body).len == 0)
        problem_add(&c->problems, r->a, PROBLEM_ERROR, c->file, 1, 0, "this chapter is empty");
    text_init(text, &r->scratch, body);
    weave(r, text);
    headings_make_ids(r);
    index_anchors(c, r->a);
    parts_attach(r);
    doc_finish(&r->doc, r->a, &c->doc);
}

static struct reading begin(const char *root, const struct config *config, size_t index,
                            struct code_reader *code, struct arena *a)
{
    struct chapter *chapter = chapter_new(config_file(config, index), a);
    chapter->is_glossary = index == config->chapters.count;
    return (struct reading){
        .root = root, .config = config, .code = code, .a = a, .chapter = chapter};
}

static struct chapter *finish(struct reading *r)
{
    choose_title(r->chapter);
    arena_release(&r->scratch);
    return r->chapter;
}

struct chapter *chapter_load(const char *root, const struct config *config, size_t index,
                             struct code_reader *code, struct arena *a)
{
    struct reading r = begin(root, config, index, code, a);
    struct str bytes;
    if (read_bytes(&r, config_file(config, index), &bytes))
        read_text(&r, bytes);
    return finish(&r);
}

struct chapter *chapter_read(const char *root, const struct config *config, size_t index,
                             struct str bytes, struct code_reader *code, struct arena *a)
{
    struct reading r = begin(root, config, index, code, a);
    read_text(&r, arena_str(&r.scratch, bytes));
    return finish(&r);
}

struct chapter *chapter_stub(const char *root, const struct config *config, size_t index,
                             struct arena *a)
{
    const char *file = config_file(config, index);
    struct chapter *c = chapter_new(file, a);
    struct buf bytes = BUF_INIT;
    struct hash hash;
    const char *why;
    input_read(root, "content", file, a, c, &bytes, &hash, &why);
    buf_release(&bytes);
    c->title = c->name;
    c->is_glossary = index == config->chapters.count;
    c->unusable = true;
    return c;
}
