/* How a text is read.
 *
 * tree-sitter makes a syntax tree of it, in which what can't be parsed is an error node among good ones.
 * The grammar's query (query.h) is held against the tree once; what it finds (findings.h), sorted by
 * place, is then gone through three times: for the spans, the functions and the calls. Only the first
 * step asks the tree: its nodes know their parents and neighbours only by a search from the root, which
 * a text with many thousand of them would make slow.
 *
 * Of a console the commands are parsed as one shell script, with what stands between them left out. */
#include "code/code.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "code/calls.h"
#include "code/console.h"
#include "code/functions.h"
#include "code/spans.h"

struct code_reader {
    TSParser *parser;
    TSQueryCursor *cursor;
    struct query queries[CODE_GRAMMARS]; /* by code_grammar_index; all zero: not met yet */
};

struct code_reader *code_reader_new(void)
{
    struct code_reader *reader = xcalloc(1, sizeof *reader);
    reader->parser = ts_parser_new();
    reader->cursor = ts_query_cursor_new();
    /* Never resumed: where the parser paused would change how it recovers from errors. */
    ts_parser_set_timeout_micros(reader->parser, CODE_READ_MS * 1000);
    return reader;
}

void code_reader_free(struct code_reader *reader)
{
    if (!reader)
        return;
    for (size_t i = 0; i < CODE_GRAMMARS; i++)
        query_release(&reader->queries[i]);
    ts_query_cursor_delete(reader->cursor);
    ts_parser_delete(reader->parser);
    free(reader);
}

static const struct query *reader_query(struct code_reader *reader,
                                        const struct code_grammar *grammar)
{
    struct query *query = &reader->queries[code_grammar_index(grammar)];
    if (!query->ts)
        *query = query_new(grammar);
    return query;
}

/* What the text holds, or nothing when it takes too long. */
static struct findings find(struct code_reader *reader, const struct code_grammar *grammar,
                            struct str text, struct arena *a)
{
    struct findings found = {0};
    ts_parser_set_language(reader->parser, grammar->language());
    TSTree *tree = ts_parser_parse_string(reader->parser, NULL, text.data, (uint32_t)text.len);
    if (!tree) {
        ts_parser_reset(reader->parser);
        return found;
    }
    found = findings_collect(ts_tree_root_node(tree), reader_query(reader, grammar), reader->cursor,
                             text, a);
    ts_tree_delete(tree);
    return found;
}

static void read_program(struct code_reader *reader, const struct code_grammar *grammar,
                         struct str text, struct arena *a, struct code *code)
{
    struct arena scratch = {0};
    struct spans spans = {.a = a};
    struct rows rows = rows_read(text, &scratch);
    struct findings found = find(reader, grammar, text, &scratch);
    spans_of_paint(&spans, found.paint, found.paint_count);
    functions_read(&found, grammar->joint, text, &rows, a, code);
    calls_read(&found, text, &rows, a, code);
    spans_trim(&spans, text);
    code->spans = spans.items;
    code->span_count = spans.count;
    arena_release(&scratch);
}

/* Let the parser see the commands only. */
static void include_commands(struct code_reader *reader, const struct console_line *lines,
                             size_t count, struct arena *a)
{
    TSRange *ranges = ARENA_ARRAY(a, count, TSRange);
    uint32_t n = 0;
    for (uint32_t i = 0; i < count; i++) {
        const struct console_line *line = &lines[i];
        if (line->has_prompt)
            ranges[n++] = (TSRange){.start_point = {i, line->command - line->start},
                                    .end_point = {i, line->end - line->start},
                                    .start_byte = line->command,
                                    .end_byte = line->end};
    }
    ts_parser_set_included_ranges(reader->parser, ranges, n);
}

/* Add the parts of `inner` that lie between start and end. Those that end before are done with. */
static void add_between(struct spans *spans, struct spans *inner, size_t *next, uint32_t start,
                        uint32_t end)
{
    while (*next < inner->count && inner->items[*next].end <= start)
        ++*next;
    for (size_t i = *next; i < inner->count && inner->items[i].start < end; i++) {
        struct code_span span = inner->items[i];
        spans_add(spans, span.start > start ? span.start : start, span.end < end ? span.end : end,
                  span.class);
    }
}

static void read_console(struct code_reader *reader, struct str text, struct arena *a,
                         struct code *code)
{
    struct arena scratch = {0};
    struct spans spans = {.a = a}, commands = {.a = &scratch};
    struct rows rows = rows_read(text, &scratch);
    struct console_line *lines = console_read(text, &rows, &scratch);
    include_commands(reader, lines, rows.count, &scratch);
    struct findings found = find(reader, code_grammar(STR("bash")), text, &scratch);
    ts_parser_set_included_ranges(reader->parser, NULL, 0);
    spans_of_paint(&commands, found.paint, found.paint_count);
    size_t next = 0;
    for (size_t i = 0; i < rows.count; i++) {
        const struct console_line *line = &lines[i];
        spans_add(&spans, line->start, line->command, CODE_PROMPT);
        if (line->has_prompt)
            add_between(&spans, &commands, &next, line->command, line->end);
        else
            spans_add(&spans, line->start, line->end, CODE_PRINTED);
    }
    spans_trim(&spans, text);
    code->spans = spans.items;
    code->span_count = spans.count;
    arena_release(&scratch);
}

static bool is_word(char c)
{
    return isalnum((unsigned char)c) || c == '_' || (unsigned char)c >= 0x80;
}

/* A node of libtree-sitter 0.20.7 that has 65,536 children destroys memory (fixed in 0.20.8), and in what
 * can't be parsed all tokens may become children of one. Some are empty, or share a word: hence half
 * as many. */
static bool has_too_many_tokens(struct str text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.len && count <= CODE_MAX_TOKENS; i++) {
        bool continues = i > 0 && is_word(text.data[i - 1]) && is_word(text.data[i]);
        count += !continues && text.data[i] != ' ';
    }
    return count > CODE_MAX_TOKENS;
}

/* Error recovery tries each bracket that is open, again and again, and does not look at the clock. */
static bool is_too_deep(struct str text)
{
    int depth = 0;
    for (size_t i = 0; i < text.len && depth <= CODE_MAX_DEPTH; i++) {
        depth += memchr("([{", text.data[i], 3) != NULL;
        depth -= depth > 0 && memchr(")]}", text.data[i], 3);
    }
    return depth > CODE_MAX_DEPTH;
}

static bool is_readable(struct str text)
{
    return text.len > 0 && text.len <= CODE_MAX_BYTES && !has_too_many_tokens(text) &&
           !is_too_deep(text);
}

void code_read(struct code_reader *reader, const struct code_grammar *grammar, struct str text,
               struct arena *a, struct code *code)
{
    *code = (struct code){0};
    if (!is_readable(text))
        return;
    if (grammar->language)
        read_program(reader, grammar, text, a, code);
    else
        read_console(reader, text, a, code);
}
