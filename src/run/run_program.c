#include "run/run_program.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "run/box_path.h"
#include "run/command.h"

const char *const run_program_env[] = {"PATH=/usr/bin:/bin", "HOME=/tmp", "LC_ALL=C.UTF-8",
                                       "TZ=UTC", NULL};

static bool write_files(const char *dir, const struct source_file *files, size_t count,
                        struct err *err)
{
    for (size_t i = 0; i < count; i++)
        if (!workshop_write(dir, &files[i], err))
            return false;
    return true;
}

/* The program is a link to the store. A copy would be open for writing for a moment, and another
 * thread's child, born then, would keep it so: it could not be executed ("text file busy"). */
static bool furnish(const struct sample *sample, const char *dir, const char *program,
                    struct arena *a, struct err *err)
{
    if (!write_files(dir, sample->data, sample->data_count, err))
        return false;
    if (!program)
        return write_files(dir, sample->files, sample->file_count, err);
    const char *link = path_join(a, dir, command_program(sample, a));
    return symlink(program, link) == 0 || err_errno(err, "%s: cannot be made", link);
}

/* The fixed variables, each replaced by the sample's own of that name, then the rest of those. */
static const char *const *environment(const struct sample *sample, struct arena *a)
{
    struct words env = {0};
    for (const char *const *fixed = run_program_env; *fixed; fixed++) {
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

static bool launch(const struct workshop *shop, const struct sample *sample, const char *dir,
                   const char *program, struct arena *a, struct run_result *result, struct err *err)
{
    struct words argv = result->command;
    words_add(&argv, a, NULL);
    struct launch_spec spec = {
        .exec = argv.items[0],
        .argv = argv.items,
        .env = environment(sample, a),
        .dir = dir,
        .has_stdin = sample->has_stdin,
        .stdin_text = sample->stdin_text,
        .tty = sample->tty,
        .timeout_ms = sample->limits.timeout_ms,
        .memory_bytes = sample->limits.memory_bytes,
        .max_output = sample->limits.output_bytes,
    };
    struct box_path box = {shop->work, program, command_program(sample, a)};
    struct launch_result launched;
    bool ok = launch_run(shop->launcher, &spec, &launched, err);
    if (ok) {
        box_path_apply(&box, &launched);
        take_result(&launched, a, result);
    }
    launch_result_release(&launched);
    return ok;
}

bool run_program(const struct workshop *shop, const struct sample *sample, const char *program,
                 struct arena *a, struct run_result *result, struct err *err)
{
    const char *dir = workshop_enter(shop, a, err);
    *result = (struct run_result){.command = command_run(sample, a),
                                  .measured_at = workshop_now(a),
                                  .machine_id = shop->machine_id};
    bool ok = dir && furnish(sample, dir, program, a, err) &&
              launch(shop, sample, dir, program, a, result, err);
    workshop_leave(dir);
    return ok;
}
