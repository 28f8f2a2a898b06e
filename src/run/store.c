#include "run/store.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "run/store_private.h"

/* Results never get into the course's repository by accident. */
static bool ignore_in_git(const char *dir, struct arena *a, struct err *err)
{
    const char *path = path_join(a, dir, ".gitignore");
    return file_exists(path) || file_write(path, STR("*\n"), err);
}

/* A link would lead what we write, and what we remove, to somewhere else. */
static bool make_folder(const char *path, struct err *err)
{
    struct stat st;
    if (mkdir(path, 0777) == 0)
        return true;
    int why = errno;
    if (why == EEXIST && lstat(path, &st) == 0) {
        if (S_ISDIR(st.st_mode))
            return true;
        return err_set(err, "%s: a link or a file, not a folder: drawloom keeps no results there",
                       path);
    }
    errno = why;
    return err_errno(err, "%s: cannot be made", path);
}

static bool make_folders(const char *dir, struct err *err)
{
    struct arena a = {0};
    bool ok = make_folder(dir, err) && make_folder(path_join(&a, dir, "bin"), err) &&
              make_folder(path_join(&a, dir, "work"), err) && ignore_in_git(dir, &a, err);
    arena_release(&a);
    return ok;
}

/* Absolute: programs are started in other folders than ours. */
static struct store *store_new(const char *root, struct err *err)
{
    char *absolute = realpath(root, NULL);
    if (!absolute) {
        err_errno(err, "%s", root);
        return NULL;
    }
    struct store *s = xcalloc(1, sizeof *s);
    s->dir = xasprintf("%s/.drawloom", absolute);
    s->lock_fd = -1;
    pthread_mutex_init(&s->mutex, NULL);
    free(absolute);
    return s;
}

/* --- the lock --- */

/* Whether the locked file is still the one that others would lock: `clean` may have removed it while
 * we waited. */
static bool is_current(int fd, const char *path)
{
    struct stat ours, theirs;
    return fstat(fd, &ours) == 0 && lstat(path, &theirs) == 0 && ours.st_dev == theirs.st_dev &&
           ours.st_ino == theirs.st_ino;
}

struct patience {
    void (*waiting)(void *ctx); /* NULL: there is nobody (any more) to be told */
    void *ctx;
};

/* Take the lock with or without waiting; false with errno. */
static bool take_lock(int fd, struct patience *p)
{
    if (flock(fd, LOCK_EX | LOCK_NB) == 0)
        return true;
    if (errno != EWOULDBLOCK)
        return false;
    if (p->waiting)
        p->waiting(p->ctx);
    p->waiting = NULL;
    return flock(fd, LOCK_EX) == 0;
}

static bool lock_failed(const char *path, struct err *err)
{
    if (errno == EINTR)
        return err_set(err, "interrupted");
    return err_errno(err, "%s: cannot be locked", path);
}

/* The folders are made before each attempt, for the same reason. */
static bool lock(struct store *s, struct patience *p, struct err *err)
{
    char *path = xasprintf("%s/lock", s->dir);
    bool ok = true;
    while (ok && s->lock_fd < 0) {
        ok = make_folders(s->dir, err);
        int fd = ok ? open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0666) : -1;
        ok = ok && ((fd >= 0 && take_lock(fd, p)) || lock_failed(path, err));
        if (ok && is_current(fd, path))
            s->lock_fd = fd;
        else if (fd >= 0)
            close(fd);
    }
    free(path);
    return ok;
}

/* --- opening --- */

static bool is_writable(const char *dir, struct err *err)
{
    return access(dir, W_OK) == 0 || err_errno(err, "%s: cannot be written to", dir);
}

static bool opened(struct store *s, bool ok, struct arena *a, struct problems *warnings,
                   struct store **store)
{
    if (!ok) {
        store_close(s);
        return false;
    }
    store_warn(s, a, warnings);
    *store = s;
    return true;
}

bool store_open(const char *root, struct arena *a, struct problems *warnings, struct store **store,
                struct err *err)
{
    struct store *s = store_new(root, err);
    *store = NULL;
    bool ok = s && make_folders(s->dir, err) && store_db_open(s, err);
    return opened(s, ok, a, warnings, store);
}

bool store_open_alone(const char *root, void (*waiting)(void *ctx), void *ctx, struct arena *a,
                      struct problems *warnings, struct store **store, struct err *err)
{
    struct store *s = store_new(root, err);
    struct patience patience = {waiting, ctx};
    *store = NULL;
    bool ok = s && lock(s, &patience, err) && is_writable(s->dir, err);
    if (ok) {
        store_sweep_work(s);
        file_sweep_temporaries(s->dir, false);
        ok = store_db_open(s, err);
    }
    return opened(s, ok, a, warnings, store);
}

void store_close(struct store *s)
{
    if (!s)
        return;
    store_db_close(s);
    if (s->lock_fd >= 0)
        close(s->lock_fd);
    pthread_mutex_destroy(&s->mutex);
    free(s->used);
    free(s->dir);
    free(s);
}

void store_warn(struct store *s, struct arena *a, struct problems *warnings)
{
    static const char file[] = ".drawloom/results.db";
    pthread_mutex_lock(&s->mutex);
    if (s->aside)
        problem_add(warnings, a, PROBLEM_WARNING, file, 0, 0,
                    "the file was %s; it is results.db%s now, and a new one was begun",
                    strcmp(s->aside, ".foreign") == 0 ? "written by another version of drawloom"
                                                      : "damaged",
                    s->aside);
    if (s->damaged_rows > 0)
        problem_add(warnings, a, PROBLEM_WARNING, file, 0, 0,
                    "damaged results were dropped and are made again (%zu)", s->damaged_rows);
    s->aside = NULL;
    s->damaged_rows = 0;
    pthread_mutex_unlock(&s->mutex);
}
