#include "run/job_private.h"

#include <signal.h>
#include <string.h>

#include "base/path.h"
#include "run/compile.h"
#include "run/key.h"
#include "run/run_program.h"

bool job_is_settled(enum job_state state)
{
    return state == JOB_HIT || state == JOB_DONE;
}

bool job_compiled_well(const struct compile_job *job)
{
    return job_is_settled(job->state) && job->result.end == END_EXITED && job->result.code == 0;
}

bool job_ran_well(const struct run_job *job)
{
    return job_is_settled(job->state) && (!job->compile || job_compiled_well(job->compile));
}

bool job_can_trace(const struct trace_job *job)
{
    return job->variant && job_ran_well(job->run) &&
           (!job->compile || job_compiled_well(job->compile));
}

const char *job_program(const struct job_site *site, const struct compile_job *compile,
                        struct arena *a)
{
    const struct workshop *shop = site->shop;
    if (!compile)
        return NULL;
    return path_join(a, shop->bin, path_base(store_program_path(shop->store, compile->key, a)));
}

static const char *text_in(struct arena *a, struct buf *text)
{
    const char *copy = arena_strndup(a, text->data, text->len);
    buf_release(text);
    return copy;
}

static const char *compile_key(const struct job_site *site, const struct compile_job *job,
                               const char *paths, struct arena *a)
{
    struct buf text = BUF_INIT;
    key_compile(job->base, paths, site->shop->files, &text);
    return text_in(a, &text);
}

const char *job_run_key(const struct run_job *job, struct arena *a)
{
    struct buf text = BUF_INIT;
    key_run(job->base, job->compile ? job->compile->key : NULL, &text);
    return text_in(a, &text);
}

/* The headers that were read last time decide, with what is in them now. */
static void look_up_compile(struct job_site *site, struct compile_job *job)
{
    struct store *store = site->shop->store;
    const char *paths = job->again ? NULL : store_get_depends(store, job->base, site->arena);
    if (!paths)
        return;
    job->key = compile_key(site, job, paths, site->arena);
    if (store_get_compile(store, job->key, site->arena, &job->result))
        job->state = JOB_HIT;
}

static void look_up_run(struct job_site *site, struct run_job *job)
{
    if (job->again || (job->compile && !job_compiled_well(job->compile)))
        return;
    if (store_get_run(site->shop->store, job_run_key(job, site->arena), site->arena, &job->result))
        job->state = JOB_HIT;
}

/* A compile that the store has is done again when its program is wanted, but not there. */
static void need_program(struct job_site *site, struct compile_job *compile)
{
    if (compile && job_compiled_well(compile) &&
        !store_has_program(site->shop->store, compile->key))
        compile->state = JOB_OPEN;
}

static bool is_to_do(bool wanted, enum job_state state)
{
    return wanted && state == JOB_OPEN;
}

static void need_programs(struct job_site *site, struct plan *plan)
{
    for (size_t i = 0; i < plan->run_count; i++)
        if (is_to_do(plan->runs[i]->wanted, plan->runs[i]->state))
            need_program(site, plan->runs[i]->compile);
    for (size_t i = 0; i < plan->trial_count; i++)
        if (is_to_do(plan->trials[i]->wanted, plan->trials[i]->state))
            need_program(site, plan->trials[i]->run->compile);
    for (size_t i = 0; i < plan->time_count; i++)
        if (is_to_do(plan->times[i]->wanted, plan->times[i]->state))
            need_program(site, plan->times[i]->run->compile);
    for (size_t i = 0; i < plan->trace_count; i++)
        if (is_to_do(plan->traces[i]->wanted, plan->traces[i]->state))
            need_program(site, plan->traces[i]->compile);
    for (size_t i = 0; i < plan->entry_count; i++)
        if (plan->entries[i].assembly && plan->entries[i].assembly->wanted)
            need_program(site, plan->entries[i].assembly);
}

void job_look_up(struct job_site *site, struct plan *plan)
{
    for (size_t i = 0; i < plan->compile_count; i++)
        look_up_compile(site, plan->compiles[i]);
    for (size_t i = 0; i < plan->run_count; i++)
        look_up_run(site, plan->runs[i]);
    job_look_up_measurements(site, plan);
    need_programs(site, plan);
}

/* Tell why the job was done. `last`: the key text of the time before; NULL: there was none. */
static void explain(struct job_site *site, const struct sample *sample, const char *what,
                    const char *last, const char *key, bool again)
{
    struct buf why = BUF_INIT;
    if (again)
        buf_puts(&why, "--rerun asks for it");
    else if (!last)
        buf_puts(&why, "never seen before");
    else if (strcmp(last, key) == 0)
        buf_puts(&why, "the store no longer has it");
    else
        key_explain(last, key, &why);
    report_say(site->report, "%s: %s%s: %s", sample->id, what, last ? " again" : "", why.data);
    buf_release(&why);
}

void job_explain(struct job_site *site, enum store_kind kind, const struct sample *sample,
                 const char *key, bool again)
{
    static const char *const done[] = {
        [STORE_COMPILE] = "compiled", [STORE_RUN] = "run",      [STORE_TRIALS] = "tried",
        [STORE_TIME] = "timed",       [STORE_TRACE] = "traced",
    };
    if (!site->explain)
        return;
    struct arena a = {0};
    const char *last = store_last_key(site->shop->store, kind, sample->id, &a);
    explain(site, sample, done[kind], last, key, again);
    arena_release(&a);
}

static struct words copy_words(struct words words, struct arena *a)
{
    struct words copy = {ARENA_ARRAY(a, words.count, const char *), words.count};
    for (size_t i = 0; i < words.count; i++)
        copy.items[i] = arena_strdup(a, words.items[i]);
    return copy;
}

struct run_result job_copy_run(const struct run_result *result, struct arena *a)
{
    struct run_result copy = *result;
    copy.command = copy_words(result->command, a);
    copy.out = arena_str(a, result->out);
    copy.err = arena_str(a, result->err);
    copy.chunks = ARENA_ARRAY(a, result->chunk_count, struct chunk);
    for (size_t i = 0; i < result->chunk_count; i++)
        copy.chunks[i] = result->chunks[i];
    copy.measured_at = arena_strdup(a, result->measured_at);
    copy.machine_id = arena_strdup(a, result->machine_id);
    return copy;
}

/* A job works in an arena of its own; its result moves to the arena of all. */
static void keep_compile(struct job_site *site, struct compile_job *job,
                         const struct compile_result *result, const char *key)
{
    pthread_mutex_lock(&site->lock);
    struct arena *a = site->arena;
    job->result = *result;
    job->result.command = copy_words(result->command, a);
    job->result.diagnostics = arena_str(a, result->diagnostics);
    job->result.measured_at = arena_strdup(a, result->measured_at);
    job->key = arena_strdup(a, key);
    job->state = JOB_DONE;
    pthread_mutex_unlock(&site->lock);
}

static void keep_run(struct job_site *site, struct run_job *job, const struct run_result *result)
{
    pthread_mutex_lock(&site->lock);
    struct arena *a = site->arena;
    job->result = job_copy_run(result, a);
    pthread_mutex_unlock(&site->lock);
}

/* What ends while drawloom is being ended may have been killed with it: that is no result. */
static bool is_stopped(const struct job_site *site)
{
    return launcher_is_stopped(site->shop->sandbox->launcher);
}

bool job_fail(struct job_site *site, enum job_state *state, const char **failure, struct err *err)
{
    if (is_stopped(site))
        return err_set(err, "interrupted");
    if (err_is_of_disk(err))
        return false;
    pthread_mutex_lock(&site->lock);
    *failure = arena_strdup(site->arena, err->message);
    *state = JOB_FAILED;
    pthread_mutex_unlock(&site->lock);
    return true;
}

static const char *join_paths(const struct words *paths, struct arena *a)
{
    struct buf text = BUF_INIT;
    for (size_t i = 0; i < paths->count; i++)
        buf_printf(&text, "%s\n", paths->items[i]);
    return text_in(a, &text);
}

/* What failed unexpectedly is tried again next time: the compiler crashed, or a header or a library
 * was missing, which no key can name, and is installed by then. */
static bool is_worth_keeping(const struct compile_job *job, const struct compile_result *result)
{
    bool expected = job->sample->must_end == SAMPLE_COMPILE_ERROR;
    return result->end == END_EXITED && (result->code == 0 || expected);
}

/* The result comes last: where it is, the rest is too. */
static bool store_compile(struct job_site *site, const struct compile_job *job,
                          const struct compilation *c, const char *paths, const char *key,
                          struct err *err)
{
    struct store *store = site->shop->store;
    if (!is_worth_keeping(job, &c->result))
        return true;
    return store_put_depends(store, job->base, paths, err) &&
           (!c->program || store_put_program(store, key, c->program, err)) &&
           store_put_compile(store, key, job->sample->id, &c->result, err);
}

static bool settle_compile(struct job_site *site, struct compile_job *job,
                           const struct compilation *c, struct arena *a, struct err *err)
{
    const char *paths = join_paths(&c->depends, a);
    const char *key = compile_key(site, job, paths, a);
    job_explain(site, STORE_COMPILE, job->sample, key, job->again);
    if (!store_compile(site, job, c, paths, key, err))
        return false;
    keep_compile(site, job, &c->result, key);
    return true;
}

bool job_compile(struct job_site *site, struct compile_job *job, struct err *err)
{
    struct arena a = {0};
    struct compilation c;
    bool ok = compile_sample(site->shop, job->sample, &a, &c, err) && !is_stopped(site)
                  ? settle_compile(site, job, &c, &a, err)
                  : job_fail(site, &job->state, &job->failure, err);
    compile_leave(&c);
    arena_release(&a);
    return ok;
}

/* The machine may have been busy, or so short of memory that the kernel killed what it found. */
static bool may_be_the_machines(const struct sample *sample, const struct run_result *result)
{
    if (result->end == END_TIMED_OUT)
        return sample->must_end != SAMPLE_HANGS;
    if (result->end != END_EXITED && result->end != END_SIGNALED)
        return true; /* when a limit is noticed depends on how busy it was */
    return result->end == END_SIGNALED && result->code == SIGKILL &&
           !(sample->must_end == SAMPLE_SIGNALED && sample->must_code == SIGKILL);
}

/* What may have been the machine's doing is tried again next time, unless it is what must happen. */
static bool store_run(struct job_site *site, const struct run_job *job,
                      const struct run_result *result, const char *key, struct err *err)
{
    if (may_be_the_machines(job->sample, result))
        return true;
    return store_put_run(site->shop->store, key, job->sample->id, result, err);
}

/* Whether the same run, in every way that a key tells, went otherwise the last time. */
static bool differs_from_last(struct job_site *site, const char *key,
                              const struct run_result *result)
{
    struct arena a = {0};
    struct run_result last;
    bool differs = store_get_run(site->shop->store, key, &a, &last) &&
                   (last.end != result->end || last.code != result->code ||
                    !str_equal(last.out, result->out) || !str_equal(last.err, result->err));
    arena_release(&a);
    return differs;
}

static bool settle_run(struct job_site *site, struct run_job *job, const struct run_result *result,
                       const char *key, struct err *err)
{
    job_explain(site, STORE_RUN, job->sample, key, job->again);
    job->differs = job->again && differs_from_last(site, key, result);
    if (!store_run(site, job, result, key, err))
        return false;
    keep_run(site, job, result);
    job->state = JOB_DONE;
    return true;
}

static bool run_anew(struct job_site *site, struct run_job *job, const char *key, struct arena *a,
                     struct err *err)
{
    struct run_result result;
    if (!run_program(site->shop, job->sample, job_program(site, job->compile, a), a, &result,
                     err) ||
        is_stopped(site))
        return job_fail(site, &job->state, &job->failure, err);
    return settle_run(site, job, &result, key, err);
}

/* A program that was just compiled may have been run in an earlier build: its source is what it was
 * then. */
bool job_run(struct job_site *site, struct run_job *job, struct err *err)
{
    if (job->compile && !job_compiled_well(job->compile))
        return true;
    struct arena a = {0};
    struct run_result result;
    const char *key = job_run_key(job, &a);
    bool ok = true;
    if (!job->again && store_get_run(site->shop->store, key, &a, &result)) {
        keep_run(site, job, &result);
        job->state = JOB_HIT;
    } else {
        ok = run_anew(site, job, key, &a, err);
    }
    arena_release(&a);
    return ok;
}
