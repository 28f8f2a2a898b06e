#include "run/drift.h"

#include <string.h>

#include "base/diff.h"
#include "run/check.h"
#include "run/expect.h"
#include "run/judge.h"
#include "run/statistics.h"

/* One result beside its frozen one. */
struct pair {
    struct arena *arena;
    struct problems *problems;
    const struct frozen_entry *entry;
    const void *was, *is;
    const struct compile_result *compile; /* of what is run; NULL: a script */
};

static struct problem *warn(const struct pair *p, const char *message)
{
    const struct sample *sample = p->entry->sample;
    const char *point = frozen_point(sample, p->arena);
    struct problem *problem =
        problem_add(p->problems, p->arena, PROBLEM_WARNING, sample->place.file, sample->place.line,
                    sample->place.column, "%s%s%s%s", *point ? "with " : "", point,
                    *point ? ": " : "", message);
    problem->sample = sample->id;
    return problem;
}

static void warn_with_diff(const struct pair *p, const char *message, struct str was, struct str is)
{
    struct buf diff = BUF_INIT;
    diff_unified(was, is, &diff);
    warn(p, message)->diff = arena_strndup(p->arena, diff.data, diff.len);
    buf_release(&diff);
}

static const char *end_text(enum result_end end, int code, struct arena *a)
{
    if (end == END_SIGNALED)
        return arena_printf(a, "killed by %s", signal_name(a, code));
    if (end == END_EXITED)
        return arena_printf(a, "exit status %d", code);
    return result_end_name(end);
}

/* What ends, where it is not the program itself. */
static const char *part_name(enum frozen_kind kind)
{
    return kind == FROZEN_COMPILE ? "its compile " : kind == FROZEN_TRACE ? "its traced run " : "";
}

static bool has_other_end(const struct pair *p, enum result_end was, int was_code,
                          enum result_end is, int is_code)
{
    if (was == is && was_code == is_code)
        return false;
    warn(p, arena_printf(p->arena, "%sends otherwise than the frozen result: %s, not %s",
                         part_name(p->entry->kind), end_text(is, is_code, p->arena),
                         end_text(was, was_code, p->arena)));
    return true;
}

static bool compile_drifted(const struct pair *p)
{
    const struct compile_result *was = p->was, *is = p->is;
    if (has_other_end(p, was->end, was->code, is->end, is->code))
        return true;
    if (str_equal(was->diagnostics, is->diagnostics))
        return false;
    warn_with_diff(p, "the compiler says something else than in the frozen result",
                   was->diagnostics, is->diagnostics);
    return true;
}

/* Whether a block says of this stream what it must be, and the text is so. */
static bool is_as_expected(const struct pair *p, int fd, struct str text)
{
    const struct sample *sample = p->entry->sample;
    struct expect_outcome outcome;
    struct err ignored;
    for (size_t i = 0; i < sample->expected_count; i++)
        if (sample->expected[i].fd == fd)
            return expect_compare(&sample->expected[i], text, p->arena, &outcome, &ignored) &&
                   outcome.matched;
    return false;
}

static bool stream_drifted(const struct pair *p, int fd, struct str was, struct str is)
{
    if (str_equal(was, is) || (is_as_expected(p, fd, was) && is_as_expected(p, fd, is)))
        return false;
    warn_with_diff(p,
                   fd == 1 ? "prints something else than the frozen result"
                           : "prints something else on stderr than the frozen result",
                   was, is);
    return true;
}

static bool run_drifted(const struct pair *p)
{
    const struct run_result *was = p->was, *is = p->is;
    if (p->entry->sample->trials)
        return false;
    return has_other_end(p, was->end, was->code, is->end, is->code) ||
           stream_drifted(p, 1, was->out, is->out) || stream_drifted(p, 2, was->err, is->err);
}

/* --- trials, times and traces --- */

/* How many of the runs were right, as this build judges. */
static size_t right_runs(const struct pair *p, const struct trials_result *trials)
{
    struct problems ignored = {0};
    struct result result = {.sample = p->entry->sample, .trials = trials};
    judge(&result, p->arena, &ignored);
    return result.trials_verdict.right;
}

static bool trials_drifted(const struct pair *p)
{
    const struct trials_result *was = p->was, *is = p->is;
    size_t was_right = right_runs(p, was), is_right = right_runs(p, is);
    bool counts = (was->outcome_count == 1) != (is->outcome_count == 1);
    if (counts)
        warn(p, arena_printf(p->arena,
                             "%zu runs had %zu different outcome%s; in the frozen result, %zu had "
                             "%zu",
                             is->runs, is->outcome_count, is->outcome_count == 1 ? "" : "s",
                             was->runs, was->outcome_count));
    else if ((was_right == was->runs) != (is_right == is->runs))
        warn(p,
             arena_printf(p->arena, "%zu of %zu runs were right; in the frozen result, %zu of %zu",
                          is_right, is->runs, was_right, was->runs));
    else if (is->outcome_count == 1)
        return stream_drifted(p, 1, was->outcomes[0].out, is->outcomes[0].out);
    else
        return false;
    return true;
}

static const char *status_text(enum time_status status)
{
    return status == TIME_OK          ? "long enough for a time"
           : status == TIME_TOO_SHORT ? "too short for a time"
                                      : "not timed, because a run failed";
}

bool drift_is_apart(const double a[2], const double b[2])
{
    const double least = 1.05;
    return a[0] > b[1] * least || b[0] > a[1] * least;
}

/* A noisy time says nothing of the program. */
static bool has_moved(const struct time_result *was, const struct time_result *is)
{
    double old[2], new[2];
    return !was->noisy_why && !is->noisy_why &&
           statistics_interval(was->wall_s, was->reps, &old[0], &old[1]) &&
           statistics_interval(is->wall_s, is->reps, &new[0], &new[1]) && drift_is_apart(old, new);
}

static bool time_drifted(const struct pair *p)
{
    const struct time_result *was = p->was, *is = p->is;
    if (strcmp(was->machine_id, is->machine_id) != 0)
        return false;
    if (was->status != is->status) {
        warn(p, arena_printf(p->arena, "is %s; the frozen result was %s", status_text(is->status),
                             status_text(was->status)));
        return true;
    }
    if (is->status != TIME_OK || !has_moved(was, is))
        return false;
    warn(p, arena_printf(p->arena, "takes %.3g ms; the frozen result took %.3g ms",
                         1000 * statistics_median(is->wall_s, is->reps),
                         1000 * statistics_median(was->wall_s, was->reps)));
    return true;
}

static bool trace_drifted(const struct pair *p)
{
    const struct trace_result *was = p->was, *is = p->is;
    if (has_other_end(p, was->end, was->code, is->end, is->code))
        return true;
    if (!was->deadlock == !is->deadlock)
        return false;
    warn(p,
         is->deadlock
             ? arena_printf(p->arena, "its traced run had a deadlock: %s; the frozen one had none",
                            is->deadlock)
             : arena_printf(p->arena, "its traced run had no deadlock; the frozen one had: %s",
                            was->deadlock));
    return true;
}

/* --- checks --- */

static bool tool_of(const char *part, enum check_tool *tool)
{
    for (int t = 0; t < CHECK_TOOLS; t++)
        if (strcmp(part, check_tool_name((enum check_tool)t)) == 0) {
            *tool = (enum check_tool)t;
            return true;
        }
    return false;
}

static const char *finding(const struct pair *p, enum check_tool tool, const struct run_result *run)
{
    struct check_result check = {0};
    const struct sample *variant = check_variant(p->entry->sample, tool, p->arena);
    check_read(variant, tool, p->compile, run, NULL, p->arena, &check);
    return !check.is_known ? "nothing that is certain" : check.finds ? check.finds : "nothing";
}

/* A tool's report has addresses and numbers of processes in it: only what it found is compared. */
static bool check_drifted(const struct pair *p)
{
    enum check_tool tool;
    if (p->entry->kind != FROZEN_RUN || !tool_of(p->entry->part, &tool))
        return false;
    const char *was = finding(p, tool, p->was), *is = finding(p, tool, p->is);
    if (strcmp(was, is) == 0)
        return false;
    warn(p, arena_printf(p->arena, "%s finds %s; in the frozen result, %s", check_tool_title(tool),
                         is, was));
    return true;
}

static bool assembly_drifted(const struct pair *p)
{
    const struct str *was = p->was, *is = p->is;
    if (str_equal(*was, frozen_program(*is)))
        return false;
    warn(p, "its machine code is not that of the frozen result");
    return true;
}

/* --- all of them --- */

static bool drifted(const struct pair *p)
{
    if (p->entry->kind == FROZEN_PROGRAM)
        return assembly_drifted(p);
    if (*p->entry->part)
        return check_drifted(p);
    switch (p->entry->kind) {
    case FROZEN_COMPILE:
        return compile_drifted(p);
    case FROZEN_RUN:
        return run_drifted(p);
    case FROZEN_TRIALS:
        return trials_drifted(p);
    case FROZEN_TIME:
        return time_drifted(p);
    case FROZEN_TRACE:
        return trace_drifted(p);
    case FROZEN_PROGRAM:
        break;
    }
    return false;
}

/* Where the tools and the sandbox are those of the frozen results, equal programs have equal jobs. */
static bool is_comparable(const struct frozen *frozen, const struct results *results)
{
    if (strcmp(frozen_head(frozen)->sandbox, results->sandbox) != 0)
        return false;
    for (size_t i = 0; i < results->tool_count; i++) {
        const struct tool *tool = &results->tools[i];
        const char *was = frozen_tool(frozen, tool->command);
        if (!was || !tool->identity || strcmp(was, tool->identity) != 0)
            return false;
    }
    return true;
}

static bool is_of_program(const struct frozen_entry *entry)
{
    return entry->kind == FROZEN_COMPILE || entry->kind == FROZEN_RUN;
}

/* The entries of one sample or point, from `first`: one warning says enough. */
static void find_of_sample(const struct frozen *frozen, struct pair *p, bool comparable,
                           const struct frozen_entry *first, size_t count)
{
    bool told = false, changed = false, missing = false;
    p->compile = NULL;
    for (size_t i = 0; i < count && !told; i++) {
        bool equal;
        p->entry = &first[i];
        p->is = first[i].result;
        if (first[i].kind == FROZEN_COMPILE)
            p->compile = p->is;
        p->was = frozen_find(frozen, &first[i], &equal);
        missing |= !p->was;
        changed |= comparable && is_of_program(&first[i]) && !equal;
        told = p->was && drifted(p);
    }
    if (!told && missing)
        warn(p, "has no frozen result, or not of everything that it does now (drawloom freeze "
                "makes them)");
    else if (!told && changed)
        warn(p, "the frozen results are not of this program, which has changed since (drawloom "
                "freeze makes them anew)");
}

void drift_find(const struct frozen *frozen, struct results *results, struct problems *problems)
{
    struct arena *a = &results->arena;
    struct pair p = {.arena = a, .problems = problems};
    bool comparable = is_comparable(frozen, results);
    size_t end;
    for (size_t i = 0; i < results->entry_count; i = end) {
        const struct frozen_entry *first = &results->entries[i];
        for (end = i + 1; end < results->entry_count; end++)
            if (results->entries[end].sample != first->sample)
                break;
        find_of_sample(frozen, &p, comparable, first, end - i);
    }
}
