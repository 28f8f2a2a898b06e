/* The verdict. What a tool printed is believed first: a report is a finding, however the run ended.
 * Without one, the tool's own exit code is a finding, too ("a problem"), a run that came to no end that
 * the sample may have is no verdict, and any other is clean. */
#include <string.h>

#include "run/check.h"
#include "run/check_reading.h"
#include "run/check_tool.h"

static void no_verdict(struct check_result *check, const char *why)
{
    check->is_known = false;
    check->why = why;
    check->finds = NULL;
    check->brief = (struct str){"", 0};
}

static const char *first_line(struct str text, struct arena *a)
{
    struct str line = {0};
    while (line.len == 0 && str_line(&text, &line))
        line = str_trim(line);
    return arena_strndup(a, line.data, line.len < 300 ? line.len : 300);
}

/* The first line that says what is wrong. */
static const char *complaint(struct str diagnostics, struct arena *a)
{
    struct str rest = diagnostics, line;
    while (str_line(&rest, &line))
        if (check_find(line, "error: ") || check_find(line, "cannot find "))
            return first_line(line, a);
    return first_line(diagnostics, a);
}

static bool has_word(const struct words *words, const char *word)
{
    for (size_t i = 0; i < words->count; i++)
        if (strcmp(words->items[i], word) == 0)
            return true;
    return false;
}

/* Why there is no program with the tool in it, or NULL. */
static const char *why_not_built(const struct check_result *check,
                                 const struct compile_result *compile, struct arena *a)
{
    const char *flag = check_tool_sanitizer(check->tool);
    if (!flag && !compile)
        return NULL;
    if (!compile)
        return arena_printf(a, "only compiled programs can be built with %s", flag);
    if (compile->end != END_EXITED)
        return "the compiler crashed, or ran into its limits";
    if (compile->code != 0)
        return arena_printf(a, "it does not compile %s%s: %s", flag ? "with " : "for it",
                            flag ? flag : "", complaint(compile->diagnostics, a));
    if (flag && !has_word(&compile->command, flag))
        return "the language's compile command has no {cflags}, by which the tool is asked for";
    return NULL;
}

/* Why the tool did not work, or NULL. Sanitizers that can't start say so, and exit as if they had found
 * something. Valgrind says at the end how many errors there were; if not, it gave up. */
static const char *why_not_worked(enum check_tool tool, const struct run_result *run,
                                  struct arena *a)
{
    struct str rest = run->err, line, number;
    bool is_counted = check_tool_sanitizer(tool) != NULL;
    while (str_line(&rest, &line)) {
        if (str_starts(line, "FATAL: ThreadSanitizer: unexpected memory mapping"))
            return "it does not work with the address space of this kernel (vm.mmap_rnd_bits=28 "
                   "makes it work)";
        if (check_find(line, "==LeakSanitizer has encountered a fatal error"))
            return "its leak check traces the program, which only the full sandbox allows";
        if (str_starts(line, "FATAL: ") || str_starts(line, "valgrind: "))
            return first_line(line, a);
        if (check_skip(&line, "==") && check_cut(&line, "==", &number)) {
            is_counted |= str_starts(line, " ERROR SUMMARY: ");
            if (str_starts(line, " Valgrind: ") || str_starts(line, "Valgrind: "))
                return first_line(line, a);
        }
    }
    bool has_ended = run->end == END_EXITED || run->end == END_SIGNALED;
    return is_counted || !has_ended ? NULL : "Valgrind did not come to its end";
}

static bool uses(const struct sample *sample, const char *name)
{
    for (size_t i = 0; i < sample->file_count; i++)
        if (check_find(sample->files[i].text, name))
            return true;
    return false;
}

/* Why the tool itself crashed, or NULL: it reports that as if the program had. */
static const char *why_crashed(const struct sample *sample, struct str text)
{
    if (!check_find(text, "Sanitizer: nested bug in the same thread") &&
        !check_find(text, "Sanitizer: CHECK failed: "))
        return NULL;
    return uses(sample, "<threads.h>")
               ? "it crashed: it knows the threads of <pthread.h>, not those of <threads.h>"
               : "it crashed";
}

/* Why the run's end says nothing about the program, or NULL. */
static const char *why_not_ended(const struct sample *sample, const struct run_result *run,
                                 struct arena *a)
{
    const struct limits *limits = &sample->limits;
    switch (run->end) {
    case END_EXITED:
        return NULL;
    case END_SIGNALED:
        return sample->must_end == SAMPLE_SIGNALED
                   ? NULL
                   : arena_printf(a, "it was killed by %s", signal_name(a, run->code));
    case END_TIMED_OUT:
        return sample->must_end == SAMPLE_HANGS ? NULL
                                                : arena_printf(a, "it was still running after %g s",
                                                               limits->timeout_ms / 1000.0);
    case END_MEMORY:
        return arena_printf(a, "it used more than %zu MiB of memory", limits->memory_bytes >> 20);
    case END_PROCESSES:
        return arena_printf(a, "it had more than %d processes and threads", limits->processes);
    case END_OUTPUT_LIMIT:
        return arena_printf(a, "it printed more than %zu KiB", limits->output_bytes >> 10);
    case END_FILES:
    case END_COMPILE_LIMIT:
        break;
    }
    return "its file system was full";
}

static void read_reports(const struct sample *variant, struct str text, struct arena *a,
                         struct check_result *check)
{
    struct check_reading reading;
    check_reading_begin(&reading, a, variant, check);
    if (check_tool_sanitizer(check->tool))
        check_read_sanitizer(&reading, text);
    else
        check_read_valgrind(&reading, text);
    check_reading_end(&reading);
}

static void read_run(const struct sample *variant, const struct run_result *run, struct arena *a,
                     struct check_result *check)
{
    check->report = str_trim_end(run->err);
    read_reports(variant, run->err, a, check);
    const char *why = check->location_count == 0 ? why_crashed(variant, run->err) : NULL;
    if (check->finds && !why)
        return;
    if (!why)
        why = why_not_worked(check->tool, run, a);
    if (!why)
        why = why_not_ended(variant, run, a);
    if (why) {
        no_verdict(check, why);
    } else if (run->end == END_EXITED && run->code == check_tool_exit(variant)) {
        check->finds = "a problem";
        check->brief = check->report;
    }
}

/* The tool that a run is begun with may be missing. */
static const char *plain_failure(const char *failure)
{
    bool is_missing =
        failure && str_starts(str_of(failure), "valgrind: ") && strstr(failure, "No such file");
    return is_missing ? "valgrind is not installed" : failure;
}

void check_read(const struct sample *variant, enum check_tool tool,
                const struct compile_result *compile, const struct run_result *run,
                const char *failure, struct arena *a, struct check_result *check)
{
    *check = (struct check_result){.tool = tool, .is_known = true};
    if (check_tool_sanitizer(tool) && compile)
        check->command = compile->command;
    else if (run)
        check->command = run->command;
    const char *why = failure ? plain_failure(failure) : why_not_built(check, compile, a);
    if (!why && !run)
        why = "it was not run";
    if (why)
        no_verdict(check, why);
    else
        read_run(variant, run, a, check);
}
