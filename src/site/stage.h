/* stage: how files get into the site's folder. The old site stays whole until all files of the new
 * one are there, and no reader ever sees half a file:
 *
 *     stage_open      is this folder ours?
 *     stage_put       for each file: equal bytes are left alone; others go into a temporary file
 *                     beside their place, maybe by many processes at once
 *     stage_commit    renames all of them, removes what no page needs any more, writes the manifest
 *     stage_abandon   or removes the temporary files, when anything went wrong
 *
 * Folders are opened one by one from the site's own, never through a link. */
#ifndef SITE_STAGE_H
#define SITE_STAGE_H

#include "base/str.h"
#include "site/manifest.h"

struct stage {
    const char *dir; /* the site's folder, as the author named it; borrowed */
    int root;        /* that folder, opened */
    bool made;       /* it was not there */
    bool claimed;    /* it was empty; our manifest is in it now */
    bool durable;    /* commit ends when everything is on the disk */
    struct manifest old;
};

enum stage_state {
    STAGE_SAME,    /* these bytes are there already */
    STAGE_NEW,     /* nothing is there */
    STAGE_CHANGED, /* something else is there */
};

struct stage_file {
    const char *path; /* below the site's folder; borrowed */
    enum stage_state state;
    const char *temporary; /* a name beside it; NULL: there is none, or it has been renamed */
    size_t size;
    struct hash hash;
};

struct stage_counts {
    size_t written, same, removed;
};

/* Make the folder if it is missing, open it, sweep what killed builds left in it. Errors: it is a
 * link, no folder, can't be made, or holds files and is not ours. Memory comes from `a`. */
bool stage_open(struct stage *s, const char *dir, bool durable, struct arena *a, struct err *err);
/* Accepts an all-zero stage, as stage_abandon does. */
void stage_close(struct stage *s);

/* Prepare one file; *file lives in `a`. Any process may call it for different paths. Errors name the
 * file: the disk is full, a folder stands in its place, and the like. */
bool stage_put(const struct stage *s, const char *path, struct str bytes, struct arena *a,
               struct stage_file *file, struct err *err);

/* Put the files into their places. `whole`: they are all there is, and what the old manifest names
 * besides is removed; otherwise they are added. Nothing at all is written when nothing changes.
 * Errors: a file that isn't ours stands where one of them belongs (then nothing was done), or the
 * disk failed. */
bool stage_commit(struct stage *s, struct stage_file *files, size_t count, bool whole,
                  struct arena *a, struct stage_counts *counts, struct err *err);
void stage_abandon(struct stage *s, struct stage_file *files, size_t count);

/* Remove what the manifest names, then the manifest and the folders that are empty. */
bool stage_clear(struct stage *s, struct arena *a, struct stage_counts *counts, struct err *err);

#endif
