#include "run/run_program.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "course/list.h"
#include "run/command.h"

/* What the program finds in its working folder. */
struct furniture {
    struct launch_file *files;
    size_t count;
};

static void add_files(struct furniture *f, const struct source_file *files, size_t count,
                      struct arena *a)
{
    for (size_t i = 0; i < count; i++)
        *LIST_ADD(a, f->files, f->count) = (struct launch_file){files[i].name, files[i].text, 0444};
}

/* `program`: its bytes, borrowed; NULL: the sample is a script. */
static struct furniture furnish(const struct sample *sample, const struct buf *program,
                                struct arena *a)
{
    struct furniture f = {0};
    add_files(&f, sample->data, sample->data_count, a);
    if (sample->preloaded)
        add_files(&f, sample->preloaded, 1, a);
    if (program)
        *LIST_ADD(a, f.files, f.count) =
            (struct launch_file){command_program(sample, a), buf_view(program), 0755};
    else
        add_files(&f, sample->files, sample->file_count, a);
    return f;
}

/* The fixed variables, each replaced by the sample's own of that name, then the rest of those. */
static const char *const *environment(const struct sample *sample, struct arena *a)
{
    struct words env = {0};
    for (const char *const *fixed = launch_env; *fixed; fixed++) {
        size_t name = strcspn(*fixed, "=") + 1;
        bool replaced = false;
        for (size_t i = 0; i < sample->env.count; i++)
            replaced = replaced || strncmp(sample->env.items[i], *fixed, name) == 0;
        if (!replaced)
            words_add(&env, a, *fixed);
    }
    for (size_t i = 0; i < sample->env.count; i++)
        words_add(&env, a, sample->env.items[i]);
    words_add(&env, a, NULL);
    return env.items;
}

static enum result_end end_of(enum launch_end end)
{
    static const enum result_end ends[] = {
        [LAUNCH_EXITED] = END_EXITED,
        [LAUNCH_SIGNALED] = END_SIGNALED,
        [LAUNCH_TIME_LIMIT] = END_TIMED_OUT,
        [LAUNCH_MEMORY_LIMIT] = END_MEMORY,
        [LAUNCH_PROCESS_LIMIT] = END_PROCESSES,
        [LAUNCH_FILE_LIMIT] = END_FILES,
        [LAUNCH_OUTPUT_LIMIT] = END_OUTPUT_LIMIT,
    };
    return ends[end];
}

static void take_result(const struct launch_result *launched, struct arena *a,
                        struct run_result *result)
{
    result->end = end_of(launched->end);
    result->code = launched->code;
    result->out = arena_str(a, buf_view(&launched->out));
    result->err = arena_str(a, buf_view(&launched->err));
    result->chunk_count = launched->chunk_count;
    result->chunks = ARENA_ARRAY(a, launched->chunk_count, struct chunk);
    for (size_t i = 0; i < launched->chunk_count; i++)
        result->chunks[i] = (struct chunk){launched->chunks[i].fd, launched->chunks[i].len};
    result->truncated = launched->truncated;
    result->wall_s = launched->wall_s;
    result->user_s = launched->user_s;
    result->sys_s = launched->sys_s;
    result->max_rss_kib = launched->max_rss_kib;
}

static struct launch_spec spec_of(const struct sample *sample, const struct furniture *furniture,
                                  const struct words *command, struct arena *a)
{
    struct words argv = *command;
    words_add(&argv, a, NULL);
    return (struct launch_spec){
        .exec = argv.items[0],
        .argv = argv.items,
        .env = environment(sample, a),
        .files = furniture->files,
        .file_count = furniture->count,
        .has_stdin = sample->has_stdin,
        .stdin_text = sample->stdin_text,
        .tty = sample->tty,
        .timeout_ms = sample->limits.timeout_ms,
        .memory_bytes = sample->limits.memory_bytes,
        .processes = sample->limits.processes,
        .nofile = sample->limits.nofile,
        .file_bytes = RUN_FILE_BYTES,
        .inodes = RUN_INODES,
        .max_output = sample->limits.output_bytes,
    };
}

struct runner {
    const struct workshop *shop;
    struct arena arena; /* of the command, the furniture and the rest of the spec */
    const char *dir;
    struct buf program; /* its bytes */
    struct furniture furniture;
    struct words command;
    struct launch_spec spec;
    struct box *box;
};

bool runner_open(const struct workshop *shop, const struct sample *sample, const char *program,
                 struct runner **runner, struct err *err)
{
    struct runner *r = *runner = xcalloc(1, sizeof *r);
    *r = (struct runner){.shop = shop, .program = BUF_INIT};
    r->dir = workshop_enter(shop, &r->arena, err);
    if (!r->dir || (program && !file_read(program, &r->program, err)) ||
        !box_open(shop->sandbox, SANDBOX_RUN, r->dir, &r->box, err)) {
        runner_close(r);
        *runner = NULL;
        return false;
    }
    r->furniture = furnish(sample, program ? &r->program : NULL, &r->arena);
    r->command = command_run(sample, &r->arena);
    r->spec = spec_of(sample, &r->furniture, &r->command, &r->arena);
    return true;
}

static struct words copy_words(const struct words *words, struct arena *a)
{
    struct words copy = {0};
    for (size_t i = 0; i < words->count; i++)
        words_add(&copy, a, arena_strdup(a, words->items[i]));
    return copy;
}

static bool run_once(struct runner *r, struct arena *a, struct run_result *result,
                     struct launch_result *launched, struct err *err)
{
    *result = (struct run_result){.command = copy_words(&r->command, a),
                                  .measured_at = workshop_now(a),
                                  .machine_id = r->shop->machine->id};
    bool ok = box_run(r->box, &r->spec, launched, err);
    if (ok)
        take_result(launched, a, result);
    return ok;
}

bool runner_run(struct runner *r, struct arena *a, struct run_result *result,
                struct run_strain *strain, struct err *err)
{
    struct launch_result launched;
    r->spec.is_timed = strain != NULL;
    bool ok = run_once(r, a, result, &launched, err);
    if (ok && strain)
        *strain = (struct run_strain){launched.involuntary_switches, launched.delay_s};
    launch_result_release(&launched);
    return ok;
}

bool runner_trace(struct runner *r, const struct launch_trace *trace, struct arena *a,
                  struct run_result *result, int64_t *begin_ns, struct err *err)
{
    struct launch_result launched;
    r->spec.trace = trace;
    r->spec.is_timed = true;
    bool ok = run_once(r, a, result, &launched, err);
    *begin_ns = launched.begin_ns;
    launch_result_release(&launched);
    return ok;
}

void runner_close(struct runner *r)
{
    if (!r)
        return;
    box_close(r->box);
    workshop_leave(r->dir);
    buf_release(&r->program);
    arena_release(&r->arena);
    free(r);
}

bool run_program(const struct workshop *shop, const struct sample *sample, const char *program,
                 struct arena *a, struct run_result *result, struct err *err)
{
    struct runner *runner;
    bool ok = runner_open(shop, sample, program, &runner, err) &&
              runner_run(runner, a, result, NULL, err);
    runner_close(runner);
    return ok;
}
