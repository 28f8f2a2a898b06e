#include "course/heading.h"

#include <string.h>

#include "course/list.h"

/* The offset of the last "{#" that ends with the text's "}"; text.len when there is none. */
static size_t find_id(struct str text)
{
    if (text.len < 3 || text.data[text.len - 1] != '}')
        return text.len;
    size_t open = text.len - 1;
    while (open > 0 && text.data[open] != '{')
        open--;
    bool apart = open == 0 || text.data[open - 1] == ' ';
    return text.data[open] == '{' && text.data[open + 1] == '#' && apart ? open : text.len;
}

const char *heading_take_id(struct reading *r, const struct text *text, int line, struct str *last)
{
    size_t at = find_id(*last);
    if (at == last->len)
        return NULL;
    struct str name = {last->data + at + 2, last->len - at - 3};
    const char *id = arena_str(r->a, name).data;
    *last = str_trim_end((struct str){last->data, at});
    if (anchors_is_id(id))
        return id;
    struct str whole = text_line(text, line);
    const char *found = memmem(whole.data, whole.len, "{#", 2);
    reading_problem(r, PROBLEM_ERROR, text, line, found ? (int)(found - whole.data) + 1 : 0,
                    "\"#%s\" is not an id (a letter, then letters, digits, - and _)", id);
    return "";
}

void heading_add(struct reading *r, const struct node *node, const char *file, const char *id)
{
    struct chapter *c = r->chapter;
    struct place place = {file, node->line, node->column};
    const struct place *taken = NULL;
    if (id && id[0])
        taken = anchors_claim(&r->anchors, &r->scratch, id, place);
    if (taken)
        problem_add(&c->problems, r->a, PROBLEM_ERROR, file, node->line, node->column,
                    "the id \"%s\" is taken by %s:%d", id, taken->file, taken->line);
    *LIST_ADD(r->a, c->headings, c->heading_count) = (struct heading){
        .level = node->level,
        .id = id && id[0] && !taken ? id : NULL,
        .place = place,
        .node = (uint32_t)(r->doc.count - 1),
    };
}

/* "mutex, mutexes" of a glossary is the term, and other forms of it. */
static void take_title(struct reading *r, struct heading *heading, struct str title)
{
    const char *comma = memchr(title.data, ',', title.len);
    if (r->chapter->is_glossary && heading->level == 2 && comma) {
        size_t len = (size_t)(comma - title.data);
        heading->also = arena_strndup(r->a, comma + 1, title.len - len - 1);
        title = str_trim_end((struct str){title.data, len});
    }
    heading->title = arena_str(r->a, title).data;
}

void heading_finish(struct reading *r, size_t index)
{
    struct chapter *c = r->chapter;
    struct buf title = BUF_INIT;
    struct doc doc = {r->doc.nodes, r->doc.count};
    doc_plain_text(&doc, index, !r->config->trust_html, &title);
    /* headings don't stand in each other: the last one is the one that ends */
    struct heading *heading = &c->headings[c->heading_count - 1];
    take_title(r, heading, str_trim(buf_view(&title)));
    buf_release(&title);
}

void headings_make_ids(struct reading *r)
{
    struct chapter *c = r->chapter;
    struct buf slug = BUF_INIT;
    for (size_t i = 0; i < c->heading_count; i++) {
        struct heading *h = &c->headings[i];
        if (!h->id) {
            buf_clear(&slug);
            anchors_slug(str_of(h->title), &slug);
            h->id = anchors_take_free(&r->anchors, r->a, arena_str(r->a, buf_view(&slug)).data,
                                      h->place);
        }
        r->doc.nodes[h->node].text = str_of(h->id);
    }
    buf_release(&slug);
}
