#include "run/store.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
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

static bool make_folders(const char *dir, struct err *err)
{
    struct arena a = {0};
    bool ok = file_make_dirs(path_join(&a, dir, "bin"), err) &&
              file_make_dirs(path_join(&a, dir, "work"), err) && ignore_in_git(dir, &a, err);
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

bool store_open(const char *root, struct arena *a, struct problems *warnings, struct store **store,
                struct err *err)
{
    *store = NULL;
    struct store *s = store_new(root, err);
    if (!s)
        return false;
    if (!make_folders(s->dir, err) || !store_db_open(s, err)) {
        store_close(s);
        return false;
    }
    store_sweep_work(s);
    store_warn(s, a, warnings);
    *store = s;
    return true;
}

void store_close(struct store *s)
{
    if (!s)
        return;
    store_db_close(s);
    if (s->lock_fd >= 0)
        close(s->lock_fd);
    pthread_mutex_destroy(&s->mutex);
    free(s->dir);
    free(s);
}

void store_warn(struct store *s, struct arena *a, struct problems *warnings)
{
    static const char file[] = ".drawloom/results.db";
    pthread_mutex_lock(&s->mutex);
    if (s->was_set_aside)
        problem_add(warnings, a, PROBLEM_WARNING, file, 0, 0,
                    "the file was damaged; it is results.db.damaged now, and a new one was begun");
    if (s->damaged_rows > 0)
        problem_add(warnings, a, PROBLEM_WARNING, file, 0, 0,
                    "damaged results were dropped and are made again (%zu)", s->damaged_rows);
    s->was_set_aside = false;
    s->damaged_rows = 0;
    pthread_mutex_unlock(&s->mutex);
}

/* Take the lock with or without waiting; false with errno. */
static bool take_lock(int fd, void (*waiting)(void *ctx), void *ctx)
{
    if (flock(fd, LOCK_EX | LOCK_NB) == 0)
        return true;
    if (errno != EWOULDBLOCK)
        return false;
    if (waiting)
        waiting(ctx);
    return flock(fd, LOCK_EX) == 0;
}

bool store_lock(struct store *s, void (*waiting)(void *ctx), void *ctx, struct err *err)
{
    char *path = xasprintf("%s/lock", s->dir);
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    bool ok = fd >= 0 && take_lock(fd, waiting, ctx);
    if (ok)
        s->lock_fd = fd;
    else if (errno == EINTR)
        err_set(err, "interrupted");
    else
        err_errno(err, "%s: cannot be locked", path);
    if (!ok && fd >= 0)
        close(fd);
    free(path);
    return ok;
}
