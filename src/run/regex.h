/* regex: regular expressions for whole lines of UTF-8, as PCRE2 reads them (pcre2pattern(3)), with
 * limits on how long matching may take: an expression that back-tracks without end gives up. */
#ifndef RUN_REGEX_H
#define RUN_REGEX_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

struct regex;

/* Compile, in `a`. NULL, with a message that tells what is wrong and where in the pattern. *left_ns is
 * what the matches of all that share it may still take; NULL: only each match has its limit. */
struct regex *regex_new(struct arena *a, struct str pattern, int64_t *left_ns, struct err *err);

/* Whether it matches the line from its beginning to its end. Malformed UTF-8 in the line is matched by
 * no character. One thread at a time for each regex. */
bool regex_matches(struct regex *regex, struct str line);

/* Whether a match was broken off because it took too long; from then on nothing matches. */
bool regex_gave_up(const struct regex *regex);

#endif
