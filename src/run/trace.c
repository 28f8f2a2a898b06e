/* How a run is recorded.
 *
 * The recorder writes into a memory file that the program inherits. It is sealed against another size:
 * a program that made it shorter could otherwise kill whoever reads it. At the same time the kernel tells
 * which thread is on which CPU, where it permits that; the program can't notice. Both use one clock.
 *
 * The program is built once more, with -g, because bars are to lead to lines of code. Its level of
 * optimisation stays what it is: another would be another program. Sanitizers bring wrappers of their
 * own and are left out.
 *
 * What others do on the machine shows in the picture as threads that are ready and have no CPU. So a
 * run that was disturbed is made again, twice at most; after that the result says so. */
#include "run/trace.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/path.h"
#include "run/bystanders.h"
#include "run/disturbance.h"
#include "run/run_program.h"
#include "run/symbols.h"
#include "run/timeline.h"

#define PRELOADED ".drawloom-record.so"
#define LINKED ".drawloom-record.o"

enum { MOST_RUNS = 3 };

/* --- the recorder --- */

static bool load(const char *dir, const char *file, const char *name, struct arena *a,
                 struct source_file *to, struct err *err)
{
    struct buf bytes = BUF_INIT;
    bool ok = file_read(path_join(a, dir, file), &bytes, err);
    if (ok)
        *to = (struct source_file){name, arena_str(a, buf_view(&bytes)),
                                   hash_of(bytes.data, bytes.len)};
    buf_release(&bytes);
    return ok || err_in(err, "the recorder belongs beside drawloom-launch");
}

/* Where the working folder has no fixed name, the course's may have a blank or a colon in it, at which
 * the loader would cut: so it is named as the current one, which it is when a program begins. */
bool recorder_load(const struct workshop *shop, struct arena *a, struct recorder *recorder,
                   struct err *err)
{
    const char *dir = path_dir(a, shop->sandbox->launcher->path);
    bool is_full = shop->sandbox->level == SANDBOX_FULL;
    recorder->variable =
        is_full ? "LD_PRELOAD=/box/" PRELOADED : "LD_PRELOAD=/proc/self/cwd/" PRELOADED;
    return load(dir, "drawloom-record.so", PRELOADED, a, &recorder->preload, err) &&
           load(dir, "drawloom-record.o", LINKED, a, &recorder->object, err);
}

/* --- the variant --- */

static bool is_static(const struct sample *sample)
{
    static const char *const words[] = {"-static", "-static-pie", "--static"};
    for (size_t i = 0; i < sample->cflags.count; i++)
        if (str_is_one_of(str_of(sample->cflags.items[i]), words, sizeof words / sizeof *words))
            return true;
    return false;
}

/* Whether the word takes away what names and lines come from, or is a sanitizer. */
static bool is_in_the_way(const char *word)
{
    return strcmp(word, "-s") == 0 || strcmp(word, "-g0") == 0 ||
           strncmp(word, "-fsanitize", strlen("-fsanitize")) == 0;
}

static struct words flags_for(const struct sample *sample, struct arena *a)
{
    struct words flags = {0};
    for (size_t i = 0; i < sample->cflags.count; i++)
        if (!is_in_the_way(sample->cflags.items[i]))
            words_add(&flags, a, sample->cflags.items[i]);
    words_add(&flags, a, "-g");
    return flags;
}

/* "-Wl,--wrap=pthread_create,--wrap=…": the object has a symbol __wrap_NAME for each call that it takes
 * over, so its table of names is the list. */
static const char *wrap_option(struct str object, struct arena *a)
{
    static const char prefix[] = "__wrap_";
    const char *end = object.data + object.len, *name = object.data;
    struct buf option = BUF_INIT;
    buf_puts(&option, "-Wl");
    while ((name = memmem(name, (size_t)(end - name), prefix, sizeof prefix - 1))) {
        name += sizeof prefix - 1;
        buf_printf(&option, ",--wrap=%.*s", (int)strnlen(name, (size_t)(end - name)), name);
    }
    const char *copy = arena_strndup(a, option.data, option.len);
    buf_release(&option);
    return copy;
}

static struct words libs_for(const struct sample *sample, const struct source_file *object,
                             struct arena *a)
{
    struct words libs = words_copy(&sample->libs, a);
    words_add(&libs, a, object->name);
    words_add(&libs, a, wrap_option(object->text, a));
    return libs;
}

static struct words environment_for(const struct sample *sample, const char *preload,
                                    struct arena *a)
{
    struct words env = words_copy(&sample->env, a);
    words_add(&env, a, arena_printf(a, TRACE_VARIABLE "=%d", TRACE_FD));
    if (preload)
        words_add(&env, a, preload);
    return env;
}

struct sample *trace_variant(const struct sample *sample, const struct recorder *recorder,
                             struct arena *a)
{
    bool link = sample->language->compile.count > 0 && is_static(sample);
    struct sample *variant = ARENA_NEW(a, struct sample);
    *variant = *sample;
    variant->cflags = flags_for(sample, a);
    variant->env = environment_for(sample, link ? NULL : recorder->variable, a);
    if (link) {
        variant->linked = &recorder->object;
        variant->libs = libs_for(sample, &recorder->object, a);
    } else {
        variant->preloaded = &recorder->preload;
    }
    if (variant->limits.memory_bytes)
        variant->limits.memory_bytes += TRACE_BYTES; /* the recording counts as the program's */
    return variant;
}

/* --- one run --- */

/* A run under the recorder. */
struct take {
    const struct workshop *shop;
    const struct sample *variant;
    const char *program;
    struct arena *arena;
    struct runner *runner;
    struct bystanders bystanders;
    struct run_result run;
    struct recording_span span;
    const char *disturbed; /* by what; NULL: by nothing that was noticed */
};

static int make_arena(struct err *err)
{
    const struct trace_head head = {.magic = TRACE_MAGIC, .version = TRACE_VERSION};
    int fd = memfd_create("recording", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (fd >= 0 && ftruncate(fd, TRACE_BYTES) == 0 &&
        pwrite(fd, &head, sizeof head, 0) == (ssize_t)sizeof head &&
        fcntl(fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) == 0)
        return fd;
    err_errno(err, "no memory for a recording");
    file_close(&fd);
    return -1;
}

static void judge_bystanders(struct take *t)
{
    const struct run_result *run = &t->run;
    struct timing_run seen = {.wall_s = run->wall_s, .cpu_s = run->user_s + run->sys_s};
    bystanders_look(&t->bystanders, 1, seen.wall_s, seen.cpu_s, &seen.foreign, &seen.stolen);
    struct disturbance_usual usual = disturbance_usual(&seen, 1);
    enum disturbance what = disturbance_of(&seen, &usual, t->shop->machine);
    t->disturbed = what == DISTURBANCE_NONE ? NULL : disturbance_text(what, &seen, t->arena);
}

static bool run_recorded(struct take *t, int fd, struct switch_watch *watch, struct err *err)
{
    const struct launch_trace trace = {fd, watch};
    bystanders_begin(&t->bystanders);
    if (!runner_trace(t->runner, &trace, t->arena, &t->run, &t->span.begin_ns, err))
        return false;
    t->span.end_ns = t->span.begin_ns + (int64_t)(t->run.wall_s * 1e9);
    judge_bystanders(t);
    return true;
}

static bool read_arena(const struct take *t, int fd, const struct switches *switches,
                       struct recording *recording, struct err *err)
{
    void *bytes = mmap(NULL, TRACE_BYTES, PROT_READ, MAP_SHARED, fd, 0);
    if (bytes == MAP_FAILED)
        return err_errno(err, "the recording cannot be read");
    recording_read((struct str){bytes, TRACE_BYTES}, &t->span, switches, t->arena, recording);
    munmap(bytes, TRACE_BYTES);
    return true;
}

static bool record_once(struct take *t, struct recording *recording, struct err *err)
{
    struct switch_watch *watch = switch_watch_new();
    struct switches switches = {0};
    int fd = make_arena(err);
    bool ok = fd >= 0 && run_recorded(t, fd, watch, err);
    if (ok) {
        switch_watch_end(watch, &switches);
        ok = read_arena(t, fd, &switches, recording, err);
    }
    switches_release(&switches);
    switch_watch_free(watch);
    file_close(&fd);
    return ok;
}

/* Each in an arena of its own: only the last one is wanted. */
static bool record(struct take *t, struct recording *recording, struct err *err)
{
    for (int i = 0; i < MOST_RUNS; i++) {
        arena_release(t->arena);
        if (!record_once(t, recording, err))
            return false;
        if (!t->disturbed)
            break;
    }
    return true;
}

/* --- what it shows --- */

/* Without names the picture still tells most of the story. */
static void derive(const struct take *t, const struct recording *recording,
                   struct timeline *timeline)
{
    struct symbol *symbols;
    size_t count;
    struct err ignored;
    const struct timeline_run run = {t->variant, t->run.end, t->run.code,
                                     t->shop->machine->usable_cores};
    timeline_addresses(recording, t->arena, &symbols, &count);
    if (t->program && count > 0)
        symbols_find(t->shop, t->variant, t->program, symbols, count, t->arena, &ignored);
    timeline_derive(recording, &run, symbols, count, t->arena, timeline);
}

static const char *why_nothing(const struct take *t)
{
    if (t->variant->linked)
        return "the recorder, which was linked in, never began";
    return "the recorder never began: it can't be loaded into a program that is linked statically, "
           "unless -static is among its cflags";
}

static void tell(const struct take *t, const struct recording *recording, struct arena *a,
                 struct trace_result *result)
{
    *result =
        (struct trace_result){.end = t->run.end,
                              .code = t->run.code,
                              .wall_s = t->run.wall_s,
                              .noisy_why = t->disturbed ? arena_strdup(a, t->disturbed) : NULL,
                              .measured_at = workshop_now(a),
                              .machine_id = t->shop->machine->id};
    if (recording->attached == 0) {
        result->why = why_nothing(t);
        return;
    }
    struct timeline timeline;
    struct buf text = BUF_INIT;
    derive(t, recording, &timeline);
    timeline_json(&timeline, &text);
    result->model = arena_str(a, buf_view(&text));
    result->lanes = timeline.lane_count;
    result->deadlock = timeline.deadlock ? arena_strdup(a, timeline.deadlock) : NULL;
    buf_release(&text);
}

bool trace_run(const struct workshop *shop, const struct sample *variant, const char *program,
               struct arena *a, struct trace_result *result, struct err *err)
{
    struct arena own = {0};
    struct take take = {.shop = shop, .variant = variant, .program = program, .arena = &own};
    struct recording recording;
    bool ok =
        runner_open(shop, variant, program, &take.runner, err) && record(&take, &recording, err);
    if (ok)
        tell(&take, &recording, a, result);
    runner_close(take.runner);
    arena_release(&own);
    return ok;
}
