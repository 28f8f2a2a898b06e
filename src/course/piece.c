/* What is added to a text before cmark parses it.
 *
 * cmark knows nothing of the text around a fence. So the definitions of links there are added behind
 * the last line of what stands inside, and for each footnote that is defined there a stub, whose text is its
 * number outside:
 *
 *     [link]: http://example.org
 *
 *     [^name]: 3
 *
 *     [^name]
 *
 *     [^other]
 *
 * The last paragraphs refer to every footnote: cmark drops those that nothing refers to, and the only
 * reference may stand inside a fence. */
#include "course/piece.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "course/list.h"

/* The text's lines that look like link reference definitions, `[label]: …`. */
static void add_links(const struct text *text, struct buf *out)
{
    for (int line = 1; line <= text->line_count; line++) {
        struct str s = str_trim(text_line(text, line));
        if (s.len < 4 || s.data[0] != '[' || s.data[1] == '^' || !memmem(s.data, s.len, "]:", 2))
            continue;
        buf_putc(out, '\n');
        buf_str(out, s);
    }
}

/* "name" of a line `[^name]: …`, which may stand in a quotation; empty when it is another. */
static struct str footnote_label(struct str line)
{
    while (line.len > 0 && strchr(" \t>", line.data[0]))
        line = (struct str){line.data + 1, line.len - 1};
    const char *end = str_starts(line, "[^") ? memmem(line.data, line.len, "]:", 2) : NULL;
    return end ? (struct str){line.data + 2, (size_t)(end - line.data) - 2} : STR("");
}

static void add_stubs(const struct piece *outer, struct buf *out)
{
    for (size_t i = 0; i < outer->definition_count; i++)
        if (outer->definitions[i].label.len > 0)
            buf_printf(out, "\n\n[^%.*s]: %zu", STR_FMT(outer->definitions[i].label), i + 1);
}

/* A paragraph each: what a label holds could become one with what the next one holds. */
static void add_reference(struct str label, struct buf *out)
{
    if (label.len > 0)
        buf_printf(out, "\n\n[^%.*s]", STR_FMT(label));
}

static void add_references(const struct piece *piece, struct buf *out)
{
    const struct text *text = piece->text;
    for (int line = 1; line <= text->line_count; line++)
        add_reference(footnote_label(text_line(text, line)), out);
    for (size_t i = 0; piece->outer && i < piece->outer->definition_count; i++)
        add_reference(piece->outer->definitions[i].label, out);
}

static void add_definitions(const struct piece *piece, struct buf *out)
{
    const struct text *text = piece->text;
    for (const struct text *inner = text; inner->is_fenced; inner = inner->outer)
        add_links(inner->outer, out);
    if (!memmem(text->bytes.data, text->bytes.len, "[^", 2))
        return;
    if (piece->outer)
        add_stubs(piece->outer, out);
    add_references(piece, out);
}

static cmark_node *parse(const struct piece *piece)
{
    struct buf added = BUF_INIT, all = BUF_INIT;
    struct str bytes = piece->text->bytes;
    add_definitions(piece, &added);
    if (added.len > 0) {
        buf_str(&all, bytes);
        buf_puts(&all, "\n\n");
        buf_str(&all, buf_view(&added));
        bytes = buf_view(&all);
    }
    cmark_node *root = markdown_parse(bytes);
    buf_release(&added);
    buf_release(&all);
    return root;
}

/* A stub's text. */
static size_t stub_number(cmark_node *stub)
{
    cmark_node *text = cmark_node_first_child(cmark_node_first_child(stub));
    return strtoul(cmark_node_get_literal(text), NULL, 10);
}

static struct definition define(const struct piece *piece, cmark_node *node)
{
    if (piece_is_added(piece, node)) {
        size_t outside = stub_number(node);
        return (struct definition){.node = node,
                                   .label = piece->outer->definitions[outside - 1].label,
                                   .outside = outside};
    }
    struct str line = text_line(piece->text, cmark_node_get_start_line(node));
    return (struct definition){.node = node, .label = footnote_label(line)};
}

struct piece *piece_new(struct arena *a, const struct text *text, struct piece *outer)
{
    struct piece *piece = ARENA_NEW(a, struct piece);
    piece->text = text;
    piece->outer = text->is_fenced ? outer : NULL;
    piece->root = parse(piece);
    cmark_node *node = cmark_node_first_child(piece->root);
    for (; node; node = cmark_node_next(node))
        if (cmark_node_get_type(node) == CMARK_NODE_FOOTNOTE_DEFINITION)
            *LIST_ADD(a, piece->definitions, piece->definition_count) = define(piece, node);
    return piece;
}

void piece_free_tree(struct piece *piece)
{
    cmark_node_free(piece->root);
    piece->root = NULL;
}

bool piece_is_added(const struct piece *piece, cmark_node *node)
{
    return cmark_node_get_start_line(node) > piece->text->line_count;
}

struct definition *piece_definition(struct piece **piece, size_t number)
{
    if (number < 1 || number > (*piece)->definition_count)
        return NULL;
    struct definition *found = &(*piece)->definitions[number - 1];
    while (found->outside) {
        *piece = (*piece)->outer;
        found = &(*piece)->definitions[found->outside - 1];
    }
    return found;
}
