/* How a tree of any depth is removed: with one open folder, and without a stack.
 *
 * Each entry is unlinked; a folder that is empty is removed. A folder that is not becomes the
 * current one, and when nothing is left in it, its parent does again, which then finds it empty. So
 * a path may be longer than PATH_MAX, and deeper than there are descriptors. */
#include "launch/tree.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { OPEN_FOLDER = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC };

enum removal { REMOVED, IS_FULL, FAILED };

static enum removal remove_entry(int dir, const char *name)
{
    if (unlinkat(dir, name, 0) == 0 || errno == ENOENT)
        return REMOVED;
    if (errno != EISDIR && errno != EPERM)
        return FAILED;
    if (unlinkat(dir, name, AT_REMOVEDIR) == 0)
        return REMOVED;
    return errno == ENOTEMPTY || errno == EEXIST ? IS_FULL : FAILED;
}

/* `name` is known to be a folder, so fchmodat follows no link. */
static int open_full(int dir, const char *name)
{
    fchmodat(dir, name, 0700, 0);
    return openat(dir, name, OPEN_FOLDER);
}

/* Empty the folder as far as its first entry that is a full folder; that one is then opened as
 * *below, -1 when there is none. Takes `dir` over when it fails. */
static bool empty(int dir, int *below)
{
    *below = -1;
    int copy = openat(dir, ".", OPEN_FOLDER);
    DIR *entries = copy >= 0 ? fdopendir(copy) : NULL;
    if (!entries)
        return false;
    bool ok = true;
    for (struct dirent *entry; ok && *below < 0 && (entry = readdir(entries));) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        enum removal removal = remove_entry(dir, entry->d_name);
        if (removal == IS_FULL)
            *below = open_full(dir, entry->d_name);
        ok = removal == REMOVED || *below >= 0;
    }
    int error = errno;
    closedir(entries);
    errno = error;
    return ok;
}

/* Empty the folder `dir`, which is closed. */
static bool empty_all(int dir)
{
    for (int depth = 0; depth >= 0;) {
        int next;
        if (!empty(dir, &next))
            break;
        depth += next >= 0 ? 1 : -1;
        if (depth >= 0 && next < 0)
            next = openat(dir, "..", OPEN_FOLDER);
        close(dir);
        if (depth < 0)
            return true;
        dir = next;
        if (dir < 0)
            return false;
    }
    int error = errno;
    close(dir);
    errno = error;
    return false;
}

bool tree_remove(int dir, const char *name)
{
    enum removal removal = remove_entry(dir, name);
    if (removal != IS_FULL)
        return removal == REMOVED;
    int fd = open_full(dir, name);
    return fd >= 0 && empty_all(fd) && unlinkat(dir, name, AT_REMOVEDIR) == 0;
}
