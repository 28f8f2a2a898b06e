#include "site/installation.h"

#include <limits.h>
#include <unistd.h>

#include "base/file.h"
#include "base/path.h"

static bool find_program(struct arena *a, const char **path, struct err *err)
{
    char link[PATH_MAX];
    ssize_t len = readlink("/proc/self/exe", link, sizeof link);
    if (len < 0 || len == sizeof link)
        return err_errno(err, "/proc/self/exe (is /proc mounted?)");
    *path = arena_strndup(a, link, (size_t)len);
    return true;
}

bool installation_find(struct arena *a, struct installation *in, struct err *err)
{
    if (!find_program(a, &in->program, err))
        return false;
    const char *folder = path_dir(a, in->program), *above = path_dir(a, folder);
    in->launch = path_join(a, folder, "drawloom-launch");
    if (!file_exists(in->launch))
        in->launch = path_join(a, above, "libexec/drawloom-launch");
    in->templates = path_join(a, above, "templates");
    in->made = path_join(a, folder, "theme");
    if (!file_is_dir(in->templates)) {
        in->templates = path_join(a, above, "share/drawloom/templates");
        in->made = NULL;
    }
    const char *formulas = in->made ? path_join(a, folder, "formulas")
                                    : path_join(a, above, "share/drawloom/formulas");
    in->formulas = path_join(a, formulas, "formulas.mjs");
    in->katex = path_join(a, formulas, "katex.mjs");
    if (!file_exists(in->launch))
        return err_set(err, "drawloom-launch is missing: it belongs beside %s", in->program);
    if (!file_is_dir(in->templates))
        return err_set(err, "drawloom's templates are missing: they belong into %s", in->templates);
    return true;
}
