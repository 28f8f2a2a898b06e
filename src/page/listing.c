/* How a listing is made. First the spans of the text become marks: the classes that are shown, calls
 * that become links, neighbours of one kind as one mark. Then the text is taken line by line; a mark
 * that goes over the end of a line is closed there and opened again in the next, so that each line is
 * whole in itself and can be hidden, marked and linked to alone. */
#include "page/listing.h"

#include <string.h>

#include "base/path.h"
#include "course/list.h"
#include "page/html.h"
#include "page/manual.h"

enum { MARK_DEFINED = CODE_PRINTED + 1, MARK_LINK, MARK_KINDS };

struct mark {
    size_t start, end;
    int kind;                 /* enum code_class, or one of the above */
    struct manual_page *page; /* MARK_LINK */
};

struct marks {
    struct mark *items;
    size_t count;
};

/* What a class looks like; no tags: like plain text. */
static const struct {
    struct str open, close;
} tags[MARK_KINDS] = {
#define TAGS(first, last)                                                                          \
    {                                                                                              \
        {first, sizeof(first) - 1},                                                                \
        {                                                                                          \
            last, sizeof(last) - 1                                                                 \
        }                                                                                          \
    }
    [CODE_COMMENT] = TAGS("<i>", "</i>"),
    [CODE_KEYWORD] = TAGS("<b>", "</b>"),
    [CODE_TYPE] = TAGS("<b class=\"t\">", "</b>"),
    [CODE_STRING] = TAGS("<i class=\"s\">", "</i>"),
    [CODE_NUMBER] = TAGS("<i class=\"n\">", "</i>"),
    [CODE_DIRECTIVE] = TAGS("<b class=\"d\">", "</b>"),
    [CODE_VARIABLE] = TAGS("<i class=\"v\">", "</i>"),
    [CODE_PROMPT] = TAGS("<b class=\"p\">", "</b>"),
    [CODE_PRINTED] = TAGS("<i class=\"o\">", "</i>"),
    [MARK_DEFINED] = TAGS("<b class=\"f\">", "</b>"),
    [MARK_LINK] = TAGS("\" rel=\"noopener\">", "</a>"),
#undef TAGS
};

/* Where the search for the functions and calls that spans name has come to. */
struct search {
    struct str text;
    const struct code *code;
    size_t at; /* `line` is that of this byte */
    int line;
    size_t function, call; /* those before are behind */
};

/* "queue::push" is defined as "push". */
static bool is_called(const struct code_function *function, struct str name)
{
    size_t len = strlen(function->name);
    if (name.len > len || memcmp(function->name + len - name.len, name.data, name.len) != 0)
        return false;
    return name.len == len || function->name[len - name.len - 1] == ':';
}

static void count_lines(struct search *search, size_t to)
{
    for (; search->at < to; search->at++)
        search->line += search->text.data[search->at] == '\n';
}

/* Whether the name is that of a function that begins here: not of one that calls itself. */
static bool is_defined(struct search *search, const struct code_span *span)
{
    const struct code *code = search->code;
    struct str name = {search->text.data + span->start, span->end - span->start};
    count_lines(search, span->start);
    for (size_t i = search->function; i < code->function_count; i++) {
        const struct code_function *function = &code->functions[i];
        if (function->first_line > search->line)
            return false;
        if (function->last_line < search->line || !is_called(function, name))
            continue;
        search->function = i + 1;
        return true;
    }
    return false;
}

/* The manual page of the function that is called here. */
static struct manual_page *find_page(struct search *search, const struct code_span *span,
                                     struct arena *a)
{
    const struct code *code = search->code;
    while (search->call < code->call_count && code->calls[search->call].start < span->start)
        search->call++;
    struct str name = {search->text.data + span->start, span->end - span->start};
    struct manual_page page;
    if (search->call == code->call_count || code->calls[search->call].start != span->start ||
        !manual_find(name, &page) || !manual_has_address(&page))
        return NULL;
    struct manual_page *kept = ARENA_NEW(a, struct manual_page);
    *kept = page;
    return kept;
}

static bool is_blank(struct str text, size_t from, size_t to)
{
    while (from < to && (text.data[from] == ' ' || text.data[from] == '\t'))
        from++;
    return from == to;
}

/* "static const" is one mark. */
static bool join(struct marks *marks, struct str text, const struct code_span *span)
{
    struct mark *last = marks->count > 0 ? &marks->items[marks->count - 1] : NULL;
    if (!last || last->kind != (int)span->class || !is_blank(text, last->end, span->start))
        return false;
    last->end = span->end;
    return true;
}

static void add_mark(struct marks *marks, struct search *search, const struct code_span *span,
                     struct arena *a)
{
    struct mark mark = {span->start, span->end, (int)span->class, NULL};
    if (span->class == CODE_FUNCTION) {
        mark.page = find_page(search, span, a);
        mark.kind = mark.page ? MARK_LINK : is_defined(search, span) ? MARK_DEFINED : CODE_PLAIN;
    }
    if (tags[mark.kind].close.len > 0 && !join(marks, search->text, span))
        *LIST_ADD(a, marks->items, marks->count) = mark;
}

static struct marks find_marks(const struct code *code, struct str text, struct arena *a)
{
    struct search search = {.text = text, .code = code, .line = 1};
    struct marks marks = {0};
    for (size_t i = 0; i < code->span_count; i++)
        add_mark(&marks, &search, &code->spans[i], a);
    return marks;
}

static void add_piece(struct buf *out, struct str piece, const struct mark *mark)
{
    if (mark && mark->page) {
        buf_str(out, STR("<a href=\""));
        manual_address(mark->page, out);
    }
    if (mark)
        buf_str(out, tags[mark->kind].open);
    html_escape(out, piece);
    if (mark)
        buf_str(out, tags[mark->kind].close);
}

/* Append bytes start..end, which hold no end of a line. *next: the first mark that may not be over. */
static void add_line(struct buf *out, struct str text, size_t start, size_t end,
                     const struct marks *marks, size_t *next)
{
    while (start < end) {
        while (*next < marks->count && marks->items[*next].end <= start)
            ++*next;
        const struct mark *mark = *next < marks->count ? &marks->items[*next] : NULL;
        bool inside = mark && mark->start <= start;
        size_t stop = !mark ? end : inside ? mark->end : mark->start;
        stop = stop < end ? stop : end;
        add_piece(out, (struct str){text.data + start, stop - start}, inside ? mark : NULL);
        start = stop;
    }
}

/* The HTML of all lines into `out`; ends[i] is where line i ends there. */
static size_t *add_lines(struct buf *out, struct str text, const struct marks *marks,
                         struct arena *a, size_t *count)
{
    size_t *ends = NULL, next = 0;
    struct str line, rest = text;
    while (str_line(&rest, &line)) {
        size_t start = (size_t)(line.data - text.data), end = start + line.len;
        add_line(out, text, start, end, marks, &next);
        if (rest.data > line.data + line.len)
            buf_putc(out, '\n');
        *LIST_ADD(a, ends, *count) = out->len;
    }
    return ends;
}

static void split(struct listing *listing, struct str html, const size_t *ends, struct arena *a)
{
    size_t start = 0;
    listing->lines = ARENA_ARRAY(a, listing->count, struct str);
    for (size_t i = 0; i < listing->count; i++) {
        listing->lines[i] = (struct str){html.data + start, ends[i] - start};
        start = ends[i];
    }
}

void listing_read(struct code_reader *reader, const struct code_grammar *grammar, struct str text,
                  struct arena *a, struct listing *listing)
{
    struct buf html = BUF_INIT;
    *listing = (struct listing){0};
    if (reader && grammar)
        code_read(reader, grammar, text, a, &listing->code);
    struct marks marks = find_marks(&listing->code, text, a);
    size_t *ends = add_lines(&html, text, &marks, a, &listing->count);
    split(listing, arena_str(a, buf_view(&html)), ends, a);
    buf_release(&html);
}

/* The language's own files are what it says; it may be shown with others: a header, a Makefile. */
const struct code_grammar *listing_grammar(const char *file, const struct language *language)
{
    const char *base = path_base(file), *dot = strrchr(base, '.');
    const struct code_grammar *grammar = NULL;
    if (dot && language->grammar && strcmp(dot, language->extension) == 0)
        return language->grammar;
    if (dot)
        grammar = code_grammar(str_of(dot + 1));
    else if (strcasecmp(base, "makefile") == 0)
        grammar = code_grammar(STR("make"));
    return grammar ? grammar : language->grammar;
}
