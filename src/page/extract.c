#include "page/extract.h"

#include <ctype.h>
#include <string.h>

#include "base/buf.h"

/* What a `{lua}` value and a link without words will say is not known here, and a formula or raw HTML
 * is nothing to read. */
static bool is_readable(const struct node *nodes, size_t i)
{
    switch (nodes[i].kind) {
    case NODE_VALUE:
    case NODE_MATH:
    case NODE_HTML_INLINE:
    case NODE_IMAGE:
        return false;
    case NODE_LINK:
        return nodes[i].end > i + 1;
    default:
        return true;
    }
}

static bool is_prose(const struct doc *doc, size_t i)
{
    const struct node *nodes = doc->nodes;
    bool readable = nodes[i].kind == NODE_PARAGRAPH;
    for (size_t c = i + 1; readable && c < nodes[i].end; c++)
        readable = is_readable(nodes, c);
    return readable;
}

/* The first paragraph of the chapter itself, not of a quotation or a list, as one line. */
static void add_paragraph(const struct doc *doc, struct buf *out)
{
    if (doc->count == 0)
        return;
    for (size_t i = 1; i < doc->nodes[0].end; i = doc->nodes[i].end)
        if (is_prose(doc, i)) {
            doc_plain_text(doc, i, false, out);
            return;
        }
}

static bool is_blank(char c)
{
    return isspace((unsigned char)c);
}

static bool ends_sentence(struct str text, size_t i)
{
    return strchr(".!?", text.data[i]) && text.data[i] &&
           (i + 1 == text.len ||
            (is_blank(text.data[i + 1]) &&
             (i + 2 == text.len || !islower((unsigned char)text.data[i + 2]))));
}

/* How much of the text may stand: it ends behind a sentence, if one ends in time, or behind a word, or
 * else anywhere. Where something is cut, its mark needs a place, too. */
static size_t length_of(struct str text, bool *cut)
{
    size_t sentence = 0, word = 0, most = 0, characters = 0;
    for (size_t i = 0; i < text.len; i++) {
        bool begins = ((unsigned char)text.data[i] & 0xC0) != 0x80;
        characters += begins;
        if (begins && characters == EXTRACT_CHARACTERS)
            most = i;
        if (characters > EXTRACT_CHARACTERS)
            break;
        if (is_blank(text.data[i]))
            word = i;
        if (ends_sentence(text, i))
            sentence = i + 1;
    }
    bool fits = characters <= EXTRACT_CHARACTERS;
    *cut = !fits && sentence == 0;
    return fits ? text.len : sentence ? sentence : word ? word : most;
}

const char *extract_of(const struct chapter *chapter, struct arena *a)
{
    struct buf text = BUF_INIT;
    bool cut = false;
    buf_puts(&text, chapter->description);
    if (text.len == 0)
        add_paragraph(&chapter->doc, &text);
    struct str line = str_trim(buf_view(&text));
    line.len = length_of(line, &cut);
    char *extract = arena_printf(a, "%.*s%s", STR_FMT(line), cut ? "…" : "");
    for (char *c = extract; *c; c++)
        if (is_blank(*c))
            *c = ' ';
    buf_release(&text);
    return extract;
}
