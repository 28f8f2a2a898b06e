#include "course/markdown.h"

#include <cmark-gfm-core-extensions.h>
#include <string.h>

void markdown_start(void)
{
    cmark_gfm_core_extensions_ensure_registered();
}

cmark_node *markdown_parse(struct str text)
{
    static const char *const extensions[] = {"table", "strikethrough", "autolink", "tasklist"};
    markdown_start();
    /* not cmark's arena: it takes 4 MiB for each tree, which calloc may have to clear */
    cmark_parser *parser = cmark_parser_new(CMARK_OPT_FOOTNOTES);
    for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++)
        cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(extensions[i]));
    cmark_parser_feed(parser, text.data, text.len);
    cmark_node *root = cmark_parser_finish(parser);
    cmark_parser_free(parser);
    return root;
}

enum markdown_kind markdown_kind(cmark_node *node)
{
    const char *name = cmark_node_get_type_string(node);
    if (strcmp(name, "table_cell") == 0)
        return MARKDOWN_CELL;
    if (strcmp(name, "table_row") == 0 || strcmp(name, "table_header") == 0)
        return MARKDOWN_ROW;
    if (strcmp(name, "table") == 0)
        return MARKDOWN_TABLE;
    return strcmp(name, "strikethrough") == 0 ? MARKDOWN_STRIKETHROUGH : MARKDOWN_OTHER;
}

struct str markdown_alignments(cmark_node *table, struct arena *a)
{
    size_t count = cmark_gfm_extensions_get_table_columns(table);
    const uint8_t *alignments = cmark_gfm_extensions_get_table_alignments(table);
    char *letters = arena_alloc(a, count + 1, 1);
    for (size_t i = 0; i < count; i++)
        letters[i] = alignments && alignments[i] ? (char)alignments[i] : '-';
    return (struct str){letters, count};
}

bool markdown_is_header(cmark_node *row)
{
    return cmark_gfm_extensions_get_table_row_is_header(row);
}

int markdown_task(cmark_node *item)
{
    if (!cmark_node_get_syntax_extension(item))
        return -1;
    return cmark_gfm_extensions_get_tasklist_item_checked(item);
}
