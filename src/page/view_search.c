#include "page/view_search.h"

#include <string.h>

#include "base/utf8.h"
#include "base/visible.h"
#include "course/link.h"
#include "page/listing.h"
#include "page/view.h"

struct index {
    const struct results *results;
    struct code_reader *reader;
    struct arena arena; /* for one program or one link */
    const struct chapter *chapter;
    size_t number; /* of the chapter in the course; past the last: it is the glossary */
    struct json json;
    struct buf text; /* of the part under way */
};

/* A section's nodes: from..to. */
struct range {
    size_t from, to;
};

/* --- prose --- */

static void put_apart(struct buf *text)
{
    if (text->len > 0 && text->data[text->len - 1] != ' ')
        buf_putc(text, ' ');
}

/* As on the page (html.h): what would turn the text around it is spelt out. */
static void put_visible(struct buf *out, struct str text)
{
    uint32_t c;
    for (size_t i = 0, len; i < text.len; i += len) {
        len = utf8_decode(text.data + i, text.len - i, &c);
        if (c >= 0x80 && visible_is_control(c))
            buf_printf(out, "<U+%04X>", (unsigned)c);
        else
            buf_add(out, text.data + i, len);
    }
}

/* A range of text that a reader finds on the page; newlines mean nothing in prose. */
static void put_text(struct buf *text, struct str more)
{
    size_t start = text->len;
    put_visible(text, more);
    for (size_t i = start; i < text->len; i++)
        if (text->data[i] == '\n' || text->data[i] == '\t')
            text->data[i] = ' ';
}

static void put_value(struct index *index, size_t i)
{
    const struct results *results = index->results;
    bool has_results = results->chapters && index->number < results->course->chapter_count;
    const struct value_result *values =
        has_results ? results->chapters[index->number].values : NULL;
    if (values && values[i].text)
        put_text(&index->text, str_of(values[i].text));
}

/* A link without words of its own says what it leads to. */
static void put_link(struct index *index, const struct node *node)
{
    const struct chapter *chapter = index->chapter;
    bool has_words = node->end > (size_t)(node - chapter->doc.nodes) + 1;
    if (has_words)
        return;
    struct link link = link_resolve(index->results->course, chapter, node, &index->arena);
    if (link.title)
        put_text(&index->text, str_of(link.title));
    arena_release(&index->arena);
}

/* What the page shows as text; trusted HTML is none. */
static void put_html(struct index *index, const struct node *node)
{
    if (!index->results->course->config.trust_html)
        put_text(&index->text, node->text);
}

static void put_node(struct index *index, const struct node *node)
{
    switch (node->kind) {
    case NODE_TEXT:
    case NODE_CODE:
    case NODE_MATH:
        put_text(&index->text, node->text);
        break;
    case NODE_CODE_BLOCK:
    case NODE_EXERCISE: /* its title */
        put_apart(&index->text);
        put_text(&index->text, node->text);
        break;
    case NODE_LINK:
        put_link(index, node);
        break;
    case NODE_HTML_INLINE:
        put_html(index, node);
        break;
    case NODE_HTML_BLOCK:
        put_apart(&index->text);
        put_html(index, node);
        break;
    case NODE_VALUE:
        put_value(index, (size_t)node->level);
        break;
    case NODE_FIGURE:
        put_apart(&index->text);
        put_text(&index->text, str_of(index->chapter->figures[node->level].caption));
        break;
    case NODE_PARAGRAPH:
    case NODE_CELL:
    case NODE_SOFT_BREAK:
    case NODE_LINE_BREAK:
        put_apart(&index->text);
        break;
    default:
        break;
    }
}

/* Without the footnotes, which stand at the end of the text. */
static void put_range(struct index *index, struct range range)
{
    const struct node *nodes = index->chapter->doc.nodes;
    for (size_t i = range.from; i < range.to; i++) {
        if (nodes[i].kind == NODE_FOOTNOTE)
            i = nodes[i].end - 1;
        else
            put_node(index, &nodes[i]);
    }
}

static void put_footnote(struct index *index, int number)
{
    const struct doc *doc = &index->chapter->doc;
    for (size_t i = 0; i < doc->count; i++)
        if (doc->nodes[i].kind == NODE_FOOTNOTE && doc->nodes[i].level == number)
            put_range(index, (struct range){i + 1, doc->nodes[i].end});
}

static bool is_first_reference(const struct node *node)
{
    return node->kind == NODE_FOOTNOTE_REFERENCE && str_is(node->extra, "0");
}

static void put_footnotes(struct index *index, struct range range)
{
    const struct node *nodes = index->chapter->doc.nodes;
    for (size_t i = range.from; i < range.to; i++)
        if (is_first_reference(&nodes[i]))
            put_footnote(index, nodes[i].level);
}

/* --- parts --- */

/* What was gathered becomes a member of the part. */
static void put_string(struct index *index, const char *name)
{
    json_key(&index->json, name);
    json_str(&index->json, buf_view(&index->text));
    buf_clear(&index->text);
}

static void begin_part(struct index *index, const char *kind, const char *id, const char *number,
                       const char *title)
{
    struct emit e = emit_json(&index->json);
    json_begin_object(&index->json);
    emit_string(&e, "kind", kind);
    emit_string(&e, "id", id);
    emit_string(&e, "number", number);
    put_visible(&index->text, str_of(title));
    put_string(index, "title");
}

static void end_part(struct index *index)
{
    put_string(index, "text");
    json_end_object(&index->json);
}

/* The text of the range as a section; heading NULL: the chapter's own. */
static void add_section(struct index *index, const struct heading *heading, struct range range)
{
    const struct chapter *chapter = index->chapter;
    bool is_own = !heading || heading->level == 1;
    bool is_term = !is_own && chapter->is_glossary && heading->level == 2;
    begin_part(index, is_term ? "term" : "text", is_own ? NULL : heading->id,
               is_own ? chapter->number : heading->number,
               heading ? heading->title : chapter->title);
    json_key(&index->json, "level");
    json_int(&index->json, is_own ? 1 : heading->level);
    put_range(index, range);
    put_footnotes(index, range);
    end_part(index);
}

/* The functions that the file defines. */
static void put_names(struct index *index, const struct source_file *file,
                      const struct language *language)
{
    const struct code_grammar *grammar = listing_grammar(file->name, language);
    struct code code = {0};
    if (!grammar)
        return;
    code_read(index->reader, grammar, file->text, &index->arena, &code);
    for (size_t i = 0; i < code.function_count; i++) {
        put_apart(&index->text);
        buf_puts(&index->text, code.functions[i].name);
    }
    arena_release(&index->arena);
}

static void add_program(struct index *index, const struct sample *sample)
{
    begin_part(index, "program", sample->id, sample->number, view_title(sample));
    for (size_t i = 0; i < sample->file_count; i++)
        put_names(index, &sample->files[i], sample->language);
    put_string(index, "names");
    for (size_t i = 0; i < sample->file_count; i++) {
        put_visible(&index->text, sample->files[i].text);
        buf_putc(&index->text, '\n');
    }
    end_part(index);
}

static void add_programs(struct index *index, struct range range)
{
    const struct chapter *chapter = index->chapter;
    for (size_t i = range.from; i < range.to; i++)
        if (chapter->doc.nodes[i].kind == NODE_SAMPLE)
            add_program(index, &chapter->samples[chapter->doc.nodes[i].level]);
}

static bool begins_with_title(const struct chapter *chapter)
{
    return chapter->heading_count > 0 && chapter->headings[0].level == 1 &&
           chapter->headings[0].node <= 1;
}

static void add_parts(struct index *index)
{
    const struct chapter *chapter = index->chapter;
    const struct node *nodes = chapter->doc.nodes;
    size_t count = chapter->heading_count;
    for (size_t i = begins_with_title(chapter) ? 1 : 0; i <= count; i++) {
        const struct heading *heading = i > 0 ? &chapter->headings[i - 1] : NULL;
        struct range range = {heading ? nodes[heading->node].end : 0,
                              i < count ? chapter->headings[i].node : chapter->doc.count};
        add_section(index, heading, range);
        add_programs(index, range);
    }
}

static void add_chapter(struct index *index, const struct chapter *chapter, size_t number)
{
    struct json *json = &index->json;
    if (chapter->unusable)
        return;
    index->chapter = chapter;
    index->number = number;
    json_begin_object(json);
    json_key(json, "page");
    json_text(json, chapter->page);
    json_key(json, "parts");
    json_begin_array(json);
    add_parts(index);
    json_end_array(json);
    json_end_object(json);
    buf_putc(json->out, '\n'); /* a line each: differences between two builds can be read */
}

void view_search(const struct results *results, struct code_reader *reader, struct buf *out)
{
    const struct course *course = results->course;
    struct index index = {.results = results, .reader = reader, .text = BUF_INIT};
    json_init(&index.json, out);
    index.json.compact = true;
    json_begin_array(&index.json);
    for (size_t i = 0; i < course->chapter_count; i++)
        add_chapter(&index, course->chapters[i], i);
    if (course->glossary)
        add_chapter(&index, course->glossary->chapter, course->chapter_count);
    json_end_array(&index.json);
    buf_release(&index.text);
}
