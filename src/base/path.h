/* path: names of files as text; nothing here looks at the disk. */
#ifndef BASE_PATH_H
#define BASE_PATH_H

#include "base/arena.h"

/* "dir/name"; `dir` "" or "." gives name. In the arena. */
char *path_join(struct arena *a, const char *dir, const char *name);
/* Without the last component: "a/b.md" -> "a", "b.md" -> ".", "/a" -> "/". */
char *path_dir(struct arena *a, const char *path);
/* Last component: borrowed. */
const char *path_base(const char *path);
/* Resolve "." and ".." in a relative path lexically; NULL when it leaves the folder it starts in or
 * is absolute. "" becomes ".". */
char *path_normalize(struct arena *a, const char *path);
/* From folder `from` to file `to`, both normalised and relative to the same place:
 * ("a/b", "c/d.html") -> "../../c/d.html". */
char *path_relative(struct arena *a, const char *from, const char *to);

#endif
