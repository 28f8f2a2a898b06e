#include "run/workshop.h"

#include <time.h>

#include "base/file.h"

const char *workshop_now(struct arena *a)
{
    char text[sizeof "2026-11-23T12:00:00Z"];
    struct tm tm;
    time_t now = time(NULL);
    gmtime_r(&now, &tm);
    strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &tm);
    return arena_strdup(a, text);
}

const char *workshop_enter(const struct workshop *shop, struct arena *a, struct err *err)
{
    const char *dir = store_work_dir(shop->store, a, err);
    return dir ? path_join(a, shop->work, path_base(dir)) : NULL;
}

/* What can't be removed stays: the store removes it when this process is gone. */
void workshop_leave(const char *dir)
{
    struct err ignored;
    if (dir)
        file_remove_tree(dir, &ignored);
}
