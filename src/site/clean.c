#include "site/commands.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/file.h"
#include "base/path.h"
#include "site/stage.h"

/* A build that is under way holds this lock (see run/store.h). The store may be damaged, so it is not
 * opened. */
static bool remove_store(const char *dir, struct arena *a, struct err *err)
{
    const char *store = path_join(a, dir, ".drawloom");
    int fd = open(path_join(a, store, "lock"), O_RDONLY | O_CLOEXEC);
    bool busy = fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) < 0 && errno == EWOULDBLOCK;
    bool ok = busy ? err_set(err, "%s: a build is under way", dir) : file_remove_tree(store, err);
    if (fd >= 0)
        close(fd);
    return ok;
}

/* A folder without our manifest, or a link to one, is not ours. */
static bool remove_site(const char *out, struct arena *a, struct report *report, struct err *err)
{
    struct stage stage = {.root = -1};
    struct stage_counts counts = {0};
    struct manifest manifest;
    if (!file_is_dir(out))
        return true;
    if (!manifest_read(out, a, &manifest, err))
        return false;
    if (!manifest.found) {
        report_say(report, "%s: drawloom did not make this folder: it stays", out);
        return true;
    }
    bool ok = stage_open(&stage, out, false, a, err) && stage_clear(&stage, a, &counts, err);
    stage_close(&stage);
    if (ok && rmdir(out) < 0)
        report_say(report, "%s: holds files that drawloom did not make: they stay", out);
    return ok;
}

enum site_status clean(const struct options *options, const struct launcher *launcher,
                       struct report *report)
{
    (void)launcher;
    struct arena a = {0};
    struct err err = {0};
    const char *dir = options->site.dir;
    const char *out = options->site.out ? options->site.out : path_join(&a, dir, "site");
    bool ok = file_is_dir(dir) || err_set(&err, "%s: no such folder", dir);
    ok = ok && remove_store(dir, &a, &err) && remove_site(out, &a, report, &err);
    if (!ok)
        report_say(report, "drawloom: %s", err.message);
    arena_release(&a);
    return ok ? SITE_OK : SITE_FAILED;
}
