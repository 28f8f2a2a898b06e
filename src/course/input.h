/* input: the files that a chapter is made of. Every look at one is recorded in chapter->inputs, also
 * of one that is not there, so that the next build can tell whether anything changed. */
#ifndef COURSE_INPUT_H
#define COURSE_INPUT_H

#include "base/file.h"
#include "course/chapter.h"

enum input_end {
    INPUT_OK,
    INPUT_OUTSIDE, /* the name, or a link on the disk, leads out of the folder */
    INPUT_MISSING,
    INPUT_FOLDER,
    INPUT_UNREADABLE,
};

/* Append the file `name` of the course's folder "content" or "samples" to `bytes`. *why says in
 * words what is wrong when the end is not INPUT_OK, for a missing file with the nearest name that
 * there is. Lives in `a`. */
enum input_end input_read(const char *root, const char *folder, const char *name, struct arena *a,
                          struct chapter *chapter, struct buf *bytes, struct hash *hash,
                          const char **why);

/* What a file named `name`, relative to `folder`, is called below it when it lies there (also after
 * links on the disk are followed); else NULL. One that does not exist counts by its name. */
const char *input_inside(const char *root, const char *folder, const char *name, struct arena *a);

/* Changes when a file comes or goes anywhere below the folder. */
struct hash input_folder_hash(const struct file_list *files);

void input_record(struct chapter *chapter, struct arena *a, const char *path, struct hash hash);

#endif
