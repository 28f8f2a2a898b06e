/* How a chapter is woven.
 *
 * Each text (the chapter's own, an included file, the inside of an exercise) is parsed by cmark on its
 * own: a piece. A frame walks one tree, from a node `top` over all below it; when a block turns out to
 * hold Markdown, a frame for that is pushed and the outer one waits. There is no recursion, because
 * the depth of the tree is the author's.
 *
 * Footnotes are numbered through the page in the order in which they are first referred to. cmark
 * numbers those of one piece from 1 and puts the definitions behind everything else in the tree; they
 * are left out there and put at the end of the doc. What stands inside a fence may refer to those of
 * the text around it (piece.c). */
#include "course/weave.h"

#include <stdlib.h>
#include <string.h>

#include "course/block.h"
#include "course/formula.h"
#include "course/heading.h"
#include "course/inline.h"
#include "course/list.h"
#include "course/piece.h"
#include "course/quiz.h"

struct frame {
    struct piece *piece;
    cmark_node *top, *at; /* `at` has been entered; `inside`: its children are next */
    bool inside;
    bool closes; /* the doc's node that waits for the end of this frame is closed then */
};

struct weaver {
    struct reading *r;
    /* each text stands in another, and a footnote below the chapter's own */
    struct frame frames[BLOCK_DEPTH + 2];
    int depth;
    struct piece **pieces; /* whose trees live until the end: footnotes come last */
    size_t piece_count;
    cmark_node *formula; /* the code of the last span that is one */
    struct note **notes; /* of the page */
    size_t note_count;
    int line;   /* of the last node that had one: cmark gives none to soft breaks and autolinks */
    int column; /* of the cell that comes next in its row */
};

static struct str literal(struct weaver *w, cmark_node *node)
{
    return arena_str(w->r->a, str_of(cmark_node_get_literal(node)));
}

/* Parse a text that is to be woven in; the piece around it is `outer`. */
static struct piece *add_piece(struct weaver *w, const struct text *text, struct piece *outer)
{
    struct arena *a = &w->r->scratch;
    struct piece *piece = piece_new(a, text, outer);
    *LIST_ADD(a, w->pieces, w->piece_count) = piece;
    return piece;
}

static void push(struct weaver *w, struct piece *piece, cmark_node *top, bool closes)
{
    w->frames[w->depth++] = (struct frame){piece, top, top, true, closes};
}

static struct node *place(struct weaver *w, struct frame *f, cmark_node *from, struct node *node)
{
    const struct text *text = f->piece->text;
    int line = cmark_node_get_start_line(from);
    node->source = text->source;
    if (line > 0) {
        w->line = line;
        node->line = text->skipped + line;
        node->column = text_file_column(text, line, cmark_node_get_start_column(from));
        node->end_line = text_file_line(text, cmark_node_get_end_line(from));
    }
    return node;
}

static struct node *open_node(struct weaver *w, struct frame *f, cmark_node *from,
                              enum node_kind kind)
{
    return place(w, f, from, doc_open(&w->r->doc, kind));
}

static struct node *leaf(struct weaver *w, struct frame *f, cmark_node *from, enum node_kind kind)
{
    return place(w, f, from, doc_leaf(&w->r->doc, kind));
}

/* The name of the alert that the quote is, which its first line `[!NOTE]` says; that line is taken
 * out of the tree. NULL when it is none. */
static const char *take_alert(struct weaver *w, struct frame *f, cmark_node *quote)
{
    cmark_node *paragraph = cmark_node_first_child(quote);
    if (!paragraph || cmark_node_get_type(paragraph) != CMARK_NODE_PARAGRAPH)
        return NULL;
    cmark_node *text = cmark_node_first_child(paragraph);
    if (!text || cmark_node_get_type(text) != CMARK_NODE_TEXT)
        return NULL;
    cmark_node *next = cmark_node_next(text);
    bool alone = !next || cmark_node_get_type(next) == CMARK_NODE_SOFTBREAK ||
                 cmark_node_get_type(next) == CMARK_NODE_LINEBREAK;
    const char *name = NULL;
    if (alone)
        name = inline_alert(w->r, f->piece->text, cmark_node_get_start_line(text),
                            cmark_node_get_start_column(text), cmark_node_get_literal(text));
    if (!name)
        return NULL;
    /* freeing takes a node out of its tree */
    cmark_node_free(next ? next : paragraph);
    if (next)
        cmark_node_free(text);
    return name;
}

static void enter_quote(struct weaver *w, struct frame *f, cmark_node *node)
{
    const char *alert = take_alert(w, f, node);
    struct node *n = open_node(w, f, node, alert ? NODE_ALERT : NODE_BLOCK_QUOTE);
    n->text = str_of(alert);
}

static void enter_list(struct weaver *w, struct frame *f, cmark_node *node)
{
    struct node *n = open_node(w, f, node, NODE_LIST);
    bool ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
    n->level = ordered ? cmark_node_get_list_start(node) : -1;
    n->flag = cmark_node_get_list_tight(node);
}

/* A fenced block may hold Markdown: then its frame goes on top of this one. */
static void take_code_block(struct weaver *w, struct frame *f, cmark_node *node)
{
    int length, offset;
    char character;
    if (!cmark_node_get_fenced(node, &length, &offset, &character)) {
        leaf(w, f, node, NODE_CODE_BLOCK)->text = literal(w, node);
        return;
    }
    bool opened;
    struct fence_marks marks = {character, length};
    w->line = cmark_node_get_start_line(node);
    const struct text *inner =
        block_read(w->r, f->piece->text, w->line, cmark_node_get_start_column(node), marks,
                   str_of(cmark_node_get_literal(node)), &opened);
    if (inner) {
        struct piece *piece = add_piece(w, inner, f->piece);
        push(w, piece, piece->root, opened);
    }
}

static void enter_table(struct weaver *w, struct frame *f, cmark_node *node)
{
    open_node(w, f, node, NODE_TABLE)->text = markdown_alignments(node, w->r->a);
}

static bool enter_extension(struct weaver *w, struct frame *f, cmark_node *node)
{
    struct node *n;
    switch (markdown_kind(node)) {
    case MARKDOWN_TABLE:
        enter_table(w, f, node);
        return true;
    case MARKDOWN_ROW:
        w->column = 0;
        open_node(w, f, node, NODE_ROW)->flag = markdown_is_header(node);
        return true;
    case MARKDOWN_CELL:
        n = open_node(w, f, node, NODE_CELL);
        n->level = w->column++;
        n->flag = markdown_is_header(cmark_node_parent(node));
        return true;
    case MARKDOWN_STRIKETHROUGH:
        open_node(w, f, node, NODE_STRIKETHROUGH);
        return true;
    default:
        return false;
    }
}

/* The page's footnote of a definition in the piece. */
static struct note *note_of(struct weaver *w, struct piece *piece, struct definition *definition)
{
    if (definition->note)
        return definition->note;
    struct note *note = definition->note = ARENA_NEW(&w->r->scratch, struct note);
    *note = (struct note){piece, definition->node, (int)w->note_count + 1, 0};
    *LIST_ADD(&w->r->scratch, w->notes, w->note_count) = note;
    return note;
}

static void take_reference(struct weaver *w, struct frame *f, cmark_node *node)
{
    struct piece *piece = f->piece;
    size_t number = strtoul(cmark_node_get_literal(node), NULL, 10);
    struct definition *definition = piece_definition(&piece, number);
    if (!definition)
        return;
    struct note *note = note_of(w, piece, definition);
    struct node *n = leaf(w, f, node, NODE_FOOTNOTE_REFERENCE);
    n->level = note->number;
    n->extra = str_of(arena_printf(w->r->a, "%d", note->references++));
}

static void take_code(struct weaver *w, struct frame *f, cmark_node *node)
{
    struct str text = literal(w, node);
    struct node *n = leaf(w, f, node, NODE_CODE);
    n->text = text;
    if (node == w->formula)
        formula_add_span(w->r, f->piece->text, w->line, n);
    else
        inline_code(w->r, f->piece->text, w->line, n);
}

static void take_text(struct weaver *w, struct frame *f, cmark_node *node)
{
    cmark_node *formula = formula_cut(w->r, f->piece->text, node);
    if (formula)
        w->formula = formula;
    if (cmark_node_get_literal(node)[0] == '\0') /* it was only the dollar */
        return;
    struct node *n = leaf(w, f, node, NODE_TEXT);
    n->text = literal(w, node);
    inline_text(w->r, f->piece->text, w->line, n->text,
                markdown_kind(cmark_node_parent(node)) == MARKDOWN_CELL);
}

static void enter_link(struct weaver *w, struct frame *f, cmark_node *node, enum node_kind kind)
{
    struct node *n = open_node(w, f, node, kind);
    n->text = arena_str(w->r->a, str_of(cmark_node_get_url(node)));
    n->extra = arena_str(w->r->a, str_of(cmark_node_get_title(node)));
    inline_link(f->piece->text, w->line, n);
    *LIST_ADD(w->r->a, w->r->chapter->links, w->r->chapter->link_count) =
        (uint32_t)(w->r->doc.count - 1);
}

/* The heading's own id `{#…}`, which is cut off its text. */
static void enter_heading(struct weaver *w, struct frame *f, cmark_node *node)
{
    const char *id = NULL;
    int line = cmark_node_get_start_line(node);
    cmark_node *last = cmark_node_last_child(node);
    if (last && cmark_node_get_type(last) == CMARK_NODE_TEXT) {
        struct str kept = str_of(cmark_node_get_literal(last));
        id = heading_take_id(w->r, f->piece->text, line, &kept);
        if (id)
            cmark_node_set_literal(last, arena_str(&w->r->scratch, kept).data);
        if (id && kept.len == 0)
            cmark_node_free(last);
    }
    struct node *n = open_node(w, f, node, NODE_HEADING);
    n->level = cmark_node_get_heading_level(node);
    heading_add(w->r, n, f->piece->text->file, id);
}

/* Whether the node's children are to be visited: then a node of the doc is open for it. */
static bool enter(struct weaver *w, struct frame *f, cmark_node *node)
{
    const struct text *text = f->piece->text;
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_PARAGRAPH:
        block_check_paragraph(w->r, text, cmark_node_get_start_line(node),
                              cmark_node_get_end_line(node));
        open_node(w, f, node, NODE_PARAGRAPH);
        return true;
    case CMARK_NODE_HEADING:
        enter_heading(w, f, node);
        return true;
    case CMARK_NODE_BLOCK_QUOTE:
        enter_quote(w, f, node);
        return true;
    case CMARK_NODE_LIST:
        enter_list(w, f, node);
        return true;
    case CMARK_NODE_ITEM:
        open_node(w, f, node, NODE_ITEM)->level = markdown_task(node);
        return true;
    case CMARK_NODE_EMPH:
        open_node(w, f, node, NODE_EMPHASIS);
        return true;
    case CMARK_NODE_STRONG:
        open_node(w, f, node, NODE_STRONG);
        return true;
    case CMARK_NODE_LINK:
        enter_link(w, f, node, NODE_LINK);
        return true;
    case CMARK_NODE_IMAGE:
        enter_link(w, f, node, NODE_IMAGE);
        return true;
    default:
        return enter_extension(w, f, node);
    }
}

/* Nodes without children; false when it is another. */
static bool take_leaf(struct weaver *w, struct frame *f, cmark_node *node)
{
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_TEXT:
        take_text(w, f, node);
        return true;
    case CMARK_NODE_SOFTBREAK:
        leaf(w, f, node, NODE_SOFT_BREAK);
        return true;
    case CMARK_NODE_LINEBREAK:
        leaf(w, f, node, NODE_LINE_BREAK);
        return true;
    case CMARK_NODE_CODE:
        take_code(w, f, node);
        return true;
    case CMARK_NODE_HTML_INLINE:
        leaf(w, f, node, NODE_HTML_INLINE)->text = literal(w, node);
        return true;
    case CMARK_NODE_FOOTNOTE_REFERENCE:
        take_reference(w, f, node);
        return true;
    case CMARK_NODE_CODE_BLOCK:
        take_code_block(w, f, node);
        return true;
    case CMARK_NODE_HTML_BLOCK:
        leaf(w, f, node, NODE_HTML_BLOCK)->text = literal(w, node);
        return true;
    case CMARK_NODE_THEMATIC_BREAK:
        leaf(w, f, node, NODE_RULE);
        return true;
    case CMARK_NODE_FOOTNOTE_DEFINITION:
        return true;
    default:
        return false;
    }
}

static void leave(struct weaver *w, struct frame *f, cmark_node *node)
{
    if (node == f->top)
        return;
    size_t heading = w->r->doc.open;
    doc_close(&w->r->doc);
    if (cmark_node_get_type(node) == CMARK_NODE_HEADING)
        heading_finish(w->r, heading);
}

/* The node after f->at in the order of reading; what ends before it is closed. NULL at the end. */
static cmark_node *next_node(struct weaver *w, struct frame *f)
{
    cmark_node *node = f->at;
    if (f->inside && cmark_node_first_child(node))
        return cmark_node_first_child(node);
    if (f->inside)
        leave(w, f, node);
    while (node != f->top && !cmark_node_next(node)) {
        node = cmark_node_parent(node);
        leave(w, f, node);
    }
    return node == f->top ? NULL : cmark_node_next(node);
}

/* All that stands in a block of Markdown is there. */
static void close_block(struct reading *r)
{
    size_t block = r->doc.open;
    doc_close(&r->doc);
    if (r->doc.nodes[block].kind == NODE_QUIZ)
        quiz_finish(r, block);
}

/* Walk until all frames are done. */
static void walk(struct weaver *w)
{
    while (w->depth > 0) {
        struct frame *f = &w->frames[w->depth - 1];
        cmark_node *node = next_node(w, f);
        if (!node) {
            if (f->closes)
                close_block(w->r);
            w->depth--;
            continue;
        }
        f->at = node;
        f->inside = !piece_is_added(f->piece, node) && !take_leaf(w, f, node) && enter(w, f, node);
    }
}

/* Footnotes may refer to further ones, which come behind them. */
static void weave_notes(struct weaver *w)
{
    for (size_t i = 0; i < w->note_count; i++) {
        struct note *note = w->notes[i];
        struct frame f = {.piece = note->piece};
        open_node(w, &f, note->definition, NODE_FOOTNOTE)->level = note->number;
        push(w, note->piece, note->definition, true);
        walk(w);
    }
    w->r->chapter->footnote_count = (int)w->note_count;
}

void weave(struct reading *r, const struct text *text)
{
    struct weaver w = {.r = r};
    doc_open(&r->doc, NODE_DOCUMENT)->end_line = text->skipped + text->line_count;
    struct piece *piece = add_piece(&w, text, NULL);
    push(&w, piece, piece->root, false);
    walk(&w);
    weave_notes(&w);
    doc_close(&r->doc);
    for (size_t i = 0; i < w.piece_count; i++)
        piece_free_tree(w.pieces[i]);
}
