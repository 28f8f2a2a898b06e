#include "base/problem_text.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/visible.h"

enum { LINE_MOST = 160, DIFF_LINES_MOST = 100 };
static const char indent[] = "    ";

static const char bold[] = "\033[1m", red[] = "\033[31m", green[] = "\033[32m", plain[] = "\033[0m";

void problem_text_init(struct problem_text *t, const char *root, bool colour)
{
    *t = (struct problem_text){.root = root, .colour = colour, .source = BUF_INIT};
}

void problem_text_release(struct problem_text *t)
{
    free(t->file);
    buf_release(&t->source);
    t->file = NULL;
}

static void add_colour(struct problem_text *t, struct buf *out, const char *colour)
{
    if (t->colour)
        buf_puts(out, colour);
}

/* --- place and message --- */

static void add_place(struct problem_text *t, const struct problem *p, struct buf *out)
{
    if (p->file[0] == '\0')
        return;
    add_colour(t, out, bold);
    visible_add_name(out, str_of(p->file));
    if (p->line > 0)
        buf_printf(out, ":%d", p->line);
    if (p->line > 0 && p->column > 0)
        buf_printf(out, ":%d", p->column);
    buf_puts(out, ":");
    add_colour(t, out, plain);
    buf_puts(out, " ");
}

/* Further lines of a message are indented: none may look like another problem. */
static void add_message(struct buf *out, const char *message)
{
    struct str rest = str_trim_end(str_of(message)), line;
    for (bool first = true; str_line(&rest, &line); first = false) {
        if (!first)
            buf_puts(out, indent);
        visible_add(out, line);
        buf_putc(out, '\n');
    }
    if (message[0] == '\0')
        buf_putc(out, '\n');
}

static void add_heading(struct problem_text *t, const struct problem *p, struct buf *out)
{
    add_place(t, p, out);
    if (p->sample) {
        buf_puts(out, "sample \"");
        visible_add_name(out, str_of(p->sample));
        buf_puts(out, "\": ");
    }
    if (p->severity == PROBLEM_WARNING)
        buf_puts(out, "warning: ");
    add_message(out, p->message);
}

/* --- the source line --- */

static void rewind_source(struct problem_text *t)
{
    t->number = 0;
    t->rest = buf_view(&t->source);
}

/* Have t->source hold p's file; empty when it can't be read or is not the course's. */
static void load_source(struct problem_text *t, const char *file)
{
    if (t->file && strcmp(t->file, file) == 0)
        return;
    free(t->file);
    t->file = xstrdup(file);
    buf_clear(&t->source);
    struct arena a = {0};
    struct err ignored; /* then the problem is shown without its line */
    if (path_normalize(&a, file))
        file_read(path_join(&a, t->root, file), &t->source, &ignored);
    arena_release(&a);
    rewind_source(t);
}

/* Have t->line be p's line. Problems come sorted: the next one's line is further down. */
static bool find_line(struct problem_text *t, const struct problem *p)
{
    if (p->file[0] == '\0' || p->line <= 0)
        return false;
    load_source(t, p->file);
    if (p->line < t->number)
        rewind_source(t);
    for (; t->number < p->line; t->number++)
        if (!str_line(&t->rest, &t->line))
            return false;
    return str_trim(t->line).len > 0;
}

static bool is_inside_character(struct str s, size_t at)
{
    return at > 0 && at < s.len && (s.data[at] & 0xC0) == 0x80;
}

/* The part of a long line that is shown: bytes [*from, *to), with the column about in the middle. */
static void cut_window(struct str line, size_t column, size_t *from, size_t *to)
{
    *from = 0;
    *to = line.len;
    if (line.len <= LINE_MOST)
        return;
    if (column > LINE_MOST / 2)
        *from = column - LINE_MOST / 2;
    if (*from > line.len - LINE_MOST)
        *from = line.len - LINE_MOST;
    *to = *from + LINE_MOST;
    while (is_inside_character(line, *from))
        ++*from;
    while (is_inside_character(line, *to))
        --*to;
}

static void add_source(struct problem_text *t, const struct problem *p, struct buf *out)
{
    if (!find_line(t, p))
        return;
    struct str line = t->line;
    size_t column = p->column > 0 ? (size_t)p->column - 1 : 0, from, to;
    column = column < line.len ? column : line.len;
    cut_window(line, column, &from, &to);
    const char *more_before = from > 0 ? "..." : "", *more_behind = to < line.len ? "..." : "";

    struct buf shown = BUF_INIT;
    visible_add_line(&shown, (struct str){line.data + from, column - from});
    int caret = (int)(strlen(more_before) + visible_width(buf_view(&shown)));
    buf_clear(&shown);
    visible_add_line(&shown, (struct str){line.data + from, to - from});
    buf_printf(out, "%s%s%s%s\n", indent, more_before, shown.data, more_behind);
    if (p->column > 0)
        buf_printf(out, "%s%*s^\n", indent, caret, "");
    buf_release(&shown);
}

/* --- the diff --- */

static void add_diff_line(struct problem_text *t, struct str line, struct buf *out)
{
    char sign = line.len > 0 ? line.data[0] : ' ';
    const char *colour = sign == '-' ? red : sign == '+' ? green : NULL;
    buf_puts(out, indent);
    if (colour)
        add_colour(t, out, colour);
    visible_add(out, line);
    if (colour)
        add_colour(t, out, plain);
    buf_putc(out, '\n');
}

static void add_diff(struct problem_text *t, const char *diff, struct buf *out)
{
    struct str rest = str_of(diff), line;
    for (int i = 0; i < DIFF_LINES_MOST && str_line(&rest, &line); i++)
        add_diff_line(t, line, out);
    int left = 0;
    while (str_line(&rest, &line))
        left++;
    if (left > 0)
        buf_printf(out, "%s... and %d more lines\n", indent, left);
}

void problem_text_add(struct problem_text *t, const struct problem *p, struct buf *out)
{
    add_heading(t, p, out);
    add_source(t, p, out);
    if (p->diff)
        add_diff(t, p->diff, out);
}
