#include "run/compile.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "run/command.h"
#include "run/depends.h"
#include "run/run_program.h"
#include "run/source_tree.h"
#include "run/tool.h"

enum { MAX_OUTPUT = 64 * 1024, PROCESSES = 64, INODES = 4096 };
static const size_t memory_bytes = (size_t)2 << 30, file_bytes = (size_t)256 << 20;

/* A compilation under way. */
struct work {
    const struct workshop *shop;
    const struct sample *sample;
    struct arena *arena;
    struct words includes;
    struct source_tree tree; /* grows by the objects that were made */
    struct box *box;
    struct compilation *c;
    struct buf diagnostics;
};

/* What one command is to leave behind, besides what it read. */
struct product {
    const char *name; /* NULL: nothing */
    struct buf bytes;
    bool is_there;
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

static enum result_end end_of(enum launch_end end)
{
    switch (end) {
    case LAUNCH_EXITED:
        return END_EXITED;
    case LAUNCH_SIGNALED:
        return END_SIGNALED;
    case LAUNCH_TIME_LIMIT:
    case LAUNCH_MEMORY_LIMIT:
    case LAUNCH_PROCESS_LIMIT:
    case LAUNCH_FILE_LIMIT:
    case LAUNCH_OUTPUT_LIMIT:
        break;
    }
    return END_COMPILE_LIMIT;
}

static bool is_clean(const struct compile_result *result)
{
    return result->end == END_EXITED && result->code == 0;
}

/* All commands together may say as much as one. The first error comes first. */
static void add_diagnostics(struct work *w, struct str text)
{
    size_t room = MAX_OUTPUT - w->diagnostics.len;
    w->c->result.truncated |= text.len > room;
    buf_add(&w->diagnostics, text.data, text.len < room ? text.len : room);
}

/* Add what one command did; the first that failed tells how it all ended. */
static void take_result(struct work *w, const struct launch_result *launched)
{
    struct compile_result *result = &w->c->result;
    add_diagnostics(w, buf_view(&launched->err));
    add_diagnostics(w, buf_view(&launched->out));
    result->wall_s += launched->wall_s;
    result->truncated |= launched->truncated;
    if (is_clean(result)) {
        result->end = end_of(launched->end);
        result->code = launched->code;
    }
}

static bool is_source(const struct work *w, const char *path)
{
    for (size_t i = 0; i < w->sample->file_count; i++)
        if (strcmp(path, command_source(w->sample, i, w->arena)) == 0)
            return true;
    return false;
}

static void add_depends(struct work *w, struct str rule)
{
    struct words paths = {0};
    depends_parse(rule, w->arena, &paths);
    for (size_t i = 0; i < paths.count; i++)
        if (!is_source(w, paths.items[i]) && !strchr(paths.items[i], '\n'))
            words_add(&w->c->depends, w->arena, paths.items[i]);
}

/* A file that the box gave out; what it holds can't change any more. */
static bool read_found(int fd, struct buf *bytes, struct err *err)
{
    struct stat st;
    if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) || st.st_size > (off_t)file_bytes)
        return err_set(err, "what the compiler made cannot be read");
    buf_reserve(bytes, (size_t)st.st_size + 1);
    return file_read_open(fd, "what the compiler made", bytes, err);
}

/* A compiler that failed early has written nothing. */
static bool take_files(struct work *w, const struct launch_result *launched,
                       struct product *product, struct err *err)
{
    struct buf rule = BUF_INIT;
    bool ok = launched->found[0] < 0 || read_found(launched->found[0], &rule, err);
    add_depends(w, buf_view(&rule));
    buf_release(&rule);
    product->is_there = product->name && launched->found[1] >= 0;
    return ok && (!product->is_there || read_found(launched->found[1], &product->bytes, err));
}

/* Run one command of the compilation. The caller releases product->bytes. */
static bool step(struct work *w, struct words command, struct product *product, struct err *err)
{
    const char *const wanted[] = {COMMAND_DEPS, product->name, NULL};
    words_add(&command, w->arena, NULL); /* argv ends so */
    const struct launch_spec spec = {
        .exec = command.items[0],
        .argv = command.items,
        .env = launch_env,
        .files = w->tree.files,
        .file_count = w->tree.count,
        .wanted = wanted,
        .is_compiler = true,
        .timeout_ms = w->shop->compile_timeout_ms,
        .memory_bytes = memory_bytes,
        .processes = PROCESSES,
        .file_bytes = file_bytes,
        .inodes = INODES,
        .max_output = MAX_OUTPUT,
    };
    struct launch_result launched;
    bool ok = box_run(w->box, &spec, &launched, err);
    if (ok) {
        take_result(w, &launched);
        ok = take_files(w, &launched, product, err);
    }
    launch_result_release(&launched);
    return ok;
}

static bool compile_object(struct work *w, size_t i, struct err *err)
{
    struct product object = {.name = command_object(w->sample, i, w->arena), .bytes = BUF_INIT};
    bool ok = step(w, command_compile_object(w->sample, &w->includes, i, w->arena), &object, err);
    if (ok && object.is_there)
        source_tree_add(&w->tree, w->arena, object.name,
                        arena_str(w->arena, buf_view(&object.bytes)), 0444);
    buf_release(&object.bytes);
    return ok;
}

/* All sources are compiled, also after an error in one, so that all errors are seen at once. */
static bool compile_objects(struct work *w, struct product *program, struct err *err)
{
    for (size_t i = 0; i < w->sample->file_count; i++)
        if (!compile_object(w, i, err))
            return false;
    if (!w->sample->has_entry || !is_clean(&w->c->result))
        return true;
    return step(w, command_link(w->sample, w->arena), program, err);
}

static bool compile_all(struct work *w, struct product *program, struct err *err)
{
    if (w->sample->file_count > 1 || !w->sample->has_entry)
        return compile_objects(w, program, err);
    return step(w, command_compile(w->sample, &w->includes, w->arena), program, err);
}

/* A language's commands may be wrong in ways that no compiler complains about. */
static bool keep_program(struct work *w, const struct product *program, struct err *err)
{
    if (!w->sample->has_entry || !is_clean(&w->c->result))
        return true;
    if (!program->is_there)
        return err_set(err, "language %s: its compile command made no file {program}",
                       w->sample->language->name);
    if (program->bytes.len > RUN_FILE_BYTES) { /* it would not fit into its working folder */
        w->c->result.end = END_COMPILE_LIMIT;
        return true;
    }
    w->c->program = path_join(w->arena, w->c->dir, "program");
    return file_write(w->c->program, buf_view(&program->bytes), err);
}

static bool compile(struct work *w, struct err *err)
{
    struct product program = {.name = command_program(w->sample, w->arena), .bytes = BUF_INIT};
    bool ok = source_tree_read(&w->tree, w->shop, w->sample, w->arena, err) &&
              (w->box = box_shelf_take(w->shop->compilers, err));
    if (ok) {
        ok = compile_all(w, &program, err);
        box_shelf_give(w->shop->compilers, w->box, ok);
    }
    ok = ok && keep_program(w, &program, err);
    buf_release(&program.bytes);
    return ok;
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
    struct work w = {.shop = shop,
                     .sample = sample,
                     .arena = a,
                     .includes = compile_includes(shop, sample, a),
                     .c = c,
                     .diagnostics = BUF_INIT};
    *c = (struct compilation){.dir = workshop_enter(shop, a, err)};
    bool ok = c->dir && compile(&w, err);
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
