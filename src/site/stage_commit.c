/* stage_commit: the files of a stage change places with the old ones. Every step leaves a temporary
 * file by which it can be taken back, until the manifest, which comes last, stands. */
#include "site/stage.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>

#include "base/file.h"
#include "site/stage_private.h"

/* --- manifests --- */

/* What was never in a manifest was put there by somebody else. */
static bool overwrites_nothing(const struct stage *s, const struct stage_file *files, size_t count,
                               struct err *err)
{
    for (size_t i = 0; i < count && !s->old.damaged; i++)
        if (files[i].state == STAGE_CHANGED && !manifest_find(&s->old, files[i].path))
            return err_set(err, "%s/%s: drawloom did not make this file: move it away", s->dir,
                           files[i].path);
    return true;
}

static struct manifest manifest_of(const struct stage_file *files, size_t count, size_t room,
                                   struct arena *a)
{
    struct manifest m = {.count = count};
    m.entries = ARENA_ARRAY(a, count + room, struct manifest_entry);
    for (size_t i = 0; i < count; i++)
        m.entries[i] = (struct manifest_entry){files[i].path, files[i].size, files[i].hash};
    manifest_sort(&m);
    return m;
}

/* The files, and what the old manifest names besides. */
static struct manifest manifest_union(const struct stage *s, const struct stage_file *files,
                                      size_t count, struct arena *a)
{
    struct manifest all = manifest_of(files, count, s->old.count, a);
    const struct manifest these = all;
    for (size_t i = 0; i < s->old.count; i++)
        if (!manifest_find(&these, s->old.entries[i].path))
            all.entries[all.count++] = s->old.entries[i];
    manifest_sort(&all);
    return all;
}

/* --- steps --- */

static bool is_folder(int folder, const char *name)
{
    struct stat st;
    return fstatat(folder, name, &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(st.st_mode);
}

static bool rename_aside(int folder, const char *name, const char *aside)
{
    if (is_folder(folder, name)) {
        errno = EISDIR;
        return false;
    }
    return renameat(folder, name, folder, aside) == 0 || errno == ENOENT;
}

/* A file that no page needs any more goes aside first. One that is not there is fine. */
static bool put_aside(const struct stage *s, struct stage_file *file, struct arena *a,
                      struct err *err)
{
    const char *name;
    struct buf aside = BUF_INIT;
    file_temporary_name(STR(""), &aside);
    file->temporary = arena_strdup(a, aside.data);
    buf_release(&aside);
    int folder = stage_enter(s, file->path, false, &name);
    bool ok = folder >= 0 ? rename_aside(folder, name, file->temporary) : errno == ENOENT;
    stage_leave(s, folder);
    return ok || stage_failed(s, file->path, "cannot be removed", err);
}

/* Undo place or put_aside; what is temporary then is removed by stage_abandon. A disk that fails now,
 * too, leaves the new file: a whole one. */
static void take_back(const struct stage *s, struct stage_file *file)
{
    const char *name;
    int folder = file->temporary ? stage_enter(s, file->path, false, &name) : -1;
    if (folder < 0)
        return;
    if (file->state == STAGE_CHANGED)
        renameat2(folder, file->temporary, folder, name, RENAME_EXCHANGE);
    else if (file->state == STAGE_NEW)
        renameat(folder, name, folder, file->temporary);
    else
        renameat(folder, file->temporary, folder, name);
    stage_leave(s, folder);
}

/* A commit under way: the steps that were taken, in order. */
struct commit {
    struct stage *stage;
    struct arena *arena;
    struct stage_counts *counts;
    struct stage_file **taken;
    size_t count;
};

static bool place_step(struct commit *c, struct stage_file *file, struct err *err)
{
    if (file->state == STAGE_SAME)
        return true;
    if (!stage_place(c->stage, file, err))
        return false;
    c->taken[c->count++] = file;
    return true;
}

static bool manifest_step(struct commit *c, const struct manifest *m, struct err *err)
{
    struct stage_file *file = ARENA_NEW(c->arena, struct stage_file);
    if (!stage_put_manifest(c->stage, m, c->arena, file, err))
        return false;
    c->stage->old.hash = file->hash;
    return place_step(c, file, err);
}

static bool place_all(struct commit *c, struct stage_file *files, size_t count, struct err *err)
{
    for (size_t i = 0; i < count; i++) {
        if (!place_step(c, &files[i], err))
            return false;
        if (files[i].state == STAGE_SAME)
            c->counts->same++;
        else
            c->counts->written++;
    }
    return true;
}

static bool put_others_aside(struct commit *c, const struct manifest *old,
                             const struct manifest *kept, struct err *err)
{
    for (size_t i = 0; i < old->count; i++) {
        if (manifest_find(kept, old->entries[i].path))
            continue;
        struct stage_file *file = ARENA_NEW(c->arena, struct stage_file);
        *file = (struct stage_file){.path = old->entries[i].path, .state = STAGE_ASIDE};
        if (!put_aside(c->stage, file, c->arena, err))
            return false;
        c->taken[c->count++] = file;
        c->counts->removed++;
    }
    return true;
}

static void undo(struct commit *c)
{
    while (c->count > 0)
        take_back(c->stage, c->taken[--c->count]);
}

/* The old files are no longer needed, nor the folders that had only such. */
static void finish(struct commit *c)
{
    for (size_t i = 0; i < c->count; i++) {
        stage_discard(c->stage, c->taken[i]);
        if (c->taken[i]->state == STAGE_ASIDE)
            stage_remove_empty_folders(c->stage, c->taken[i]->path, c->arena);
    }
}

static bool sync_disk(const struct stage *s, const char *which, struct err *err)
{
    if (!s->durable || syncfs(s->root) == 0)
        return true;
    return err_errno(err, "%s: %s cannot be brought to the disk", s->dir, which);
}

/* All that may fail and can be taken back. */
static bool take_steps(struct commit *c, struct stage_file *files, size_t count,
                       const struct manifest *all, const struct manifest *last, struct err *err)
{
    bool adds = all->count > c->stage->old.count;
    return (!adds || manifest_step(c, all, err)) && place_all(c, files, count, err) &&
           put_others_aside(c, all, last, err) && manifest_step(c, last, err);
}

bool stage_commit(struct stage *s, struct stage_file *files, size_t count, bool whole,
                  struct arena *a, struct stage_counts *counts, struct err *err)
{
    const struct manifest all = manifest_union(s, files, count, a);
    struct manifest last = whole ? manifest_of(files, count, 0, a) : all;
    struct commit c = {.stage = s, .arena = a, .counts = counts};
    const struct hash old_hash = s->old.hash;
    c.taken = ARENA_ARRAY(a, all.count + s->old.count + 2, struct stage_file *);
    *counts = (struct stage_counts){0};
    if (!overwrites_nothing(s, files, count, err) || !sync_disk(s, "the new site", err))
        return false;
    if (!take_steps(&c, files, count, &all, &last, err)) {
        undo(&c);
        s->old.hash = old_hash;
        return false;
    }
    finish(&c);
    last.found = true;
    last.hash = s->old.hash;
    s->old = last;
    return sync_disk(s, "the new site stands, but", err);
}
