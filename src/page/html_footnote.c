/* Footnotes. A note stands once, directly behind the block that holds its first reference, where a
 * wide page can show it in the margin beside that block: all notes of a block are in one element, and
 * both in another, for styles. The block is the outermost one inside of the page, of an exercise or of a solution. The notes that a
 * note refers to come behind it. What nobody sees a reference to (it is in the words for a picture)
 * stays where cmark puts all notes, at the end. The ids hold a colon, which those of headings never
 * do. */
#include "page/html_node.h"

/* The words for a picture are no links: what they refer to is not referred to. */
static size_t next_reference(const struct html *h, size_t i, size_t end)
{
    while (i < end && h->nodes[i].kind != NODE_FOOTNOTE_REFERENCE)
        i = h->nodes[i].kind == NODE_IMAGE ? h->nodes[i].end : i + 1;
    return i < end ? i : end;
}

/* NULL when there is no such note. */
static struct html_note *note_of(const struct html *h, const struct node *node)
{
    bool exists = node->level >= 1 && (size_t)node->level <= h->note_count;
    return exists ? &h->notes[node->level - 1] : NULL;
}

void html_notes_find(struct html *h)
{
    const struct doc *doc = &h->chapter->doc;
    h->note_count = (size_t)h->chapter->footnote_count;
    if (h->note_count == 0)
        return;
    h->notes = ARENA_ARRAY(&h->arena, h->note_count, struct html_note);
    h->queue = ARENA_ARRAY(&h->arena, h->note_count, const struct node *);
    struct html_note *note;
    for (size_t i = 0; i < doc->count; i++)
        if (doc->nodes[i].kind == NODE_FOOTNOTE && (note = note_of(h, &doc->nodes[i])) &&
            !note->node)
            note->node = &doc->nodes[i];
    size_t i = next_reference(h, 0, doc->count);
    for (; i < doc->count; i = next_reference(h, i + 1, doc->count))
        if ((note = note_of(h, &doc->nodes[i])))
            note->references++;
}

static void add_reference_id(struct buf *out, int number, int earlier)
{
    if (earlier == 0)
        buf_printf(out, "fnref:%d", number);
    else
        buf_printf(out, "fnref:%d-%d", number, earlier + 1);
}

/* HTML has no links in links: inside of one, the number is only where the note leads back to. */
enum html_next html_reference(struct html *h, const struct node *node)
{
    struct html_note *note = note_of(h, node);
    int earlier = note ? note->seen++ : 0, number = node->level;
    if (h->links > 0) {
        buf_str(h->out, STR("<sup id=\""));
        add_reference_id(h->out, number, earlier);
        buf_printf(h->out, "\">%d</sup>", number);
        return HTML_OVER;
    }
    buf_str(h->out, STR("<sup><a class=\"note-ref\" id=\""));
    add_reference_id(h->out, number, earlier);
    buf_printf(h->out,
               "\" href=\"#fn:%d\" role=\"doc-noteref\" aria-label=\"Note %d\">%d</a></sup>",
               number, number, number);
    return HTML_OVER;
}

void html_notes_queue(struct html *h, size_t first, size_t end)
{
    size_t i = next_reference(h, first, end);
    for (; i < end; i = next_reference(h, i + 1, end)) {
        struct html_note *note = note_of(h, &h->nodes[i]);
        if (!note || !note->node || note->is_queued)
            continue;
        note->is_queued = true;
        h->queue[h->queued++] = note->node;
    }
}

/* Queue the notes that are first referred to inside of the node. */
static void queue_notes(struct html *h, const struct node *node)
{
    if (node->kind == NODE_QUIZ)
        html_quiz_queue_notes(h, node);
    else
        html_notes_queue(h, (size_t)(node - h->nodes), node->end);
}

static void add_note(struct html *h, const struct node *node)
{
    buf_printf(h->out, "<aside class=\"note\" id=\"fn:%d\" role=\"doc-footnote\"><b>%d</b>\n",
               node->level, node->level);
    html_children(h, node);
    size_t last = (size_t)(node - h->nodes);
    for (size_t i = last + 1; i < node->end; i = h->nodes[i].end)
        last = i;
    if (h->nodes[last].kind != NODE_PARAGRAPH)
        html_back_links(h, node->level);
    buf_str(h->out, STR("</aside>\n"));
}

/* Whether notes may stand behind the node, which is not open. */
static bool is_outermost(const struct html *h, const struct node *node)
{
    const struct node *parent = html_open_node(h, 0);
    bool may_hold = parent && (parent->kind == NODE_DOCUMENT || parent->kind == NODE_EXERCISE ||
                               parent->kind == NODE_SOLUTION);
    return may_hold && node->kind != NODE_EXERCISE && node->kind != NODE_SOLUTION &&
           node->kind != NODE_FOOTNOTE;
}

void html_notes_before(struct html *h, const struct node *node)
{
    if (h->queued == h->note_count || h->holder || !is_outermost(h, node))
        return;
    queue_notes(h, node);
    if (h->placed == h->queued)
        return;
    h->holder = node;
    buf_str(h->out, STR("<div class=\"noted\">\n"));
}

static void place_notes(struct html *h)
{
    buf_str(h->out, STR("<div class=\"notes\">\n"));
    while (h->placed < h->queued) {
        const struct node *note = h->queue[h->placed++];
        add_note(h, note);
        queue_notes(h, note);
    }
    buf_str(h->out, STR("</div>\n"));
}

void html_notes_here(struct html *h, size_t first, size_t end)
{
    size_t waiting = h->placed, queued = h->queued;
    h->placed = queued;
    html_notes_queue(h, first, end);
    if (h->placed < h->queued)
        place_notes(h);
    h->placed = waiting; /* those before still wait for their own place */
    h->queued = queued;
}

void html_notes_behind(struct html *h, const struct node *node)
{
    if (h->holder != node)
        return;
    place_notes(h);
    h->holder = NULL;
    buf_str(h->out, STR("</div>\n"));
}

enum html_next html_footnote(struct html *h, const struct node *node)
{
    struct html_note *note = note_of(h, node);
    if (!note || note->node != node || note->is_queued)
        return HTML_OVER;
    note->is_queued = true;
    h->queue[h->queued++] = node;
    h->holder = node; /* blocks inside of it hold nothing */
    place_notes(h);
    h->holder = NULL;
    return HTML_OVER;
}

void html_back_links(struct html *h, int number)
{
    size_t i = (size_t)number - 1;
    int references = number >= 1 && i < h->note_count ? h->notes[i].references : 0;
    for (int earlier = 0; earlier < references; earlier++) {
        buf_str(h->out, STR(" <a class=\"note-back\" href=\"#"));
        add_reference_id(h->out, number, earlier);
        buf_str(h->out, STR("\" role=\"doc-backlink\" aria-label=\"Back to the text"));
        if (earlier > 0)
            buf_printf(h->out, ", place %d", earlier + 1);
        buf_str(h->out, STR("\">\xE2\x86\xA9</a>"));
    }
}
