/* source_tree: the files that a compiler gets to see: the sample's own, and of file= samples what
 * lies in the folders of their files; and samples/include. Nothing else of the course is there. */
#ifndef RUN_SOURCE_TREE_H
#define RUN_SOURCE_TREE_H

#include "run/workshop.h"

enum { SOURCE_TREE_MAX_FILES = 2000, SOURCE_TREE_MAX_BYTES = 32 << 20 };

struct source_tree {
    struct launch_file *files; /* named as the compiler calls them */
    size_t count;
    size_t bytes;
};

/* Read them, into `a`. A link is followed as long as it stays in samples. Errors: too much. */
bool source_tree_read(struct source_tree *tree, const struct workshop *shop,
                      const struct sample *sample, struct arena *a, struct err *err);

/* Add one; `bytes` is borrowed. A name that is there already stays what it is. */
void source_tree_add(struct source_tree *tree, struct arena *a, const char *name, struct str bytes,
                     mode_t mode);

#endif
