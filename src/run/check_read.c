/* The verdict. A report is on stderr, where the program may print what it likes, also what looks like
 * one. So it counts only if the run ended with the tool's own exit code, or was killed before it could;
 * otherwise it may be the program's, or a child's, and there is no verdict. (A program that prints
 * exactly what the tool would, and ends so, can't be told from one with that mistake.)
 *
 * Without a report, the tool's own exit code is a finding, too ("a problem"), a run that came to no end
 * that the sample may have is no verdict, nor is one of a program that meddles with the tool, and any
 * other is clean. */
#include <string.h>

#include "run/check.h"
#include "run/check_reading.h"
#include "run/check_tool.h"

static void no_verdict(struct check_result *check, const char *why)
{
    check->is_known = false;
    check->why = why;
    check->finds = NULL;
    check->location_count = 0;
    check->brief = (struct str){"", 0};
}

/* Without the folder in which compilers and programs are. */
static const char *without_box(struct str line, struct arena *a)
{
    const char *text = "";
    for (struct str before; check_cut(&line, "/box/", &before);)
        text = arena_printf(a, "%s%.*s", text, STR_FMT(before));
    return arena_printf(a, "%s%.*s", text, STR_FMT(line));
}

static const char *first_line(struct str text, struct arena *a)
{
    struct str line = {0};
    while (line.len == 0 && str_line(&text, &line))
        line = str_trim(line);
    return without_box(check_shorten(line), a);
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

/* Why the sanitizer did not work, or NULL: it says so, and exits as if it had found something. */
static const char *why_sanitizer_failed(enum check_tool tool, const struct run_result *run,
                                        struct arena *a)
{
    const char *fatal = arena_printf(a, "FATAL: %s: ", check_tool_title(tool));
    struct str rest = run->err, line;
    while ((run->end != END_EXITED || run->code != 0) && str_line(&rest, &line)) {
        if (str_starts(line, "FATAL: ThreadSanitizer: unexpected memory mapping"))
            return "it does not work with the address space of this kernel (vm.mmap_rnd_bits=28 "
                   "makes it work)";
        if (tool == CHECK_ASAN && check_find(line, "==LeakSanitizer has encountered a fatal error"))
            return "its leak check traces the program, which only the full sandbox allows";
        if (str_starts(line, fatal))
            return first_line(line, a);
    }
    return NULL;
}

/* Why Valgrind did not work, or NULL. At the end it says how many errors there were; if not, it gave
 * up. */
static const char *why_valgrind_failed(const struct run_result *run, struct arena *a)
{
    bool has_ended = run->end == END_EXITED || run->end == END_SIGNALED;
    const char *why = has_ended ? "Valgrind did not come to its end" : NULL;
    struct str rest = run->err, line, number;
    for (bool is_said = false; str_line(&rest, &line);) {
        bool is_own = str_skip(&line, "==") && check_cut(&line, "==", &number);
        if (is_own && str_starts(line, " ERROR SUMMARY: "))
            return NULL;
        line = str_trim(line);
        if (!is_said && str_starts(line, is_own ? "Valgrind: " : "valgrind: ")) {
            why = first_line(line, a);
            is_said = true;
        }
    }
    return why;
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

/* What a program may have in it that keeps a tool silent: its settings, as they are without ours, and
 * orders to it. */
static const char *why_meddled(const struct sample *sample, enum check_tool tool, struct arena *a)
{
    enum { TSAN = 1 << CHECK_TSAN, ASAN = 1 << CHECK_ASAN, UBSAN = 1 << CHECK_UBSAN };
    enum { HELGRIND = 1 << CHECK_HELGRIND, MEMCHECK = 1 << CHECK_MEMCHECK };
    static const struct {
        int tools;
        const char *name;
    } switches[] = {
        {TSAN, "__tsan_default_options"},
        {TSAN, "__tsan_default_suppressions"},
        {TSAN, "__tsan_on_report"},
        {TSAN, "AnnotateIgnore"},
        {TSAN, "no_sanitize_thread"},
        {ASAN, "__asan_default_options"},
        {ASAN, "__asan_default_suppressions"},
        {ASAN, "__asan_on_error"},
        {ASAN, "__asan_set_error"},
        {ASAN, "__lsan_"},
        {ASAN, "no_sanitize_address"},
        {UBSAN, "__ubsan_default_options"},
        {UBSAN, "__ubsan_default_suppressions"},
        {UBSAN, "no_sanitize_undefined"},
        {TSAN | ASAN | UBSAN, "no_sanitize(\""},
        {TSAN | ASAN | UBSAN, "__sanitizer_set_"},
        {HELGRIND | MEMCHECK, "VALGRIND_DISABLE_ERROR_REPORTING"},
        {HELGRIND, "VALGRIND_HG_DISABLE_CHECKING"},
    };
    for (size_t i = 0; i < sizeof switches / sizeof *switches; i++)
        if ((switches[i].tools & 1 << tool) && uses(sample, switches[i].name))
            return arena_printf(a,
                                "it found nothing, but the program has %s in it, which changes "
                                "what the tool tells",
                                switches[i].name);
    return NULL;
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

/* The tool's own exit code, which none but a tool that found something gives. */
static bool says_by_exit(const struct sample *variant, const struct run_result *run)
{
    return run->end == END_EXITED && run->code == check_tool_exit(variant);
}

/* Whether the run ended as it does after a report of the tool. Once it has reported, UBSan leaves that
 * to the program. */
static bool may_have_reported(const struct sample *variant, enum check_tool tool,
                              const struct run_result *run)
{
    return run->end != END_EXITED || says_by_exit(variant, run) || tool == CHECK_UBSAN;
}

/* Why what was read as a report is none, or NULL. */
static const char *why_no_report(const struct sample *variant, enum check_tool tool,
                                 const struct run_result *run, struct arena *a)
{
    if (may_have_reported(variant, tool, run))
        return NULL;
    return arena_printf(a,
                        "there is a report on stderr, but after one of its own the tool ends the "
                        "program with exit code %d, not %d (it may be the report of a child, or "
                        "words of the program)",
                        check_tool_exit(variant), run->code);
}

/* Why there is no verdict on a run without a report, or NULL. */
static const char *why_unknown(const struct sample *variant, enum check_tool tool,
                               const struct run_result *run, struct arena *a)
{
    const char *why = check_tool_sanitizer(tool) ? why_sanitizer_failed(tool, run, a)
                                                 : why_valgrind_failed(run, a);
    if (!why)
        why = why_not_ended(variant, run, a);
    return why || says_by_exit(variant, run) ? why : why_meddled(variant, tool, a);
}

/* The tool says only by its exit code that there is something. */
static void take_unnamed(struct check_result *check)
{
    check->finds = CHECK_UNNAMED;
    check->why = check->report.len > 0
                     ? "it reported something that drawloom does not understand: see the whole "
                       "report"
                     : "it ended as after a report, but there is none: has the program closed "
                       "stderr?";
}

/* A run that was over when its time was: a program that hangs may not have come to its mistake. */
static void take_cut(struct check_result *check)
{
    no_verdict(check, "it was killed at its time limit before the tool could tell");
    check->is_cut = true;
}

static void read_run(const struct sample *variant, const struct run_result *run, struct arena *a,
                     struct check_result *check)
{
    check->report = str_trim_end(run->err);
    read_reports(variant, run->err, a, check);
    const char *why = check->location_count == 0 ? why_crashed(variant, run->err) : NULL;
    if (!why)
        why = check->finds ? why_no_report(variant, check->tool, run, a)
                           : why_unknown(variant, check->tool, run, a);
    if (why)
        no_verdict(check, why);
    else if (!check->finds && says_by_exit(variant, run))
        take_unnamed(check);
    else if (!check->finds && run->end == END_TIMED_OUT)
        take_cut(check);
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
