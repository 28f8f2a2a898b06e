#include "run/compile.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "run/box_path.h"
#include "run/command.h"
#include "run/depends.h"
#include "run/tool.h"

enum { MAX_OUTPUT = 64 * 1024 };
static const size_t memory_bytes = (size_t)2 << 30;

/* A compilation under way. */
struct work {
    const struct workshop *shop;
    const struct sample *sample;
    struct arena *arena;
    struct words includes;
    struct compilation *c;
    struct buf diagnostics;
};

struct words compile_includes(const struct workshop *shop, const struct sample *sample,
                              struct arena *a)
{
    struct words dirs = {0};
    if (!sample->is_inline)
        words_add(&dirs, a, path_dir(a, path_join(a, "samples", sample->files[0].name)));
    if (shop->has_include)
        words_add(&dirs, a, "samples/include");
    return dirs;
}

/* The link is there only for samples that need it: a program may list its folder. */
static bool furnish(struct work *w, struct err *err)
{
    const char *dir = w->c->dir;
    if (w->sample->is_inline && !workshop_write(dir, &w->sample->files[0], err))
        return false;
    if (w->includes.count == 0)
        return true;
    const char *link = path_join(w->arena, dir, "samples");
    const char *target = path_join(w->arena, w->shop->root, "samples");
    return symlink(target, link) == 0 || err_errno(err, "%s: cannot be made", link);
}

static enum result_end end_of(enum launch_end end)
{
    switch (end) {
    case LAUNCH_EXITED:
        return END_EXITED;
    case LAUNCH_SIGNALED:
        return END_SIGNALED;
    case LAUNCH_TIME_LIMIT:
    case LAUNCH_MEMORY_LIMIT:
    case LAUNCH_OUTPUT_LIMIT:
        break;
    }
    return END_COMPILE_LIMIT;
}

static bool is_clean(const struct compile_result *result)
{
    return result->end == END_EXITED && result->code == 0;
}

/* Add what one command did; the first that failed tells how it all ended. */
static void take_result(struct work *w, const struct launch_result *launched)
{
    struct compile_result *result = &w->c->result;
    buf_str(&w->diagnostics, buf_view(&launched->err));
    buf_str(&w->diagnostics, buf_view(&launched->out));
    result->wall_s += launched->wall_s;
    result->truncated |= launched->truncated;
    if (is_clean(result)) {
        result->end = end_of(launched->end);
        result->code = launched->code;
    }
}

static bool step(struct work *w, struct words command, struct err *err)
{
    words_add(&command, w->arena, NULL); /* argv ends so */
    struct launch_spec spec = {
        .exec = command.items[0],
        .argv = command.items,
        .env = tool_env,
        .dir = w->c->dir,
        .timeout_ms = w->shop->compile_timeout_ms,
        .memory_bytes = memory_bytes,
        .max_output = MAX_OUTPUT,
    };
    struct box_path box = {.work = w->shop->work};
    struct launch_result launched;
    bool ok = launch_run(w->shop->launcher, &spec, &launched, err);
    if (ok) {
        box_path_apply(&box, &launched);
        take_result(w, &launched);
    }
    launch_result_release(&launched);
    return ok;
}

static bool is_source(const struct work *w, const char *path)
{
    for (size_t i = 0; i < w->sample->file_count; i++)
        if (strcmp(path, command_source(w->sample, i, w->arena)) == 0)
            return true;
    return false;
}

/* A compiler that failed early has written nothing. */
static void read_depends(struct work *w)
{
    struct buf text = BUF_INIT;
    struct err ignored;
    struct words paths = {0};
    if (file_read(path_join(w->arena, w->c->dir, COMMAND_DEPS), &text, &ignored))
        depends_parse(buf_view(&text), w->arena, &paths);
    for (size_t i = 0; i < paths.count; i++)
        if (!is_source(w, paths.items[i]) && !strchr(paths.items[i], '\n'))
            words_add(&w->c->depends, w->arena, paths.items[i]);
    buf_release(&text);
}

/* All sources are compiled, also after an error in one, so that all errors are seen at once. */
static bool compile_objects(struct work *w, struct err *err)
{
    const struct sample *sample = w->sample;
    for (size_t i = 0; i < sample->file_count; i++) {
        if (!step(w, command_compile_object(sample, &w->includes, i, w->arena), err))
            return false;
        read_depends(w);
    }
    if (!sample->has_entry || !is_clean(&w->c->result))
        return true;
    return step(w, command_link(sample, w->arena), err);
}

static bool compile_all(struct work *w, struct err *err)
{
    if (w->sample->file_count > 1 || !w->sample->has_entry)
        return compile_objects(w, err);
    if (!step(w, command_compile(w->sample, &w->includes, w->arena), err))
        return false;
    read_depends(w);
    return true;
}

/* A language's commands may be wrong in ways that no compiler complains about. */
static bool find_program(struct work *w, struct err *err)
{
    if (!w->sample->has_entry || !is_clean(&w->c->result))
        return true;
    w->c->program = path_join(w->arena, w->c->dir, command_program(w->sample, w->arena));
    return file_exists(w->c->program) ||
           err_set(err, "language %s: its compile command made no file {program}",
                   w->sample->language->name);
}

/* Only the folders that something was read from are shown: a reader need not know the others. */
static struct words used_includes(const struct work *w)
{
    struct words used = {0};
    for (size_t i = 0; i < w->includes.count; i++) {
        const char *dir = w->includes.items[i];
        bool is_used = false;
        for (size_t k = 0; k < w->c->depends.count && !is_used; k++)
            is_used = strncmp(w->c->depends.items[k], dir, strlen(dir)) == 0;
        if (is_used)
            words_add(&used, w->arena, dir);
    }
    return used;
}

/* A file that appears in an earlier folder would be read instead of one that was: that it is not
 * there counts, too. */
static void add_absent(struct work *w)
{
    size_t count = w->c->depends.count;
    for (size_t i = 0; i < w->includes.count; i++) {
        const char *dir = w->includes.items[i];
        for (size_t k = 0; k < count; k++) {
            const char *path = w->c->depends.items[k];
            if (strncmp(path, dir, strlen(dir)) != 0 || path[strlen(dir)] != '/')
                continue;
            for (size_t earlier = 0; earlier < i; earlier++)
                words_add(&w->c->depends, w->arena,
                          path_join(w->arena, w->includes.items[earlier], path + strlen(dir) + 1));
        }
    }
}

bool compile_sample(const struct workshop *shop, const struct sample *sample, struct arena *a,
                    struct compilation *c, struct err *err)
{
    struct work w = {shop, sample, a, compile_includes(shop, sample, a), c, BUF_INIT};
    *c = (struct compilation){.dir = workshop_enter(shop, a, err)};
    bool ok = c->dir && furnish(&w, err) && compile_all(&w, err) && find_program(&w, err);
    struct words used = used_includes(&w);
    add_absent(&w);
    c->result.command = command_shown(sample, &used, a);
    c->result.diagnostics = arena_str(a, buf_view(&w.diagnostics));
    c->result.measured_at = workshop_now(a);
    buf_release(&w.diagnostics);
    return ok;
}

void compile_leave(struct compilation *c)
{
    workshop_leave(c->dir);
}
