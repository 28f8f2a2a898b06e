/* str: a piece of text that somebody else owns: where it begins and how long it is. It need not
 * end in NUL and may contain NUL. */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stddef.h>

struct str {
    const char *data;
    size_t len;
};

#define STR(literal) ((struct str){"" literal, sizeof(literal) - 1})
/* For printf's "%.*s". */
#define STR_FMT(s) (int)(s).len, (s).data

struct str str_of(const char *s); /* NULL gives an empty one */
bool str_equal(struct str a, struct str b);
bool str_is(struct str s, const char *literal);
bool str_is_one_of(struct str s, const char *const *list, size_t count);
bool str_starts(struct str s, const char *prefix);
bool str_skip(struct str *s, const char *prefix); /* whether it starts so; then it is cut off */
struct str str_trim(struct str s);                /* without blanks, tabs, CR and LF at both ends */
struct str str_trim_end(struct str s);            /* at the right end only */

/* Cut the first line (without its "\n" or "\r\n") off *rest. False when *rest is empty. The last
 * line need not end in a newline. */
bool str_line(struct str *rest, struct str *line);
/* The same with what stands before the next `separator`, as in "a,b". */
bool str_piece(struct str *rest, char separator, struct str *piece);

#endif
