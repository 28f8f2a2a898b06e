#include "course/frontmatter.h"

#include <ctype.h>
#include <string.h>
#include <yaml.h>

#include "course/list.h"

struct reader {
    struct arena *a;
    struct chapter *chapter;
    /* where we are in libyaml's stream of events */
    int depth;        /* 1: inside the outermost mapping or list */
    bool is_mapping;  /* whether that is a mapping */
    const char *name; /* the key whose value comes next at depth 1; "" for one that is no scalar */
};

/* Cut the front matter off *rest. False when there is none; lines: 0 when it has no end. */
static bool cut(struct str *rest, struct str *yaml, int *lines)
{
    struct str line, all = *rest;
    *lines = 0;
    if (!str_line(&all, &line) || !str_is(str_trim_end(line), "---"))
        return false;
    const char *start = all.data;
    for (int count = 2; str_line(&all, &line); count++) {
        line = str_trim_end(line);
        if (!str_is(line, "---") && !str_is(line, "..."))
            continue;
        *yaml = (struct str){start, (size_t)(line.data - start)};
        *rest = all;
        *lines = count;
        return true;
    }
    return true;
}

static void problem(struct reader *r, int line, int column, const char *message)
{
    problem_add(&r->chapter->problems, r->a, PROBLEM_ERROR, r->chapter->file, line, column, "%s",
                message);
}

/* libyaml counts from 0, and the first line of the file is the `---`. */
static void problem_at(struct reader *r, const yaml_mark_t *mark, const char *message)
{
    problem(r, (int)mark->line + 2, (int)mark->column + 1, message);
}

/* What stands before the numbers of sections: "A" of an appendix. */
static bool is_number(const char *value)
{
    size_t len = strlen(value);
    for (size_t i = 0; i < len; i++)
        if (!isalnum((unsigned char)value[i]))
            return false;
    return len >= 1 && len <= 8;
}

static void set_numbering(struct reader *r, const char *name, const char *value,
                          const yaml_mark_t *mark)
{
    bool numbered = strcmp(value, "true") == 0;
    if (strcmp(name, "number") == 0 && is_number(value))
        r->chapter->number = value;
    else if (strcmp(name, "number") == 0)
        problem_at(r, mark, "a chapter's number is one to eight letters and digits");
    if (strcmp(name, "numbered") == 0 && !numbered && strcmp(value, "false") != 0)
        problem_at(r, mark, "numbered must be true or false");
    else if (strcmp(name, "numbered") == 0)
        r->chapter->is_unnumbered = !numbered;
}

static void store(struct reader *r, const char *name, const yaml_event_t *event)
{
    const char *value = (const char *)event->data.scalar.value;
    if (strlen(value) != event->data.scalar.length) {
        problem_at(r, &event->start_mark, "this value holds a NUL");
        return;
    }
    for (size_t i = 0; i < r->chapter->meta_count; i++) {
        if (strcmp(r->chapter->meta[i].name, name) == 0) {
            problem_at(r, &event->start_mark, arena_printf(r->a, "\"%s\" is given twice", name));
            return;
        }
    }
    value = arena_strdup(r->a, value);
    *LIST_ADD(r->a, r->chapter->meta, r->chapter->meta_count) = (struct setting){name, value};
    if (strcmp(name, "title") == 0)
        r->chapter->title = value;
    if (strcmp(name, "description") == 0)
        r->chapter->description = value;
    set_numbering(r, name, value, &event->start_mark);
}

static void report_form(struct reader *r, const yaml_event_t *event)
{
    problem_at(r, &event->start_mark, "front matter must be lines of the form name: value");
}

/* A mapping or list begins. As a value of ours it is skipped: not for templates. */
static void enter(struct reader *r, const yaml_event_t *event)
{
    if (r->depth == 0) {
        r->is_mapping = event->type == YAML_MAPPING_START_EVENT;
        if (!r->is_mapping)
            report_form(r, event);
    } else if (r->depth == 1 && !r->name) {
        r->name = "";
    }
    r->depth++;
}

static void leave(struct reader *r)
{
    r->depth--;
    if (r->depth == 1)
        r->name = NULL;
}

static void take_scalar(struct reader *r, const yaml_event_t *event)
{
    if (r->depth == 0)
        report_form(r, event);
    if (r->depth != 1 || !r->is_mapping)
        return;
    if (r->name)
        store(r, r->name, event);
    r->name = r->name ? NULL : arena_strdup(r->a, (const char *)event->data.scalar.value);
}

static void take_event(struct reader *r, const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_MAPPING_START_EVENT:
    case YAML_SEQUENCE_START_EVENT:
        enter(r, event);
        break;
    case YAML_MAPPING_END_EVENT:
    case YAML_SEQUENCE_END_EVENT:
        leave(r);
        break;
    case YAML_SCALAR_EVENT:
        take_scalar(r, event);
        break;
    case YAML_ALIAS_EVENT:
        if (r->depth == 1)
            r->name = r->name ? NULL : "";
        break;
    default:
        break;
    }
}

static void read_yaml(struct reader *r, struct str yaml)
{
    yaml_parser_t parser;
    if (!yaml_parser_initialize(&parser)) {
        problem(r, 1, 0, "not enough memory for YAML");
        return;
    }
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char *)yaml.data, yaml.len);
    for (bool more = true; more;) {
        yaml_event_t event;
        if (!yaml_parser_parse(&parser, &event)) {
            problem_at(r, &parser.problem_mark,
                       arena_printf(r->a, "front matter: %s",
                                    parser.problem ? parser.problem : "not YAML"));
            break;
        }
        more = event.type != YAML_STREAM_END_EVENT;
        take_event(r, &event);
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
}

int frontmatter_read(struct str bytes, struct arena *a, struct chapter *chapter, struct str *body)
{
    struct reader r = {.a = a, .chapter = chapter};
    struct str yaml;
    int lines;
    *body = bytes;
    if (!cut(body, &yaml, &lines))
        return 0;
    if (lines == 0) {
        /* `---` alone is a thematic break: only what looks like front matter is taken for it */
        struct str rest = bytes, line = {0};
        str_line(&rest, &line);
        if (str_line(&rest, &line) && memchr(line.data, ':', line.len))
            problem(&r, 1, 1, "this front matter has no end (a line ---)");
        return 0;
    }
    read_yaml(&r, yaml);
    return lines;
}
