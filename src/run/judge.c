/* Messages say what happened, then what to write if that is what was meant. */
#include <string.h>

#include "course/sweep.h"
#include "run/check.h"
#include "run/diagnostic.h"
#include "run/expect.h"
#include "run/judge_private.h"
#include "run/run_program.h"

struct problem *court_complain(const struct court *court, enum problem_severity severity,
                               const struct place *place, const char *message)
{
    const struct sample *sample = court->sample;
    const char *point = sweep_label(&sample->parameters, &sample->values, court->arena);
    struct problem *problem = problem_add(
        court->problems, court->arena, severity, place->file, place->line, place->column,
        "%s%s%s%s", *point ? "with " : "", point, *point ? ": " : "", message);
    problem->sample = sample->id;
    return problem;
}

static const char *bytes_text(struct arena *a, size_t bytes)
{
    if (bytes < 1 << 10)
        return arena_printf(a, "%zu byte%s", bytes, bytes == 1 ? "" : "s");
    if (bytes >= 1 << 20)
        return arena_printf(a, "%.4g MiB", (double)bytes / (1 << 20));
    return arena_printf(a, "%.4g KiB", (double)bytes / (1 << 10));
}

/* The first line that names a place, and what it says there; a later error goes before a warning. */
static bool first_diagnostic(const struct court *court, struct str text, struct place *place,
                             struct str *says)
{
    bool found = false;
    struct diagnostic_place at;
    for (size_t from = 0; diagnostic_next(court->sample, text, &from, court->arena, &at);) {
        struct str rest = {text.data + at.end, text.len - at.end}, line;
        str_line(&rest, &line);
        line = str_trim(line);
        bool is_error = str_skip(&line, "error: ") || str_skip(&line, "fatal error: ");
        if (!found || is_error) {
            str_skip(&line, "warning: ");
            *place = at.in_course;
            *says = line;
        }
        found = true;
        if (is_error)
            break;
    }
    return found;
}

/* Report what the compiler said, at the place where it said it. */
static void complain_of_compiler(const struct court *court, enum problem_severity severity,
                                 const char *what)
{
    struct str text = court->result->compile->diagnostics, says = {0};
    struct place place = court->sample->place;
    if (!first_diagnostic(court, text, &place, &says))
        for (struct str rest = text; says.len == 0 && str_line(&rest, &says);)
            says = str_trim(says);
    const char *colon = says.len > 0 ? ": " : "";
    court_complain(court, severity, &place,
                   arena_printf(court->arena, "%s%s%.*s", what, colon, STR_FMT(says)));
}

static bool compiled(const struct compile_result *compile)
{
    return compile->end == END_EXITED && compile->code == 0;
}

/* Whether compiling went as it must. */
static bool judge_compile(const struct court *court)
{
    const struct compile_result *compile = court->result->compile;
    bool must_fail = court->sample->must_end == SAMPLE_COMPILE_ERROR;
    if (compile->end != END_EXITED) {
        complain_of_compiler(
            court, PROBLEM_ERROR,
            compile->end == END_COMPILE_LIMIT
                ? "the compiler ran into its limits of time, memory, size or output"
                : "the compiler crashed");
        return false;
    }
    if (must_fail && compile->code == 0) {
        court_complain(court, PROBLEM_ERROR, &court->sample->place,
                       "compiles, but must not (leave out .compile-error if that is right)");
        return false;
    }
    if (!must_fail && compile->code != 0) {
        complain_of_compiler(court, PROBLEM_ERROR, "does not compile");
        return false;
    }
    if (!must_fail && str_trim(compile->diagnostics).len > 0)
        complain_of_compiler(court, PROBLEM_WARNING, "compiles with a warning");
    return true;
}

/* What happened, as in "it …". */
static const char *end_text(const struct court *court, const struct run_result *run)
{
    const struct limits *limits = &court->sample->limits;
    struct arena *a = court->arena;
    switch (run->end) {
    case END_EXITED:
        return arena_printf(a, "ended with exit code %d", run->code);
    case END_SIGNALED:
        return arena_printf(a, "was killed by %s", signal_name(a, run->code));
    case END_TIMED_OUT:
        return arena_printf(a, "was still running after %g s", limits->timeout_ms / 1000.0);
    case END_MEMORY:
        return arena_printf(a, "was killed for using more than %s of memory",
                            bytes_text(a, limits->memory_bytes));
    case END_PROCESSES:
        return arena_printf(a, "was killed for having more than %d processes and threads",
                            limits->processes);
    case END_OUTPUT_LIMIT:
        return arena_printf(a, "was killed for printing more than %s",
                            bytes_text(a, limits->output_bytes));
    case END_FILES:
        return arena_printf(a, "was killed for filling its file system (%s, %d files)",
                            bytes_text(a, RUN_FILE_BYTES), RUN_INODES);
    case END_COMPILE_LIMIT:
        break;
    }
    return "did not run";
}

/* What must happen instead, as the end of a sentence that begins with end_text. */
static const char *must_text(const struct court *court, const struct run_result *run)
{
    const struct sample *sample = court->sample;
    bool exited = run->end == END_EXITED;
    switch (sample->must_end) {
    case SAMPLE_SIGNALED:
        return arena_printf(court->arena, ", but must be killed by %s",
                            signal_name(court->arena, sample->must_code));
    case SAMPLE_HANGS:
        return ", but must hang";
    case SAMPLE_COMPILE_ERROR:
        return ", but must not even compile";
    case SAMPLE_EXITS:
        break;
    }
    if (exited)
        return arena_printf(court->arena, ", not %d", sample->must_code);
    return sample->must_code == 0
               ? ""
               : arena_printf(court->arena, " instead of ending with exit code %d",
                              sample->must_code);
}

/* What to write when the end is right as it is. */
static const char *remedy(const struct court *court, const struct run_result *run)
{
    switch (run->end) {
    case END_EXITED:
        if (run->code == 0)
            return "leave out exit=, signal= or .hangs if that is right";
        return arena_printf(court->arena, "write exit=%d if that is meant", run->code);
    case END_SIGNALED:
        return arena_printf(court->arena, "write signal=%s if that is meant",
                            signal_name(court->arena, run->code));
    case END_TIMED_OUT:
        return "write .hangs if that is meant; timeout= gives it longer";
    case END_MEMORY:
        return "memory= gives it more";
    case END_PROCESSES:
        return arena_printf(court->arena, "processes=%d gives it more",
                            2 * court->sample->limits.processes);
    case END_OUTPUT_LIMIT:
        return "output= lets it print more";
    case END_FILES:
        return "it must write less";
    case END_COMPILE_LIMIT:
        break;
    }
    return "";
}

bool judge_is_expected_end(const struct sample *sample, const struct run_result *run)
{
    switch (sample->must_end) {
    case SAMPLE_EXITS:
        return run->end == END_EXITED && run->code == sample->must_code;
    case SAMPLE_SIGNALED:
        return run->end == END_SIGNALED && run->code == sample->must_code;
    case SAMPLE_HANGS:
        return run->end == END_TIMED_OUT;
    case SAMPLE_COMPILE_ERROR:
        break;
    }
    return false;
}

const char *court_wrong_end(const struct court *court, const struct run_result *run)
{
    return arena_printf(court->arena, "%s%s (%s)", end_text(court, run), must_text(court, run),
                        remedy(court, run));
}

static bool judge_run(const struct court *court)
{
    const struct run_result *run = court->result->run;
    if (judge_is_expected_end(court->sample, run))
        return true;
    court_complain(court, PROBLEM_ERROR, &court->sample->place, court_wrong_end(court, run));
    return false;
}

/* With trials, a block for stdout says which runs are right, not what must be. */
static bool says_what_is_right(const struct sample *sample, const struct expected *expected)
{
    return sample->trials && expected->fd == 1;
}

/* Fill the verdict of one ```output block. */
static void judge_output(const struct court *court, const struct expected *expected,
                         struct verdict *verdict)
{
    const struct run_result *run = court->result->run;
    struct expect_outcome outcome;
    struct err err = {0};
    *verdict = (struct verdict){.expected = expected};
    if (!run)
        return;
    if (!expect_compare(expected, expected->fd == 2 ? run->err : run->out, court->arena, &outcome,
                        &err)) {
        problem_from_err(court->problems, court->arena, &err)->sample = court->sample->id;
        return;
    }
    verdict->matched = outcome.matched;
    verdict->diff = outcome.diff;
    if (outcome.matched || says_what_is_right(court->sample, expected))
        return;
    const char *message = expected->fd == 2
                              ? "printed something else on stderr than its output block says"
                              : "printed something else than its output block says";
    court_complain(court, PROBLEM_ERROR, &expected->place, message)->diff = outcome.diff;
}

static bool judge_outputs(const struct court *court)
{
    struct result *result = court->result;
    const struct sample *sample = court->sample;
    bool all = true;
    result->verdicts = ARENA_ARRAY(court->arena, sample->expected_count, struct verdict);
    result->verdict_count = sample->expected_count;
    for (size_t i = 0; i < sample->expected_count; i++) {
        judge_output(court, &sample->expected[i], &result->verdicts[i]);
        all = all &&
              (result->verdicts[i].matched || says_what_is_right(sample, &sample->expected[i]));
    }
    return all;
}

/* Compiling and running, as far as they should have come. */
static bool judge_end(const struct court *court)
{
    const struct result *result = court->result;
    if (court->sample->depth == SAMPLE_SHOWN)
        return true;
    if (result->compile && !judge_compile(court))
        return false;
    bool is_compiled = court->sample->language->compile.count > 0;
    if (is_compiled != (result->compile != NULL))
        return false;
    if (court->sample->depth == SAMPLE_COMPILED || (is_compiled && !compiled(result->compile)))
        return true;
    return result->run && judge_run(court);
}

static bool judge_assembly(const struct court *court)
{
    const struct asm_result *assembly = court->result->assembly;
    if (!assembly || !assembly->why)
        return true;
    court_complain(court, PROBLEM_ERROR, &court->sample->place,
                   arena_printf(court->arena, "asm: %s", assembly->why));
    return false;
}

static void judge_one(struct result *result, struct arena *a, struct problems *problems)
{
    struct court court = {result, result->sample, a, problems};
    result->ended_as_expected = judge_end(&court);
    result->ok = result->ended_as_expected;
    result->ok &= judge_outputs(&court);
    result->ok &= court_judge_trials(&court);
    result->ok &= court_judge_time(&court);
    result->ok &= court_judge_trace(&court);
    result->ok &= check_judge(result, a, problems);
    result->ok &= judge_assembly(&court);
    result->ok &= !result->sample->is_broken;
}

/* A sweep is what its points are. */
void judge(struct result *result, struct arena *a, struct problems *problems)
{
    if (result->point_count == 0) {
        judge_one(result, a, problems);
        return;
    }
    result->ok = result->ended_as_expected = true;
    for (size_t i = 0; i < result->point_count; i++) {
        judge_one(&result->points[i], a, problems);
        result->ok = result->ok && result->points[i].ok;
        result->ended_as_expected =
            result->ended_as_expected && result->points[i].ended_as_expected;
    }
}
