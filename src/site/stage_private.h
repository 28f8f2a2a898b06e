/* stage_private: what stage.c and stage_commit.c share. */
#ifndef SITE_STAGE_PRIVATE_H
#define SITE_STAGE_PRIVATE_H

#include "site/stage.h"

/* The folder of `path`, opened; leave it with stage_leave, which keeps errno. *name is the path's last
 * part. -1, with errno: it is not there (or, with `make`, can't be made), or a link. */
int stage_enter(const struct stage *s, const char *path, bool make, const char **name);
void stage_leave(const struct stage *s, int folder);

/* Fill *err from errno: "site/PATH: WHAT: reason". */
bool stage_failed(const struct stage *s, const char *path, const char *what, struct err *err);

bool stage_put_manifest(const struct stage *s, const struct manifest *m, struct arena *a,
                        struct stage_file *file, struct err *err);
/* Put a file that is not STAGE_SAME into its place. Its temporary file has the old bytes then, if
 * there are any. */
bool stage_place(const struct stage *s, struct stage_file *file, struct err *err);
/* Remove the temporary file, if there is one. */
void stage_discard(const struct stage *s, struct stage_file *file);
/* Remove the folders that lead to `path`, as far as they are empty. */
void stage_remove_empty_folders(const struct stage *s, const char *path, struct arena *a);

#endif
