/* depends: what a compiler says that it read: the Make rule that -MD writes. */
#ifndef RUN_DEPENDS_H
#define RUN_DEPENDS_H

#include "base/str.h"
#include "course/words.h"

/* Append the prerequisites of every rule in `text` to *paths, in order, each once. Blanks in names
 * are escaped as "\ ", "#" as "\#", "$" as "$$"; a line goes on after "\" and a newline. */
void depends_parse(struct str text, struct arena *a, struct words *paths);

#endif
