/* How a function is found in assembly text.
 *
 * gcc and clang write, for ELF, one statement a line: labels at the line's start, instructions and
 * directives behind a tab. A function goes from its label to `.size NAME, .-NAME`. Between them gcc may
 * change to other sections and back: tables of a switch lie in .rodata and are left out, code that is
 * hardly ever run lies in .text.unlikely behind a label `NAME.cold` and belongs to it. What the
 * optimiser made of the function, or split off from it, has a name like `NAME.part.0`,
 * `NAME.constprop.0`; it is shown behind it.
 *
 * Of the labels inside a function those stay that an instruction or a table of a switch names. */
#include "run/assembly.h"

#include <ctype.h>
#include <string.h>

#include "base/buf.h"
#include "base/nearest.h"
#include "course/list.h"
#include "run/command.h"
#include "run/mangled.h"

enum { LINES_MOST = 2000, TABLES_MOST = 1000, NAMES_MOST = 1000, FILES_MOST = 64 };

struct sample *assembly_variant(const struct sample *sample, struct arena *a)
{
    struct language *language = ARENA_NEW(a, struct language);
    struct sample *variant = ARENA_NEW(a, struct sample);
    *language = *sample->language;
    language->compile = language->assembly;
    *variant = *sample;
    variant->language = language;
    variant->file_count = 1;   /* one source, one text */
    variant->has_entry = true; /* which is made in one step, and kept */
    variant->trials = 0;
    variant->timed = false;
    variant->checks = 0;
    variant->expected = NULL;
    variant->expected_count = 0;
    variant->asm_function = NULL;
    return variant;
}

/* A line of the function, with what is needed to choose. */
struct row {
    struct str text; /* an instruction; a label with its colon */
    bool is_label;
    int line;
};

struct reader {
    const struct sample *sample;
    struct arena *arena;
    const char *source;        /* what the compiler calls the first file */
    bool is_first[FILES_MOST]; /* by number of .file: it is that file */
    struct words functions;    /* all labels of functions */
    struct row *rows;
    size_t row_count;
    const char *inside; /* the function whose lines these are; NULL: none that is wanted */
    struct str *tables; /* lines of .rodata that name labels */
    size_t table_count;
    bool in_text, in_rodata; /* what the section holds */
    int line;
};

/* --- lines --- */

static bool skip(struct str *s, const char *start)
{
    if (!str_skip(s, start))
        return false;
    *s = str_trim(*s);
    return true;
}

static int number(struct str *s)
{
    int n = 0;
    while (s->len > 0 && isdigit((unsigned char)*s->data) && n < 100000000) {
        n = 10 * n + (*s->data - '0');
        s->data++, s->len--;
    }
    *s = str_trim(*s);
    return n;
}

/* "# comment" at the end: clang explains. On ARM, "#" is a number's sign. */
static struct str without_comment(struct str line)
{
    bool quoted = false;
    for (size_t i = 0; i < line.len; i++) {
        quoted ^= line.data[i] == '"';
        bool begins = line.data[i] == '#' && !quoted;
        if (begins && i > 0 && isblank((unsigned char)line.data[i - 1]) &&
            (i + 1 == line.len || isblank((unsigned char)line.data[i + 1])))
            line.len = i;
    }
    return str_trim_end(line);
}

/* The last string of `.file 1 "folder" "name"` is the name. */
static struct str quoted_name(struct str rest)
{
    struct str name = {0};
    const char *end = memrchr(rest.data, '"', rest.len);
    const char *start = end ? memrchr(rest.data, '"', (size_t)(end - rest.data)) : NULL;
    if (start)
        name = (struct str){start + 1, (size_t)(end - start - 1)};
    return name;
}

static bool ends_with(struct str s, const char *end)
{
    size_t len = strlen(end);
    return s.len >= len && memcmp(s.data + s.len - len, end, len) == 0 &&
           (s.len == len || s.data[s.len - len - 1] == '/');
}

static void read_file(struct reader *r, struct str rest)
{
    if (rest.len == 0 || !isdigit((unsigned char)*rest.data))
        return;
    int n = number(&rest);
    if (n < FILES_MOST)
        r->is_first[n] = ends_with(quoted_name(rest), r->source);
}

static void read_loc(struct reader *r, struct str rest)
{
    int file = number(&rest), line = number(&rest);
    r->line = file < FILES_MOST && r->is_first[file] ? line : 0;
}

static void read_section(struct reader *r, struct str line)
{
    bool is_other = str_is(line, ".data") || str_is(line, ".bss");
    if (!skip(&line, ".section") && !is_other && !str_starts(line, ".text"))
        return;
    r->in_text = str_starts(line, ".text");
    r->in_rodata = str_starts(line, ".rodata");
}

/* ".long .L8-.L4" */
static void read_table(struct reader *r, struct str line)
{
    bool is_entry = str_starts(line, ".long") || str_starts(line, ".quad");
    if (r->in_rodata && is_entry && r->table_count < TABLES_MOST)
        *LIST_ADD(r->arena, r->tables, r->table_count) = line;
}

static bool is_name_char(char c)
{
    return isalnum((unsigned char)c) || c == '_' || c == '.' || c == '$';
}

/* Whether the symbol is that function, or what became of it. */
static bool is_wanted(struct reader *r, struct str symbol)
{
    const char *name = r->sample->asm_function;
    size_t len = strlen(name);
    if (str_starts(symbol, name))
        return symbol.len == len || symbol.data[len] == '.';
    return mangled_is(symbol, name);
}

static void add_row(struct reader *r, struct str text, bool is_label)
{
    if (r->row_count < LINES_MOST)
        *LIST_ADD(r->arena, r->rows, r->row_count) = (struct row){text, is_label, r->line};
}

/* `.type NAME, @function` comes before each function's label. */
static void read_type(struct reader *r, struct str rest)
{
    const char *comma = memchr(rest.data, ',', rest.len);
    struct str name = {rest.data, comma ? (size_t)(comma - rest.data) : 0};
    if (comma && memmem(rest.data, rest.len, "@function", 9) && r->functions.count < NAMES_MOST)
        words_add(&r->functions, r->arena, arena_strndup(r->arena, name.data, name.len));
}

static bool is_function(const struct reader *r, struct str name)
{
    /* the newest comes last, and is what the label belongs to */
    for (size_t i = r->functions.count; i-- > 0;)
        if (str_is(name, r->functions.items[i]))
            return true;
    return false;
}

static void read_label(struct reader *r, struct str line)
{
    struct str name = {line.data, line.len - 1};
    if (line.data[0] != '.' && is_function(r, name) && is_wanted(r, name)) {
        if (!r->inside)
            r->inside = arena_strndup(r->arena, name.data, name.len);
        r->line = 0;
    }
    if (r->inside && r->in_text)
        add_row(r, line, true);
}

/* `.size NAME, .-NAME` */
static void read_size(struct reader *r, struct str rest)
{
    if (r->inside && str_starts(rest, r->inside) && rest.len > strlen(r->inside) &&
        rest.data[strlen(r->inside)] == ',')
        r->inside = NULL;
}

static void read_directive(struct reader *r, struct str line)
{
    struct str rest = line;
    read_section(r, line);
    read_table(r, line);
    if (skip(&rest, ".file"))
        read_file(r, rest);
    else if (skip(&rest, ".loc\t") || skip(&rest, ".loc "))
        read_loc(r, rest);
    else if (skip(&rest, ".type"))
        read_type(r, rest);
    else if (skip(&rest, ".size"))
        read_size(r, rest);
}

static bool is_label(struct str line)
{
    size_t i = 0;
    while (i < line.len && is_name_char(line.data[i]))
        i++;
    return i > 0 && i + 1 == line.len && line.data[i] == ':';
}

static void read_line(struct reader *r, struct str line)
{
    line = without_comment(line);
    bool indented = line.len > 0 && isspace((unsigned char)*line.data);
    line = str_trim(line);
    if (line.len == 0 || line.data[0] == '#')
        return;
    if (!indented && is_label(line))
        read_label(r, line);
    else if (line.data[0] == '.')
        read_directive(r, line);
    else if (r->inside && r->in_text)
        add_row(r, line, false);
}

/* --- what is shown --- */

/* Whether the instruction names the label. */
static bool names_label(struct str instruction, struct str label)
{
    const char *end = instruction.data + instruction.len;
    struct str rest = instruction;
    for (const char *at; (at = memmem(rest.data, rest.len, label.data, label.len));) {
        bool starts = at == instruction.data || !is_name_char(at[-1]);
        const char *behind = at + label.len;
        if (starts && (behind == end || !is_name_char(*behind)))
            return true;
        rest = (struct str){behind, (size_t)(end - behind)};
    }
    return false;
}

/* Labels of functions don't begin with "." and are always shown. */
static bool is_shown(const struct reader *r, const struct row *row)
{
    if (!row->is_label || row->text.data[0] != '.')
        return true;
    struct str name = {row->text.data, row->text.len - 1};
    for (size_t i = 0; i < r->row_count; i++)
        if (!r->rows[i].is_label && names_label(r->rows[i].text, name))
            return true;
    for (size_t i = 0; i < r->table_count; i++)
        if (names_label(r->tables[i], name))
            return true;
    return false;
}

/* One blank instead of tabs and blanks in a row. Inline assembly may hold anything. */
static const char *plain_text(struct reader *r, struct str text)
{
    struct buf out = BUF_INIT;
    for (size_t i = 0; i < text.len; i++) {
        bool blank = text.data[i] == ' ' || text.data[i] == '\t';
        if (!blank)
            buf_putc(&out, iscntrl((unsigned char)text.data[i]) ? '?' : text.data[i]);
        else if (out.len > 0 && out.data[out.len - 1] != ' ')
            buf_putc(&out, ' ');
    }
    const char *plain = arena_strndup(r->arena, out.data, out.len);
    buf_release(&out);
    return plain;
}

static void show(struct reader *r, struct asm_result *result)
{
    result->lines = ARENA_ARRAY(r->arena, r->row_count, struct asm_line);
    for (size_t i = 0; i < r->row_count; i++)
        if (is_shown(r, &r->rows[i]))
            result->lines[result->count++] =
                (struct asm_line){plain_text(r, r->rows[i].text), r->rows[i].line};
}

/* --- what is not there --- */

/* Where "ns::add" is defined, "add" is what is there. */
static bool is_in_source(const struct sample *sample)
{
    const char *name = sample->asm_function, *colon = strrchr(name, ':');
    struct str last = str_of(colon ? colon + 1 : name);
    return last.len > 0 && names_label(sample->files[0].text, last);
}

static const char *why_not(const struct reader *r)
{
    const struct sample *sample = r->sample;
    const char *name = sample->asm_function, *opt = sample->opt;
    if (is_in_source(sample))
        return arena_printf(r->arena,
                            "function %s has no machine code of its own: it was inlined or removed "
                            "by the compiler%s%s",
                            name, opt && opt[0] ? " at " : "", opt ? opt : "");
    const char *other = nearest(name, r->functions.items, r->functions.count);
    return other ? arena_printf(r->arena, "there is no function %s (did you mean %s?)", name, other)
                 : arena_printf(r->arena, "there is no function %s", name);
}

void assembly_read(const struct sample *sample, struct str text, struct arena *a,
                   struct asm_result *result)
{
    struct reader r = {
        .sample = sample, .arena = a, .source = command_source(sample, 0, a), .in_text = true};
    struct str line;
    *result = (struct asm_result){0};
    while (str_line(&text, &line))
        read_line(&r, line);
    show(&r, result);
    if (result->count == 0)
        result->why = why_not(&r);
}
