/* markdown: cmark-gfm with the additions that drawloom uses: tables, strikethrough, autolinks, task
 * lists, footnotes. It keeps global state: one thread of a process. */
#ifndef COURSE_MARKDOWN_H
#define COURSE_MARKDOWN_H

#define CMARK_NO_SHORT_NAMES
#include <cmark-gfm.h>

#include "base/arena.h"

/* Register cmark's extensions, so that processes forked later need not. More than once is fine. */
void markdown_start(void);

/* The tree of a text: valid UTF-8 without NUL. The caller frees it: cmark_node_free. */
cmark_node *markdown_parse(struct str text);

enum markdown_kind { /* what cmark's extensions add; their numbers are known only at run time */
                     MARKDOWN_OTHER,
                     MARKDOWN_TABLE,
                     MARKDOWN_ROW,
                     MARKDOWN_CELL,
                     MARKDOWN_STRIKETHROUGH,
};
enum markdown_kind markdown_kind(cmark_node *node);

/* "lcr-": a letter for each column of a table. In the arena. */
struct str markdown_alignments(cmark_node *table, struct arena *a);
bool markdown_is_header(cmark_node *row);
/* -1: no task, 0: open, 1: done. */
int markdown_task(cmark_node *item);

#endif
