#include "site/commands.h"

#include <string.h>

#include "base/file.h"
#include "base/path.h"
#include "site/installation.h"

static bool is_free(const char *dir, struct arena *a, struct err *err)
{
    struct file_list list;
    if (!file_is_dir(dir))
        return !file_exists(dir) || err_set(err, "%s: a file stands there", dir);
    if (!file_list(dir, a, &list, err))
        return false;
    return list.count == 0 ||
           err_set(err, "%s: not empty: a new course wants a folder of its own", dir);
}

static bool copy(const char *from, const char *to, struct arena *a, struct err *err)
{
    struct buf bytes = BUF_INIT;
    bool ok = file_read(from, &bytes, err) && file_make_dirs(path_dir(a, to), err) &&
              file_write(to, buf_view(&bytes), err);
    buf_release(&bytes);
    return ok;
}

static bool copy_all(const char *dir, struct arena *a, struct err *err)
{
    struct installation installation;
    struct file_list list;
    if (!is_free(dir, a, err) || !installation_find(a, &installation, err))
        return false;
    const char *from = path_join(a, installation.templates, "new");
    if (!file_walk(from, a, &list, err))
        return false;
    for (size_t i = 0; i < list.count; i++)
        if (!copy(path_join(a, from, list.names[i]), path_join(a, dir, list.names[i]), a, err))
            return false;
    return true;
}

enum site_status new_course(const struct options *options, const struct launcher *launcher,
                            struct report *report)
{
    (void)launcher;
    struct arena a = {0};
    struct err err = {0};
    const char *dir = path_join(&a, options->site.dir, options->words[0]);
    if (options->words[0][0] == '/')
        dir = options->words[0];
    bool ok = copy_all(dir, &a, &err);
    if (ok)
        report_say(report, "%s: a small course; build it with: drawloom build %s", dir, dir);
    else
        report_say(report, "drawloom: %s", err.message);
    arena_release(&a);
    return ok ? SITE_OK : SITE_FAILED;
}
