/* stage: how files get into the site's folder. The old site stays whole until all files of the new
 * one are there, and no reader ever sees half a file:
 *
 *     stage_open      is this folder ours?
 *     stage_put       for each file: equal bytes are left alone; others go into a temporary file
 *                     beside their place, maybe by many processes at once
 *     stage_commit    renames all of them, removes what no page needs any more, writes the manifest
 *     stage_abandon   or removes the temporary files, when anything went wrong
 *
 * A rename that fails halfway through is an error like any other: those before it are taken back. Only
 * a kill or a power cut between two renames leaves old and new pages beside each other, each of them
 * whole, and the next build, which compares contents, finds out.
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
    STAGE_ASIDE,   /* what is there has been put aside: no page needs it any more */
};

struct stage_file {
    const char *path; /* below the site's folder; borrowed */
    enum stage_state state;
    const char
        *temporary; /* a name beside it, which holds the new bytes and, while the files are put
                            * into place, the old ones; NULL: there is none */
    size_t size;
    struct hash hash;
};

struct stage_counts {
    size_t written, same, removed;
};

/* Whether a site may be in `dir`, which need not exist: not in one of the folders that the course in
 * `course` is read from, or kept in. */
bool stage_is_apart(const char *dir, const char *course, struct err *err);

/* Make the folder if it is missing, open it, sweep what killed builds left in it. Errors: it is a
 * link, no folder, can't be made, or holds files and is not ours. When the manifest is damaged, the
 * folder is ours, what is in it is not known, and any of its files may be replaced. Memory comes from
 * `a`. */
bool stage_open(struct stage *s, const char *dir, bool durable, struct arena *a, struct err *err);
/* Accepts an all-zero stage, as stage_abandon does. */
void stage_close(struct stage *s);

/* Prepare one file; *file lives in `a`. Any process may call it for different paths. Errors name the
 * file: the disk is full, a folder stands in its place, and the like. */
bool stage_put(const struct stage *s, const char *path, struct str bytes, struct arena *a,
               struct stage_file *file, struct err *err);

/* Put the files into their places. `whole`: they are all there is, and what the old manifest names
 * besides is removed; otherwise they are added. Nothing at all is written when nothing changes.
 * Errors: a file that isn't ours stands where one of them belongs, or the disk failed. Then the old
 * site stands as it did; only when a `durable` stage can't be brought to the disk at the very end, the
 * new one does, and the message says so. */
bool stage_commit(struct stage *s, struct stage_file *files, size_t count, bool whole,
                  struct arena *a, struct stage_counts *counts, struct err *err);
void stage_abandon(struct stage *s, struct stage_file *files, size_t count);

/* Remove what the manifest names, then the manifest and the folders that are empty. */
bool stage_clear(struct stage *s, struct arena *a, struct stage_counts *counts, struct err *err);

#endif
