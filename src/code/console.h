/* console: a transcript of a terminal: commands behind their prompts, and what they print.
 *
 * A command's line begins with "$ ", or with "# " where no line begins with "$ " (who runs commands as
 * root shows no other ones; elsewhere it is a comment that was printed). A line behind a command
 * that begins with "> " continues it. */
#ifndef CODE_CONSOLE_H
#define CODE_CONSOLE_H

#include "base/arena.h"
#include "code/rows.h"

struct console_line {
    uint32_t start, command, end; /* command..end, with the newline, is one when it has a prompt */
    bool has_prompt;
};

/* A line each; in `a`. */
struct console_line *console_read(struct str text, const struct rows *rows, struct arena *a);

#endif
