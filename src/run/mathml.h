/* mathml: whether a text is MathML that may stand in a page as it is. What makes formulas is other
 * people's code, and what authors write goes into it: nothing of what comes out is taken on trust. */
#ifndef RUN_MATHML_H
#define RUN_MATHML_H

#include <stdbool.h>

#include "base/err.h"
#include "base/str.h"

/* One <math> element, whole: UTF-8, only elements and attributes of a list, values of a few harmless
 * characters, no comments, no references but &amp; &lt; &gt; and &quot;, no more than MATHML_DEPTH
 * elements in each other. Otherwise *err says what is wrong at which byte. */
enum { MATHML_DEPTH = 200 };
bool mathml_check(struct str text, struct err *err);

#endif
