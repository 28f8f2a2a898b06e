/* text: a piece of Markdown as it is parsed: a whole file behind its front matter, or what stands
 * inside a fence of another text (an exercise). It knows the place of each of its lines in the file
 * that its author edits. */
#ifndef COURSE_TEXT_H
#define COURSE_TEXT_H

#include <stdint.h>

#include "base/arena.h"
#include "base/problem.h"
#include "base/str.h"

struct text {
    struct str bytes;         /* valid UTF-8 without NUL and CR */
    const char *file;         /* "content/03-sharing.md" */
    uint16_t source;          /* index in chapter->sources */
    int skipped;              /* lines of the file before the first one of this text */
    const struct text *outer; /* the text that holds it or includes it; NULL for a chapter's own */
    bool is_fenced;           /* it stands inside a fence of `outer`, in the same file */
    int outer_line;           /* is_fenced: the fence's line in `outer` */
    const uint32_t *starts;   /* offset of each line and of the end */
    int line_count;
};

/* The text's line table. `bytes` must be as said above. */
void text_init(struct text *text, struct arena *a, struct str bytes);

/* Line `line` of the text, 1-based, without its newline; empty when there is none. */
struct str text_line(const struct text *text, int line);

/* The place in the file of a place in the text. Columns are 1-based bytes; 0 stays 0. */
int text_file_line(const struct text *text, int line);
int text_file_column(const struct text *text, int line, int column);
/* What stands in the file's line before that column. */
struct str text_file_prefix(const struct text *text, int line, int column);

/* Make bytes of a file fit for parsing: without byte order mark, every line end a newline, U+FFFD
 * for NUL and what is not UTF-8, which is reported (the first one). In `a`, or the bytes themselves
 * when nothing was to be done. */
struct str text_clean(struct str bytes, const char *file, struct arena *a,
                      struct problems *problems, struct arena *problems_arena);

#endif
