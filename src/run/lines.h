/* lines: text made of lines that are a label, a blank and a value, as what we keep is written where
 * people are to read it:
 *
 *     runs 100
 *     command cc -O2 'a b.c'
 *     wall_ms 12.5 12.625
 *     stdout
 *     | hello
 *     | no newline follows\
 *
 * What is not text shows: \\, \n, \r, \xNN for other controls, marks of direction and bytes that are
 * not UTF-8; so do a tab and a blank at the end of a line: \t, \x20. What was written reads back to the
 * same bytes and the same numbers. Reading trusts nothing. */
#ifndef RUN_LINES_H
#define RUN_LINES_H

#include <stdint.h>

#include "base/buf.h"
#include "course/words.h"

void lines_put(struct buf *out, const char *label, const char *value);
void lines_put_integer(struct buf *out, const char *label, int64_t value);
void lines_put_words(struct buf *out, const char *label, const struct words *words);
/* Seconds, as milliseconds: as many digits as it takes to get the same numbers back. */
void lines_put_ms(struct buf *out, const char *label, const double *seconds, size_t count);
/* A text of any bytes, a line of it in one of ours; nothing at all when it is empty. */
void lines_put_text(struct buf *out, const char *label, struct str text);

/* What is being read. Each lines_take… takes the next line, which must have the label, and lives in
 * `arena`; otherwise it fails with an error at the line, and so may the caller (lines_fail). */
struct lines {
    struct str rest;
    const char *file; /* for errors; "" when it has no name */
    int number;       /* of the line that was taken last */
    struct arena *arena;
    struct err *err;
};

bool lines_next_is(const struct lines *in, const char *label);
bool lines_take(struct lines *in, const char *label, const char **value);
bool lines_take_integer(struct lines *in, const char *label, int64_t least, int64_t most,
                        int64_t *value);
bool lines_take_words(struct lines *in, const char *label, struct words *words);
bool lines_take_ms(struct lines *in, const char *label, double **seconds, size_t *count);
/* Without the label, it is the empty text. */
bool lines_take_text(struct lines *in, const char *label, struct str *text);
/* The value as it stands, borrowed. */
bool lines_take_raw(struct lines *in, const char *label, struct str *value);
/* Nothing follows. */
bool lines_take_end(struct lines *in);
bool lines_fail(struct lines *in, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Words as a shell would read them, and words_split too. */
void lines_quote(struct buf *out, const struct words *words);

/* Cut the first word (up to a blank) off *rest; false when there is none. */
bool lines_word(struct str *rest, struct str *word);
/* A whole decimal number from `least` to `most`. */
bool lines_number(struct str word, int64_t least, int64_t most, int64_t *value);

#endif
