/* claim: one line of a ```claim block: taken apart here, judged by claim.lua. */
#ifndef RUN_CLAIM_H
#define RUN_CLAIM_H

#include "run/expression.h"

struct claim_sides {
    struct str left, right; /* Lua expressions, in the text */
    const char *op;         /* "<", "<=", ">", ">=", "==" or "~="; NULL: `left` is all of it */
};

/* Split the text at the one comparison that stands outside of parentheses, brackets, braces and
 * strings; "!=" is taken for "~=", and what follows "--" is left out. Whether the sides are Lua is for
 * Lua to say. Errors: nothing on one side, two comparisons, one beside `and` or `or` (which bind less
 * than it), a single "=", two expressions. */
bool claim_split(struct str text, struct claim_sides *sides, struct err *err);

/* Judge the claim; the texts live in `a`. False when it can't be: *err says why. A claim that fails is
 * no error. */
bool claim_compute(struct expression *e, const struct claim *claim, struct arena *a,
                   struct claim_result *result, struct err *err);

#endif
