/* How results are frozen: the samples are built as for `check`; the text of every chapter's file is made;
 * files that differ are written beside their places; when all of them are there, they change places with
 * the old ones, and back again when one of them can't. What stands in a place and is not ours stops it
 * before anything is written. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/path.h"
#include "course/list.h"
#include "run/frozen.h"
#include "site/commands.h"
#include "site/interrupt.h"
#include "site/work.h"

/* A file that is to be. */
struct frozen_place {
    const char *name; /* below the course's folder */
    const char *path;
    struct str bytes;
    bool exists, same;     /* something is there; it has these bytes */
    const char *temporary; /* a file beside it with the new bytes, later the old ones; NULL: none */
    bool put;              /* the new bytes are in their place */
};

struct freezing {
    struct work *work;
    struct frozen_place *places;
    size_t count;
    size_t written, removed;
};

/* --- what is to be written --- */

static struct frozen_head head_of(const struct results *results, const struct frozen_entry *entries,
                                  size_t count, struct arena *a)
{
    struct frozen_head head = {.version = INSTALLATION_VERSION,
                               .sandbox = results->sandbox,
                               .made_at = frozen_newest(entries, count),
                               .machine = results->machine};
    for (size_t i = 0; i < results->tool_count; i++)
        if (results->tools[i].identity)
            *LIST_ADD(a, head.tools, head.tool_count) = results->tools[i];
    return head;
}

static void add_place(struct freezing *f, const struct chapter *chapter,
                      const struct frozen_entry *entries, size_t count)
{
    struct arena *a = &f->work->arena;
    struct frozen_place *place = LIST_ADD(a, f->places, f->count);
    struct frozen_head head = head_of(&f->work->results, entries, count, a);
    struct buf text = BUF_INIT;
    frozen_write(&head, entries, count, &text);
    place->name = frozen_path(chapter->name, a);
    place->path = path_join(a, f->work->options->dir, place->name);
    place->bytes = arena_str(a, buf_view(&text));
    buf_release(&text);
}

/* The entries are in the order of the course. */
static void list_places(struct freezing *f)
{
    const struct results *results = &f->work->results;
    size_t at = 0;
    for (size_t c = 0; c < f->work->course.chapter_count; c++) {
        const struct chapter *chapter = f->work->course.chapters[c];
        size_t from = at;
        while (at < results->entry_count &&
               strcmp(results->entries[at].sample->chapter, chapter->name) == 0)
            at++;
        if (at > from)
            add_place(f, chapter, results->entries + from, at - from);
    }
}

/* --- what stands there --- */

/* A link would lead what is written to somewhere else. */
static bool is_own_folder(const char *path, const char *name, struct err *err)
{
    struct stat st;
    if (lstat(path, &st) < 0)
        return errno == ENOENT || err_errno(err, "%s", name);
    return S_ISDIR(st.st_mode) ||
           err_set(err, "%s: a link or a file, not a folder: nothing is frozen there", name);
}

static bool folders_are_own(const struct freezing *f, const char *name, struct err *err)
{
    struct arena *a = &f->work->arena;
    for (const char *folder = path_dir(a, name); strcmp(folder, "content") != 0;
         folder = path_dir(a, folder))
        if (!is_own_folder(path_join(a, f->work->options->dir, folder), folder, err))
            return false;
    return true;
}

/* Compare a place with what stands there, which must be ours. */
static bool look_at_place(struct freezing *f, struct frozen_place *place, struct err *err)
{
    struct stat st;
    struct buf bytes = BUF_INIT;
    if (!folders_are_own(f, place->name, err))
        return false;
    if (lstat(place->path, &st) < 0)
        return errno == ENOENT || err_errno(err, "%s", place->name);
    bool ok =
        (S_ISREG(st.st_mode) || err_set(err, "%s: not a file of ours", place->name)) &&
        file_read(place->path, &bytes, err) &&
        (frozen_is_ours(buf_view(&bytes)) ||
         err_set(err, "%s: stands where frozen results belong, but was not written by drawloom",
                 place->name));
    place->exists = true;
    place->same = ok && str_equal(buf_view(&bytes), place->bytes);
    buf_release(&bytes);
    return ok;
}

static bool look_at_all(struct freezing *f, struct err *err)
{
    for (size_t i = 0; i < f->count; i++)
        if (!look_at_place(f, &f->places[i], err))
            return false;
    return true;
}

/* --- writing --- */

static bool write_beside(struct freezing *f, struct frozen_place *place, struct err *err)
{
    struct arena *a = &f->work->arena;
    struct buf name = BUF_INIT;
    struct str prefix = {place->path, (size_t)(path_base(place->path) - place->path)};
    bool ok = file_make_dirs(path_dir(a, place->path), err) &&
              (file_write_temporary(AT_FDCWD, prefix, place->bytes, &name) ||
               err_errno(err, "%s: cannot be written", place->name));
    if (ok)
        place->temporary = arena_strdup(a, name.data);
    buf_release(&name);
    return ok;
}

/* A file system that can't exchange names keeps no old file to go back to. */
static bool put_into_place(struct frozen_place *place, struct err *err)
{
    const char *from = place->temporary, *to = place->path;
    if (place->exists && renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_EXCHANGE) == 0)
        return place->put = true;
    if (place->exists && errno != EINVAL && errno != ENOSYS)
        return err_errno(err, "%s: cannot be written", place->name);
    if (rename(from, to) < 0)
        return err_errno(err, "%s: cannot be written", place->name);
    place->temporary = NULL;
    return place->put = true;
}

/* A disk that fails now, too, leaves the new file: a whole one. */
static void take_back(struct frozen_place *place)
{
    if (place->put && place->temporary)
        renameat2(AT_FDCWD, place->temporary, AT_FDCWD, place->path, RENAME_EXCHANGE);
    else if (place->put && !place->exists)
        unlink(place->path);
}

/* The folders that the file stood in, or was to stand in, as far as they are empty. */
static void remove_empty_folders(const struct freezing *f, const char *name)
{
    struct arena *a = &f->work->arena;
    for (const char *folder = path_dir(a, name); strcmp(folder, "content") != 0;
         folder = path_dir(a, folder))
        if (rmdir(path_join(a, f->work->options->dir, folder)) < 0)
            return;
}

static void clean_up(struct freezing *f, bool ok)
{
    for (size_t i = 0; i < f->count; i++) {
        struct frozen_place *place = &f->places[i];
        if (!ok)
            take_back(place);
        if (place->temporary)
            unlink(place->temporary);
        f->written += ok && place->put;
        if (!ok)
            remove_empty_folders(f, place->name);
    }
}

static bool write_all(struct freezing *f, struct err *err)
{
    bool ok = true;
    for (size_t i = 0; ok && i < f->count; i++)
        ok = f->places[i].same || write_beside(f, &f->places[i], err);
    if (ok && launcher_is_stopped(f->work->launcher))
        ok = err_set(err, "interrupted");
    for (size_t i = 0; ok && i < f->count; i++)
        ok = f->places[i].same || put_into_place(&f->places[i], err);
    clean_up(f, ok);
    return ok;
}

static bool is_wanted(const struct freezing *f, const char *name)
{
    for (size_t i = 0; i < f->count; i++)
        if (strcmp(f->places[i].name, name) == 0)
            return true;
    return false;
}

/* A file of a chapter that is gone, or has no programs any more. */
static bool remove_file(struct freezing *f, const char *name, struct err *err)
{
    struct arena *a = &f->work->arena;
    const char *path = path_join(a, f->work->options->dir, name);
    struct buf bytes = BUF_INIT;
    struct err ignored;
    bool ours = file_read(path, &bytes, &ignored) && frozen_is_ours(buf_view(&bytes));
    buf_release(&bytes);
    if (!ours)
        return true;
    if (unlink(path) < 0)
        return err_errno(err, "%s: cannot be removed", name);
    remove_empty_folders(f, name);
    f->removed++;
    return true;
}

static bool remove_old(struct freezing *f, struct err *err)
{
    struct arena *a = &f->work->arena;
    const char *folder = path_join(a, f->work->options->dir, FROZEN_DIR);
    struct file_list files = {0};
    if (!file_is_dir(folder))
        return true;
    bool ok = is_own_folder(folder, FROZEN_DIR, err) && file_walk(folder, a, &files, err);
    for (size_t i = 0; ok && i < files.count; i++) {
        const char *name = path_join(a, FROZEN_DIR, files.names[i]);
        ok = is_wanted(f, name) || remove_file(f, name, err);
    }
    return ok;
}

/* Temporary files must not stay. */
static bool write_and_remove(struct freezing *f, struct err *err)
{
    struct arena *a = &f->work->arena;
    file_sweep_temporaries(path_join(a, f->work->options->dir, FROZEN_DIR), true);
    interrupt_defer(true);
    bool ok = write_all(f, err) && remove_old(f, err);
    interrupt_defer(false);
    return ok;
}

/* --- the command --- */

static void tell(const struct freezing *f)
{
    struct report *report = f->work->report;
    size_t same = f->count - f->written;
    if (f->count == 0 && f->removed == 0)
        report_say(report, "nothing to freeze: no chapter has a program");
    else
        report_say(report, "%zu file%s written, %zu as before, %zu removed: " FROZEN_DIR,
                   f->written, f->written == 1 ? "" : "s", same, f->removed);
}

static enum site_status refuse(struct work *w)
{
    work_report(w);
    report_say(w->report, "nothing was frozen: what is wrong comes first");
    return SITE_PROBLEMS;
}

enum site_status freeze(const struct options *options, const struct launcher *launcher,
                        struct report *report)
{
    struct work w;
    struct err err = {0};
    struct freezing f = {.work = &w};
    enum site_status status = SITE_OK;
    bool ok = work_begin(&w, &options->site, launcher, report, &err) && work_read(&w, &err) &&
              work_do(&w, &err);
    if (ok && problems_count(&w.results.problems, PROBLEM_ERROR) > 0) {
        status = refuse(&w);
    } else if (ok) {
        list_places(&f);
        ok = look_at_all(&f, &err) && write_and_remove(&f, &err);
        if (ok) {
            work_report(&w);
            tell(&f);
        }
    }
    if (!ok)
        status = work_failed(&w, &err, f.written > 0 ? "not all was frozen" : "nothing was frozen");
    work_end(&w);
    return status;
}
