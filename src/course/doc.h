/* doc: a chapter's text as a tree of nodes in one array, in the order of reading. A node's subtree
 * is the nodes from its own index + 1 up to `end`, so walking needs no recursion and no pointers:
 *
 *     for (size_t c = i + 1; c < nodes[i].end; c = nodes[c].end) …children of i…
 *
 * The tree is cmark's (CommonMark 0.29 with GitHub's additions) after what drawloom adds: alerts,
 * heading ids, includes put in place, exercises, samples. */
#ifndef COURSE_DOC_H
#define COURSE_DOC_H

#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

enum node_kind {
    NODE_DOCUMENT,
    NODE_PARAGRAPH,
    NODE_HEADING, /* level; text: its id; extra: its number, empty when it has none (numbers.h) */
    NODE_RULE,    /* thematic break */
    NODE_BLOCK_QUOTE,
    NODE_ALERT,      /* text: "note", "tip", "important", "warning" or "caution" */
    NODE_LIST,       /* level: first number, or -1 for a bullet list; flag: tight */
    NODE_ITEM,       /* level: -1 no task, 0 open task, 1 done task */
    NODE_CODE_BLOCK, /* only shown; text: contents, extra: first word of the info string */
    NODE_SAMPLE,     /* level: index in chapter->samples */
    NODE_PART,       /* input, output: belongs to a sample, shown in its card or not at all */
    NODE_FIGURE,     /* level: index in chapter->figures */
    NODE_HTML_BLOCK, /* text */
    NODE_TABLE,      /* text: a letter for each column's alignment: l, c, r or - */
    NODE_ROW,        /* flag: header */
    NODE_CELL,       /* level: column, from 0; flag: header */
    NODE_FOOTNOTE,   /* level: its number in the page, from 1 */
    NODE_EXERCISE, /* level: index in chapter->exercises; text: its title, may be empty; extra: the
                      * id that was given to it, empty when none was */
    NODE_SOLUTION,
    NODE_QUIZ, /* level: index in chapter->quizzes; text and extra: as of an exercise; flag: its fence is
                * malformed. Its last child is the list of answers */
    NODE_TEXT, /* text */
    NODE_SOFT_BREAK,
    NODE_LINE_BREAK,
    NODE_CODE,        /* text */
    NODE_VALUE,       /* level: index in chapter->values: `{lua} …` */
    NODE_MATH,        /* level: index in chapter->formulas; flag: displayed; text: TeX */
    NODE_HTML_INLINE, /* text */
    NODE_EMPHASIS,
    NODE_STRONG,
    NODE_STRIKETHROUGH,
    NODE_LINK,               /* text: where to, as written; extra: title; see link.h */
    NODE_IMAGE,              /* the same; children are the alternative text */
    NODE_FOOTNOTE_REFERENCE, /* level: number; extra: how many references to it came before */
};

struct node {
    enum node_kind kind;
    int level;
    bool flag;
    uint32_t end;               /* index just past the subtree */
    uint16_t source;            /* index in chapter->sources of the file it stands in */
    int line, column, end_line; /* 1-based, in that file; 0 when cmark gives none */
    struct str text;            /* UTF-8 */
    struct str extra;
};

struct doc {
    struct node *nodes;
    size_t count;
};

/* Append the plain text of node i's subtree (text, code, values and formulas as written; breaks as blanks; with
 * `tags` also raw HTML, where it is shown as text). */
struct buf;
void doc_plain_text(const struct doc *doc, size_t i, bool tags, struct buf *out);

#endif
