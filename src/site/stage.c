#include "site/stage.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "site/stage_private.h"

/* --- folders --- */

bool stage_failed(const struct stage *s, const char *path, const char *what, struct err *err)
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
    if (make && mkdirat(folder, name, 0777) < 0 && errno != EEXIST)
        return -1;
    return openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

void stage_leave(const struct stage *s, int folder)
{
    int why = errno;
    if (folder >= 0 && folder != s->root)
        close(folder);
    errno = why;
}

/* The folder of `path`, opened (close it with leave); *name is the path's last part. -1: errno. */
int stage_enter(const struct stage *s, const char *path, bool make, const char **name)
{
    int folder = s->root;
    for (const char *slash; folder >= 0 && (slash = strchr(path, '/')); path = slash + 1) {
        int next = open_part(folder, path, (size_t)(slash - path), make);
        stage_leave(s, folder);
        folder = next;
    }
    *name = path;
    return folder;
}

/* An empty folder becomes ours by an empty manifest: whatever kills this build, the next one knows
 * that what it finds is ours. */
static bool claim(struct stage *s, struct arena *a, struct err *err)
{
    struct file_list list;
    struct stage_file file = {0};
    if (s->old.found)
        return true;
    if (!file_list(s->dir, a, &list, err))
        return false;
    if (list.count > 0)
        return err_set(err,
                       "%s: holds files, and drawloom did not make it: empty it, or choose "
                       "another folder with --out",
                       s->dir);
    bool ok = stage_put_manifest(s, &s->old, a, &file, err) && stage_place(s, &file, err);
    stage_discard(s, &file);
    s->old.found = s->claimed = ok;
    s->old.hash = file.hash;
    return ok;
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

/* The folder's name without links: of what does not exist yet, as it will be. */
static char *resolve(const char *dir, struct arena *a)
{
    char *above = realpath(dir, NULL);
    if (above) {
        char *path = arena_strdup(a, above);
        free(above);
        return path;
    }
    size_t len = strlen(dir);
    if (len > 0 && dir[len - 1] == '/')
        return resolve(arena_strndup(a, dir, len - 1), a);
    const char *parent = path_dir(a, dir);
    if (len == 0 || strcmp(parent, dir) == 0)
        return arena_strdup(a, dir);
    return path_join(a, resolve(parent, a), path_base(dir));
}

static bool is_in(const char *path, const char *folder)
{
    size_t len = strlen(folder);
    return strncmp(path, folder, len) == 0 && (path[len] == '/' || path[len] == '\0');
}

bool stage_is_apart(const char *dir, const char *course, struct err *err)
{
    static const char *const folders[] = {"content", "samples", "templates", ".drawloom"};
    struct arena a = {0};
    bool ok = true;
    const char *out = resolve(dir, &a);
    for (size_t i = 0; ok && i < sizeof folders / sizeof folders[0]; i++)
        if (is_in(out, resolve(path_join(&a, course, folders[i]), &a)))
            ok = err_set(err, "%s: is in the course's %s/: choose another folder with --out", dir,
                         folders[i]);
    arena_release(&a);
    return ok;
}

bool stage_open(struct stage *s, const char *dir, bool durable, struct arena *a, struct err *err)
{
    *s = (struct stage){.dir = dir, .root = -1, .durable = durable};
    if (!open_root(s, err))
        return false;
    file_sweep_temporaries(dir, true);
    if (manifest_read(dir, a, &s->old, err) && claim(s, a, err))
        return true;
    if (s->made)
        rmdir(dir);
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
    int folder = stage_enter(s, path, true, &name);
    bool ok = folder >= 0 && look(folder, name, bytes, &file->state);
    ok = ok && (file->state == STAGE_SAME || write_beside(folder, bytes, a, file));
    stage_leave(s, folder);
    file->hash = hash_of(bytes.data, bytes.len);
    return ok || stage_failed(s, path, "cannot be written", err);
}

bool stage_put_manifest(const struct stage *s, const struct manifest *m, struct arena *a,
                        struct stage_file *file, struct err *err)
{
    struct buf text = BUF_INIT;
    manifest_format(m, &text);
    bool ok = stage_put(s, MANIFEST_NAME, buf_view(&text), a, file, err);
    buf_release(&text);
    return ok;
}

/* --- placing --- */

/* How the files change places: what stands at the path and the temporary file are exchanged in one
 * step, so that there is always one of them and the step can be taken back. Where the file system
 * knows no exchange, the old file is lost at once, and that step is final. */
static bool exchange(int folder, const char *name, struct stage_file *file)
{
    if (renameat2(folder, file->temporary, folder, name, RENAME_EXCHANGE) == 0)
        return true;
    if ((errno != EINVAL && errno != ENOSYS) ||
        renameat(folder, file->temporary, folder, name) != 0)
        return false;
    file->temporary = NULL;
    return true;
}

bool stage_place(const struct stage *s, struct stage_file *file, struct err *err)
{
    const char *name;
    int folder = stage_enter(s, file->path, false, &name);
    bool ok = folder >= 0 &&
              (file->state == STAGE_CHANGED ? exchange(folder, name, file)
                                            : renameat(folder, file->temporary, folder, name) == 0);
    stage_leave(s, folder);
    return ok || stage_failed(s, file->path, "cannot be put into its place", err);
}

/* What can't be removed is swept by a later build. */
void stage_discard(const struct stage *s, struct stage_file *file)
{
    const char *name;
    int folder = file->temporary ? stage_enter(s, file->path, false, &name) : -1;
    if (folder >= 0)
        unlinkat(folder, file->temporary, 0);
    stage_leave(s, folder);
    file->temporary = NULL;
}

/* --- removing --- */

void stage_remove_empty_folders(const struct stage *s, const char *path, struct arena *a)
{
    char *above = arena_strdup(a, path);
    bool emptied = true;
    for (char *slash; emptied && (slash = strrchr(above, '/'));) {
        *slash = '\0';
        const char *name;
        int folder = stage_enter(s, above, false, &name);
        emptied = folder >= 0 && unlinkat(folder, name, AT_REMOVEDIR) == 0;
        stage_leave(s, folder);
    }
}

static bool remove_file(const struct stage *s, const char *path, struct arena *a, struct err *err)
{
    const char *name;
    int folder = stage_enter(s, path, false, &name);
    bool ok = (folder >= 0 && unlinkat(folder, name, 0) == 0) || errno == ENOENT;
    stage_leave(s, folder);
    if (!ok)
        return stage_failed(s, path, "cannot be removed", err);
    stage_remove_empty_folders(s, path, a);
    return true;
}

void stage_abandon(struct stage *s, struct stage_file *files, size_t count)
{
    struct arena a = {0};
    for (size_t i = 0; s->dir && i < count; i++) {
        stage_discard(s, &files[i]);
        if (files[i].path)
            stage_remove_empty_folders(s, files[i].path, &a);
    }
    if (s->dir)
        file_sweep_temporaries(s->dir, true);
    if (s->claimed && s->old.count == 0)
        unlinkat(s->root, MANIFEST_NAME, 0);
    if (s->made)
        rmdir(s->dir);
    arena_release(&a);
}

bool stage_clear(struct stage *s, struct arena *a, struct stage_counts *counts, struct err *err)
{
    for (size_t i = 0; i < s->old.count; i++) {
        if (!remove_file(s, s->old.entries[i].path, a, err))
            return false;
        counts->removed++;
    }
    return remove_file(s, MANIFEST_NAME, a, err);
}
