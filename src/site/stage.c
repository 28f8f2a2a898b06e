#include "site/stage.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

/* --- folders --- */

static bool failed(const struct stage *s, const char *path, const char *what, struct err *err)
{
    if (errno == ELOOP || errno == ENOTDIR)
        return err_set(err, "%s/%s: %s: a link or a file stands where a folder belongs", s->dir,
                       path, what);
    return err_errno(err, "%s/%s: %s", s->dir, path, what);
}

static int open_part(int folder, const char *part, size_t len, bool make)
{
    char name[NAME_MAX + 1];
    if (len > NAME_MAX) {
        errno = ENAMETOOLONG;
        return -1;
    }
    memcpy(name, part, len);
    name[len] = '\0';
    if (make)
        mkdirat(folder, name, 0777);
    return openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

static void leave(const struct stage *s, int folder)
{
    int why = errno;
    if (folder >= 0 && folder != s->root)
        close(folder);
    errno = why;
}

/* The folder of `path`, opened (close it with leave); *name is the path's last part. -1: errno. */
static int enter(const struct stage *s, const char *path, bool make, const char **name)
{
    int folder = s->root;
    for (const char *slash; folder >= 0 && (slash = strchr(path, '/')); path = slash + 1) {
        int next = open_part(folder, path, (size_t)(slash - path), make);
        leave(s, folder);
        folder = next;
    }
    *name = path;
    return folder;
}

static bool write_manifest(struct stage *s, const struct manifest *m, struct arena *a,
                           struct err *err);

/* An empty folder becomes ours by an empty manifest: whatever kills this build, the next one knows
 * that what it finds is ours. */
static bool claim(struct stage *s, struct arena *a, struct err *err)
{
    struct file_list list;
    if (s->old.found)
        return true;
    if (!file_list(s->dir, a, &list, err))
        return false;
    if (list.count > 0)
        return err_set(err,
                       "%s: holds files, and drawloom did not make it: empty it, or choose "
                       "another folder with --out",
                       s->dir);
    s->claimed = true;
    return write_manifest(s, &s->old, a, err);
}

static bool open_root(struct stage *s, struct err *err)
{
    s->made = mkdir(s->dir, 0777) == 0;
    s->root = open(s->dir, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (s->root >= 0)
        return true;
    if (errno == ELOOP || errno == ENOTDIR)
        return err_set(err, "%s: a link or a file, not a folder: drawloom writes no site there",
                       s->dir);
    return err_errno(err, "%s: cannot be made", s->dir);
}

bool stage_open(struct stage *s, const char *dir, bool durable, struct arena *a, struct err *err)
{
    *s = (struct stage){.dir = dir, .root = -1, .durable = durable};
    if (!open_root(s, err))
        return false;
    file_sweep_temporaries(dir);
    if (manifest_read(dir, a, &s->old, err) && claim(s, a, err))
        return true;
    stage_close(s);
    return false;
}

void stage_close(struct stage *s)
{
    if (s->dir && s->root >= 0)
        close(s->root);
    *s = (struct stage){.root = -1};
}

/* --- putting --- */

static bool holds(int fd, struct str bytes)
{
    char block[1 << 16];
    ssize_t n;
    while ((n = read(fd, block, sizeof block)) != 0) {
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 || (size_t)n > bytes.len || memcmp(block, bytes.data, (size_t)n) != 0)
            return false;
        bytes.data += n;
        bytes.len -= (size_t)n;
    }
    return bytes.len == 0;
}

/* A link is no file of ours: it is replaced, not followed. */
static bool look(int folder, const char *name, struct str bytes, enum stage_state *state)
{
    struct stat st;
    *state = STAGE_NEW;
    if (fstatat(folder, name, &st, AT_SYMLINK_NOFOLLOW) < 0)
        return errno == ENOENT;
    *state = STAGE_CHANGED;
    if (S_ISDIR(st.st_mode)) {
        errno = EISDIR;
        return false;
    }
    if (!S_ISREG(st.st_mode) || (size_t)st.st_size != bytes.len)
        return true;
    int fd = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd >= 0 && holds(fd, bytes))
        *state = STAGE_SAME;
    if (fd >= 0)
        close(fd);
    return true;
}

static bool write_beside(int folder, struct str bytes, struct arena *a, struct stage_file *file)
{
    struct buf name = BUF_INIT;
    if (file_write_temporary(folder, STR(""), bytes, &name))
        file->temporary = arena_strdup(a, name.data);
    buf_release(&name);
    return file->temporary != NULL;
}

bool stage_put(const struct stage *s, const char *path, struct str bytes, struct arena *a,
               struct stage_file *file, struct err *err)
{
    *file = (struct stage_file){.path = path, .size = bytes.len};
    const char *name;
    int folder = enter(s, path, true, &name);
    bool ok = folder >= 0 && look(folder, name, bytes, &file->state);
    ok = ok && (file->state == STAGE_SAME || write_beside(folder, bytes, a, file));
    leave(s, folder);
    file->hash = hash_of(bytes.data, bytes.len);
    return ok || failed(s, path, "cannot be written", err);
}

/* --- committing --- */

static bool rename_into_place(struct stage *s, struct stage_file *file, struct err *err)
{
    const char *name;
    int folder = enter(s, file->path, false, &name);
    bool ok = folder >= 0 && renameat(folder, file->temporary, folder, name) == 0;
    leave(s, folder);
    if (ok)
        file->temporary = NULL;
    return ok || failed(s, file->path, "cannot be put into its place", err);
}

static void remove_empty_folders(const struct stage *s, const char *path, struct arena *a)
{
    char *above = arena_strdup(a, path);
    bool emptied = true;
    for (char *slash; emptied && (slash = strrchr(above, '/'));) {
        *slash = '\0';
        const char *name;
        int folder = enter(s, above, false, &name);
        emptied = folder >= 0 && unlinkat(folder, name, AT_REMOVEDIR) == 0;
        leave(s, folder);
    }
}

static bool remove_file(const struct stage *s, const char *path, struct arena *a, struct err *err)
{
    const char *name;
    int folder = enter(s, path, false, &name);
    bool ok = (folder >= 0 && unlinkat(folder, name, 0) == 0) || errno == ENOENT;
    leave(s, folder);
    if (!ok)
        return failed(s, path, "cannot be removed", err);
    remove_empty_folders(s, path, a);
    return true;
}

/* What was never in a manifest was put there by somebody else. */
static bool overwrites_nothing(const struct stage *s, const struct stage_file *files, size_t count,
                               struct err *err)
{
    for (size_t i = 0; i < count; i++)
        if (files[i].state == STAGE_CHANGED && !manifest_find(&s->old, files[i].path))
            return err_set(err, "%s/%s: drawloom did not make this file: move it away", s->dir,
                           files[i].path);
    return true;
}

static bool write_manifest(struct stage *s, const struct manifest *m, struct arena *a,
                           struct err *err)
{
    struct buf text = BUF_INIT;
    struct stage_file file;
    manifest_format(m, &text);
    bool ok = stage_put(s, MANIFEST_NAME, buf_view(&text), a, &file, err) &&
              (file.state == STAGE_SAME || rename_into_place(s, &file, err));
    if (ok) {
        s->old = *m;
        s->old.found = true;
        s->old.hash = file.hash;
    }
    buf_release(&text);
    return ok;
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

static bool rename_all(struct stage *s, struct stage_file *files, size_t count,
                       struct stage_counts *counts, struct err *err)
{
    for (size_t i = 0; i < count; i++) {
        if (files[i].state == STAGE_SAME) {
            counts->same++;
            continue;
        }
        if (!rename_into_place(s, &files[i], err))
            return false;
        counts->written++;
    }
    return true;
}

static bool remove_others(struct stage *s, const struct manifest *old, const struct manifest *kept,
                          struct arena *a, struct stage_counts *counts, struct err *err)
{
    for (size_t i = 0; i < old->count; i++) {
        if (manifest_find(kept, old->entries[i].path))
            continue;
        if (!remove_file(s, old->entries[i].path, a, err))
            return false;
        counts->removed++;
    }
    return true;
}

static bool sync_disk(const struct stage *s, struct err *err)
{
    if (!s->durable || syncfs(s->root) == 0)
        return true;
    return err_errno(err, "%s: cannot be brought to the disk", s->dir);
}

bool stage_commit(struct stage *s, struct stage_file *files, size_t count, bool whole,
                  struct arena *a, struct stage_counts *counts, struct err *err)
{
    const struct manifest all = manifest_union(s, files, count, a);
    const struct manifest last = whole ? manifest_of(files, count, 0, a) : all;
    *counts = (struct stage_counts){0};
    bool adds = all.count > s->old.count;
    return overwrites_nothing(s, files, count, err) && sync_disk(s, err) &&
           (!adds || write_manifest(s, &all, a, err)) && rename_all(s, files, count, counts, err) &&
           remove_others(s, &all, &last, a, counts, err) && write_manifest(s, &last, a, err) &&
           sync_disk(s, err);
}

void stage_abandon(struct stage *s, struct stage_file *files, size_t count)
{
    struct arena a = {0};
    for (size_t i = 0; s->dir && i < count; i++) {
        const char *name;
        int folder = files[i].temporary ? enter(s, files[i].path, false, &name) : -1;
        if (folder >= 0)
            unlinkat(folder, files[i].temporary, 0);
        leave(s, folder);
        if (files[i].path)
            remove_empty_folders(s, files[i].path, &a);
        files[i].temporary = NULL;
    }
    if (s->dir)
        file_sweep_temporaries(s->dir);
    if (s->claimed && s->old.count == 0)
        unlinkat(s->root, MANIFEST_NAME, 0);
    if (s->made)
        rmdir(s->dir);
    arena_release(&a);
}

bool stage_clear(struct stage *s, struct arena *a, struct stage_counts *counts, struct err *err)
{
    const struct manifest none = {0}, old = s->old;
    return remove_others(s, &old, &none, a, counts, err) && remove_file(s, MANIFEST_NAME, a, err);
}
