/* The part of file.h that is about folders: listing, walking, making and removing them. */
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/process.h"

static bool is_dots(const char *name)
{
    return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

static bool is_temporary(const char *name)
{
    return str_starts(str_of(name), FILE_TEMPORARY_PREFIX);
}

static void list_add(struct file_list *list, struct arena *a, char *name)
{
    bool full = (list->count & (list->count - 1)) == 0; /* the room is a power of two */
    if (full)
        list->names = arena_grow(a, list->names, list->count, list->count ? 2 * list->count : 1,
                                 sizeof *list->names);
    list->names[list->count++] = name;
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void list_sort(struct file_list *list)
{
    if (list->count > 1)
        qsort(list->names, list->count, sizeof *list->names, by_bytes);
}

bool file_list(const char *dir, struct arena *a, struct file_list *list, struct err *err)
{
    *list = (struct file_list){0};
    DIR *d = opendir(dir);
    if (!d)
        return err_errno(err, "%s", dir);
    struct dirent *entry;
    while (errno = 0, (entry = readdir(d)))
        if (!is_dots(entry->d_name))
            list_add(list, a, arena_strdup(a, entry->d_name));
    bool ok = errno == 0 || err_errno(err, "%s", dir);
    closedir(d);
    list_sort(list);
    return ok;
}

enum collected { FILES_BELOW, TEMPORARIES_BELOW, TEMPORARIES_HERE };

/* Add the regular files in dir/below, temporaries or all others, as paths relative to dir. A file
 * that vanishes meanwhile is no error. */
static bool collect(const char *dir, const char *below, enum collected what, struct arena *a,
                    struct file_list *found, struct err *err)
{
    bool temporaries = what != FILES_BELOW;
    struct file_list entries;
    if (!file_list(path_join(a, dir, below), a, &entries, err))
        return false;
    for (size_t i = 0; i < entries.count; i++) {
        char *path = path_join(a, below, entries.names[i]);
        struct stat st;
        if (lstat(path_join(a, dir, path), &st) < 0)
            continue;
        if (S_ISREG(st.st_mode) && is_temporary(entries.names[i]) == temporaries)
            list_add(found, a, path);
        if (S_ISDIR(st.st_mode) && what != TEMPORARIES_HERE &&
            !collect(dir, path, what, a, found, err))
            return false;
    }
    return true;
}

bool file_walk(const char *dir, struct arena *a, struct file_list *list, struct err *err)
{
    *list = (struct file_list){0};
    bool ok = collect(dir, ".", FILES_BELOW, a, list, err);
    list_sort(list);
    return ok;
}

/* Whether the process that made a temporary file of this name is gone. In a container every build
 * may have the same number, so that our own says nothing. */
static bool is_abandoned(const char *name)
{
    char *end;
    long pid = strtol(name + strlen(FILE_TEMPORARY_PREFIX), &end, 10);
    if (*end != '.' || pid <= 0 || pid != (pid_t)pid)
        return false;
    return pid == getpid() || !process_lives((pid_t)pid);
}

void file_sweep_temporaries(const char *dir, bool below)
{
    struct arena a = {0};
    struct file_list found = {0};
    struct err ignored; /* what can't be swept now is swept by a later build */
    collect(dir, ".", below ? TEMPORARIES_BELOW : TEMPORARIES_HERE, &a, &found, &ignored);
    for (size_t i = 0; i < found.count; i++)
        if (is_abandoned(path_base(found.names[i])))
            unlink(path_join(&a, dir, found.names[i]));
    arena_release(&a);
}

bool file_make_dirs(const char *path, struct err *err)
{
    struct buf prefix = BUF_INIT;
    bool ok = true;
    while (ok && *path) {
        size_t len = strspn(path, "/");
        len += strcspn(path + len, "/");
        buf_add(&prefix, path, len);
        path += len;
        if (mkdir(prefix.data, 0777) == 0)
            continue;
        int why = errno;
        if (file_is_dir(prefix.data))
            continue;
        errno = why;
        ok = err_errno(err, "%s: cannot be made", prefix.data);
    }
    buf_release(&prefix);
    return ok;
}

/* How a tree is removed: by descriptors, never by path, so that no link is followed. What a sample
 * left may be as deep as it likes, while descriptors are few; so a folder at DEEPEST is moved up to
 * the top of the tree, and the top is emptied again as long as that happened. */
enum { DEEPEST = 32 };

struct removal {
    int top;
    unsigned moved;
};

/* A folder is listed, emptied and moved whatever its mode was. */
static void take_over(int at, const char *name)
{
    fchmodat(at, name, 0700, AT_SYMLINK_NOFOLLOW);
}

static int open_folder(int at, const char *name)
{
    take_over(at, name);
    return openat(at, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

/* A name above that is taken by something which is not an empty folder can't be renamed over. */
static bool move_up(struct removal *r, int at, const char *name)
{
    take_over(at, name);
    for (;;) {
        char above[64];
        snprintf(above, sizeof above, ".drawloom-deep.%u", r->moved++);
        if (renameat(at, name, r->top, above) == 0)
            return true;
        if (errno != EEXIST && errno != ENOTEMPTY && errno != ENOTDIR)
            return false;
    }
}

static bool remove_entry(struct removal *r, int at, const char *name, int depth);

/* Remove all that is in the folder `fd`, which is closed. False, with errno, when some stayed. */
static bool empty_folder(struct removal *r, int fd, int depth)
{
    DIR *d = fdopendir(fd);
    if (!d) {
        close(fd);
        return false;
    }
    int why = 0;
    struct dirent *entry;
    while ((entry = readdir(d)))
        if (!is_dots(entry->d_name) && !remove_entry(r, dirfd(d), entry->d_name, depth))
            why = errno;
    closedir(d);
    errno = why;
    return why == 0;
}

static bool remove_entry(struct removal *r, int at, const char *name, int depth)
{
    if (unlinkat(at, name, 0) == 0 || errno == ENOENT)
        return true;
    if (errno != EISDIR && errno != EPERM)
        return false;
    if (depth == DEEPEST)
        return move_up(r, at, name);
    int fd = open_folder(at, name);
    return fd >= 0 && empty_folder(r, fd, depth + 1) && unlinkat(at, name, AT_REMOVEDIR) == 0;
}

static bool empty_top(struct removal *r, const char *path)
{
    r->top = open_folder(AT_FDCWD, path);
    if (r->top < 0)
        return false;
    bool ok;
    unsigned before;
    do {
        before = r->moved;
        int fd = openat(r->top, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        ok = fd >= 0 && empty_folder(r, fd, 1);
    } while (ok && r->moved != before);
    int why = errno;
    close(r->top);
    errno = why;
    return ok;
}

bool file_remove_tree(const char *path, struct err *err)
{
    if (unlink(path) == 0 || errno == ENOENT || errno == ENOTDIR)
        return true;
    bool is_folder = errno == EISDIR || errno == EPERM;
    struct removal r = {.top = -1};
    if (is_folder && empty_top(&r, path) && rmdir(path) == 0)
        return true;
    return err_errno(err, "%s: cannot be removed", path);
}
