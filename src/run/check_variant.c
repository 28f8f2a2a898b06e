/* How a sample is built and run for a tool.
 *
 * Sanitizers are a further build, with -O0 whatever the sample says: where gcc optimises, it reports
 * other lines than those where things happen (the head of a loop instead of its body), and it removes
 * accesses that the tool should see. Valgrind's tools run an ordinary build, for the same reason with
 * -O0. What would keep a tool from working (-static, -s, other sanitizers) is left out.
 *
 * A tool makes a program slower and larger, and has threads and processes of its own: limits are
 * raised, so that a program that stays within them without the tool does so with it. */
#include <string.h>

#include "run/check.h"
#include "run/check_tool.h"

/* Options go before what a program's __tsan_default_options says, so all are given that could silence a
 * tool. strip_path_prefix: programs are compiled in /box. history_size: how far back ThreadSanitizer knows
 * what a thread did; with less it loses the place of the earlier access. print_legend: 25 lines. */
#define COMMON                                                                                     \
    "color=never:symbolize=1:strip_path_prefix=/box/:log_path=stderr:suppressions=\"\":"           \
    "abort_on_error=0:exitcode="

struct treatment {
    const char *sanitizer; /* what -fsanitize= is given; NULL: none */
    const char *variable, *options;
    const char *under[8];
    int slower, larger; /* times */
};

static const struct treatment treatments[CHECK_TOOLS] = {
    [CHECK_TSAN] =
        {"thread",
         "TSAN_OPTIONS",
         "history_size=7:second_deadlock_stack=1:report_bugs=1:halt_on_error=0:detect_deadlocks=1:"
         "report_mutex_bugs=1:report_destroy_locked=1:report_thread_leaks=1:report_signal_unsafe=1:"
         "report_atomic_races=1:ignore_noninstrumented_modules=0",
         {NULL},
         15,
         8},
    [CHECK_ASAN] =
        {"address",
         "ASAN_OPTIONS",
         "detect_leaks=1:leak_check_at_exit=1:detect_stack_use_after_return=1:print_legend=0:"
         "halt_on_error=1:poison_heap=1:replace_str=1:replace_intrin=1",
         {NULL},
         5,
         4},
    /* A signal ends the program as without the tool: clang's would turn it into a report. */
    [CHECK_UBSAN] =
        {"undefined",
         "UBSAN_OPTIONS",
         "print_stacktrace=1:print_summary=0:halt_on_error=0:handle_segv=0:handle_sigbus=0:"
         "handle_sigfpe=0:handle_sigill=0:handle_abort=0",
         {NULL},
         5,
         2},
    [CHECK_HELGRIND] = {NULL, NULL, NULL, {"--tool=helgrind", "--fair-sched=try", NULL}, 50, 8},
    [CHECK_MEMCHECK] = {NULL,
                        NULL,
                        NULL,
                        {"--tool=memcheck", "--leak-check=full", "--show-leak-kinds=definite",
                         "--errors-for-leak-kinds=definite", "--track-origins=yes", NULL},
                        50,
                        4},
};

const char *check_tool_sanitizer(enum check_tool tool)
{
    const char *name = treatments[tool].sanitizer;
    static const char *const words[CHECK_TOOLS] = {
        [CHECK_TSAN] = "-fsanitize=thread",
        [CHECK_ASAN] = "-fsanitize=address",
        [CHECK_UBSAN] = "-fsanitize=undefined",
    };
    return name ? words[tool] : NULL;
}

int check_tool_exit(const struct sample *sample)
{
    return sample->must_end == SAMPLE_EXITS && sample->must_code == 66 ? 67 : 66;
}

/* Whether the word would keep a tool from seeing what the source says. */
static bool is_in_the_way(const char *word)
{
    static const char *const exact[] = {"-static", "-s", "-g0", "-fomit-frame-pointer", "-w"};
    return str_is_one_of(str_of(word), exact, sizeof exact / sizeof *exact) ||
           strncmp(word, "-O", 2) == 0 || strncmp(word, "-fsanitize", 10) == 0 ||
           strncmp(word, "-fno-sanitize", 13) == 0;
}

static struct words flags_for(const struct sample *sample, enum check_tool tool, struct arena *a)
{
    struct words flags = {0};
    for (size_t i = 0; i < sample->cflags.count; i++)
        if (!is_in_the_way(sample->cflags.items[i]))
            words_add(&flags, a, sample->cflags.items[i]);
    /* Valgrind 3.19 gives up over what clang 14 writes in version 5. */
    words_add(&flags, a, check_tool_sanitizer(tool) ? "-g" : "-gdwarf-4");
    words_add(&flags, a, "-fno-omit-frame-pointer");
    if (check_tool_sanitizer(tool))
        words_add(&flags, a, check_tool_sanitizer(tool));
    /* It repeats, in gcc's words and vaguely, what the checks of bounds and of null say. */
    if (tool == CHECK_UBSAN)
        words_add(&flags, a, "-fno-sanitize=object-size");
    return flags;
}

/* Leaks are looked for by a tool in the tool, with options of its own. */
static bool is_tools_variable(const char *variable)
{
    static const char *const names[] = {
        "TSAN_OPTIONS=", "ASAN_OPTIONS=", "LSAN_OPTIONS=", "UBSAN_OPTIONS="};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strncmp(variable, names[i], strlen(names[i])) == 0)
            return true;
    return false;
}

static struct words environment_for(const struct sample *sample, const struct treatment *how,
                                    struct arena *a)
{
    struct words env = {0};
    if (how->variable)
        words_add(&env, a,
                  arena_printf(a, "%s=%s:" COMMON "%d", how->variable, how->options,
                               check_tool_exit(sample)));
    for (size_t i = 0; i < sample->env.count; i++)
        if (!is_tools_variable(sample->env.items[i]))
            words_add(&env, a, sample->env.items[i]);
    return env;
}

/* --command-line-only: not VALGRIND_OPTS, nor a file .valgrindrc. --vgdb=no: nobody will connect with a debugger. Not -q: that there are no errors must be said. */
static struct words under_for(const struct sample *sample, const struct treatment *how,
                              struct arena *a)
{
    struct words under = {0};
    if (!how->under[0])
        return under;
    words_add(&under, a, "valgrind");
    for (size_t i = 0; how->under[i]; i++)
        words_add(&under, a, how->under[i]);
    words_add(&under, a, "--command-line-only=yes");
    words_add(&under, a, "--vgdb=no");
    words_add(&under, a, "--fullpath-after=/box");
    words_add(&under, a, arena_printf(a, "--error-exitcode=%d", check_tool_exit(sample)));
    return under;
}

static int int_min(int a, int b)
{
    return a < b ? a : b;
}

static int int_max(int a, int b)
{
    return a > b ? a : b;
}

/* A program that must hang is not given longer: it is waited for until its time is over. */
static int timeout_for(const struct sample *sample, const struct treatment *how)
{
    enum { LEAST_MS = 2000, MOST_MS = 60000 };
    int plain = sample->limits.timeout_ms;
    if (sample->must_end == SAMPLE_HANGS)
        return int_max(plain, LEAST_MS);
    return plain >= MOST_MS ? plain : int_min(plain * how->slower, MOST_MS);
}

static struct limits limits_for(const struct sample *sample, const struct treatment *how)
{
    enum { OWN_PROCESSES = 8, OWN_FILES = 16, OUTPUT = 1 << 20 };
    static const size_t own_memory = (size_t)256 << 20;
    struct limits limits = sample->limits;
    limits.timeout_ms = timeout_for(sample, how);
    limits.memory_bytes = limits.memory_bytes * (size_t)how->larger + own_memory;
    limits.processes += OWN_PROCESSES;
    limits.nofile += OWN_FILES;
    if (limits.output_bytes < OUTPUT)
        limits.output_bytes = OUTPUT;
    return limits;
}

/* Nothing but its one run is wanted of the variant. */
static void forget_the_rest(struct sample *variant)
{
    variant->trials = 0;
    variant->outcomes = OUTCOMES_ANY;
    variant->timed = false;
    variant->traced = false;
    variant->checks = 0;
    variant->asm_function = NULL;
    variant->expected = NULL;
    variant->expected_count = 0;
}

struct sample *check_variant(const struct sample *sample, enum check_tool tool, struct arena *a)
{
    const struct treatment *how = &treatments[tool];
    struct sample *variant = ARENA_NEW(a, struct sample);
    *variant = *sample;
    variant->opt = "-O0";
    variant->cflags = flags_for(sample, tool, a);
    variant->env = environment_for(sample, how, a);
    variant->under = under_for(sample, how, a);
    variant->limits = limits_for(sample, how);
    forget_the_rest(variant);
    return variant;
}
