/* file_hashes: what files contain now, as hashes; each file is read once in a build. Any thread may
 * ask. */
#ifndef RUN_FILE_HASHES_H
#define RUN_FILE_HASHES_H

#include "base/hash.h"
#include "course/words.h"

struct file_hashes;

/* `folder`: where relative paths begin; it must outlive the rest. */
struct file_hashes *file_hashes_new(const char *folder);
void file_hashes_free(struct file_hashes *f);

/* False when the file is not there or can't be read. */
bool file_hashes_get(struct file_hashes *f, const char *path, struct hash *hash);

/* All absolute paths that were asked for, sorted, in `a`. */
struct words file_hashes_absolute(struct file_hashes *f, struct arena *a);

#endif
