/* file: whole files and folders. Paths are absolute or relative to the process's folder, which
 * never changes. Every descriptor is close-on-exec. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/path.h"

/* Append a regular file's bytes to out. Errors: missing, unreadable, not a regular file, or larger
 * than FILE_MAX_BYTES. The message names `path`. */
#define FILE_MAX_BYTES (256u << 20)
bool file_read(const char *path, struct buf *out, struct err *err);

/* The same from where a descriptor stands to the end; messages call the file `name`. */
bool file_read_open(int fd, const char *name, struct buf *out, struct err *err);

/* Whether `path` is a regular file or a folder (links are followed). */
bool file_exists(const char *path);
bool file_is_dir(const char *path);

/* Make a folder and all that lead to it; one that is there already is fine. */
bool file_make_dirs(const char *path, struct err *err);

/* Write a whole file so that a reader sees the old or the new one, never half: a temporary file
 * `.drawloom-tmp.PID.N` beside it (never through a link), then rename. */
#define FILE_TEMPORARY_PREFIX ".drawloom-tmp."
bool file_write(const char *path, struct str bytes, struct err *err);

/* The first half of file_write, for those who rename later: a new file with these bytes, in the
 * opened folder (or AT_FDCWD), its name prefix + ".drawloom-tmp.PID.N" in *name. False, with errno:
 * nothing is left of it. */
bool file_write_temporary(int folder, struct str prefix, struct str bytes, struct buf *name);
/* Such a name alone, not given out before. */
void file_temporary_name(struct str prefix, struct buf *name);

/* Close a descriptor, if *fd is one, and make it -1. */
void file_close(int *fd);

/* Write all bytes, however many calls that takes. False, with errno. */
bool file_write_all(int fd, struct str bytes);

/* Remove a file or a whole tree; what is not there is fine. Never follows a link. */
bool file_remove_tree(const char *path, struct err *err);

/* The entries of a folder, sorted by bytes, without "." and "..". */
struct file_list {
    char **names;
    size_t count;
};
bool file_list(const char *dir, struct arena *a, struct file_list *list, struct err *err);

/* All regular files below `dir` (links are not followed) as paths relative to it, sorted.
 * Temporary files of file_write are left out. */
bool file_walk(const char *dir, struct arena *a, struct file_list *list, struct err *err);

/* Remove the temporary files in `dir`, and in all folders `below` it, that nobody is about to rename:
 * their process no longer lives, or is this one (or had its number), which must have none under way
 * there. */
void file_sweep_temporaries(const char *dir, bool below);

#endif
