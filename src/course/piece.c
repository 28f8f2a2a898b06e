#include "course/piece.h"

#include <string.h>

#include "base/buf.h"
#include "course/list.h"

/* The text's lines that look like link reference definitions, `[label]: …`. */
static void add_definitions(const struct text *text, struct buf *out)
{
    for (int line = 1; line <= text->line_count; line++) {
        struct str s = str_trim(text_line(text, line));
        if (s.len < 4 || s.data[0] != '[' || s.data[1] == '^' || !memmem(s.data, s.len, "]:", 2))
            continue;
        buf_puts(out, out->len ? "\n" : "\n\n");
        buf_str(out, s);
    }
}

static cmark_node *parse(const struct text *text)
{
    if (!text->is_fenced)
        return markdown_parse(text->bytes);
    struct buf all = BUF_INIT, definitions = BUF_INIT;
    for (const struct text *inner = text; inner->is_fenced; inner = inner->outer)
        add_definitions(inner->outer, &definitions);
    buf_str(&all, text->bytes);
    buf_str(&all, buf_view(&definitions));
    cmark_node *root = markdown_parse(buf_view(&all));
    buf_release(&all);
    buf_release(&definitions);
    return root;
}

struct piece *piece_new(struct arena *a, const struct text *text)
{
    struct piece *piece = ARENA_NEW(a, struct piece);
    piece->text = text;
    piece->root = parse(text);
    cmark_node *node = cmark_node_first_child(piece->root);
    for (; node; node = cmark_node_next(node))
        if (cmark_node_get_type(node) == CMARK_NODE_FOOTNOTE_DEFINITION)
            *LIST_ADD(a, piece->definitions, piece->definition_count) = node;
    piece->notes = ARENA_ARRAY(a, piece->definition_count, struct note *);
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
