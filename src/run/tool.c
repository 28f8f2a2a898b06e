#include "run/tool.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "course/list.h"
#include "course/names.h"
#include "run/box.h"
#include "run/command.h"

enum { TIMEOUT_MS = 10000, MAX_OUTPUT = 64 * 1024, PROCESSES = 64, INODES = 256 };
static const size_t memory_bytes = (size_t)1 << 30, file_bytes = (size_t)16 << 20;

/* One version command that is asked. */
struct question {
    const struct sample *sample; /* the first that needs it */
    struct words command;
    char answer[256];
    struct err err;
};

struct questions {
    struct question *items; /* as tools->items */
    size_t count;
};

/* A name that is no package's, and the package of Debian that has it. */
static const char *package_of(const char *program)
{
    static const char *const other[][2] = {
        {"cc", "gcc"}, {"c++", "g++"}, {"clang++", "clang"}, {"mpirun", "openmpi-bin"}};
    for (size_t i = 0; i < sizeof other / sizeof *other; i++)
        if (strcmp(program, other[i][0]) == 0)
            return other[i][1];
    return program;
}

static bool is_installed(const char *program)
{
    static const char *const folders[] = {"/usr/bin", "/bin"};
    if (program[0] == '/')
        return access(program, X_OK) == 0;
    bool found = false;
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        struct arena a = {0};
        found = found || access(arena_printf(&a, "%s/%s", folders[i], program), X_OK) == 0;
        arena_release(&a);
    }
    return found;
}

/* The first line that is not empty. */
static void take_answer(struct question *q, const struct launch_result *result)
{
    struct str rest = buf_view(result->out.len ? &result->out : &result->err), line = {0};
    while (line.len == 0 && str_line(&rest, &line))
        line = str_trim(line);
    snprintf(q->answer, sizeof q->answer, "%.*s", STR_FMT(line));
    if (!q->answer[0])
        err_set(&q->err, "%s says nothing about its version", q->command.items[0]);
}

static void ask(struct question *q, struct box_shelf *compilers)
{
    const char *program = q->command.items[0];
    if (!is_installed(program)) {
        err_set(&q->err, "%s is not installed (apt install %s)", program, package_of(program));
        return;
    }
    const struct launch_spec spec = {
        .exec = program,
        .argv = q->command.items,
        .env = launch_env,
        .is_compiler = true,
        .timeout_ms = TIMEOUT_MS,
        .memory_bytes = memory_bytes,
        .processes = PROCESSES,
        .file_bytes = file_bytes,
        .inodes = INODES,
        .max_output = MAX_OUTPUT,
    };
    struct launch_result result;
    if (box_shelf_run(compilers, &spec, &result, &q->err))
        take_answer(q, &result);
    launch_result_release(&result);
}

static void ask_all(struct questions *questions, struct box_shelf *compilers)
{
    for (size_t i = 0; i < questions->count; i++)
        if (questions->items[i].command.items[0])
            ask(&questions->items[i], compilers);
}

static const char *join(const struct words *words, struct arena *a)
{
    const char *all = "";
    for (size_t i = 0; i < words->count; i++)
        all = arena_printf(a, "%s%s%s", all, i ? " " : "", words->items[i]);
    return all;
}

/* The index of the sample's tool; one that was not seen before becomes a question as well. */
static size_t tool_of(struct tools *tools, struct questions *questions, struct names *seen,
                      const struct sample *sample, struct arena *a)
{
    struct words command = command_version(sample, a);
    const char *text = join(&command, a);
    const size_t *index = names_find(seen, text);
    if (index)
        return *index;
    size_t new = tools->count;
    names_add(seen, a, text, new);
    LIST_ADD(a, tools->items, tools->count)->command = text;
    struct question *q = LIST_ADD(a, questions->items, questions->count);
    q->sample = sample;
    q->command = command;
    words_add(&q->command, a, NULL); /* argv ends so */
    return new;
}

static bool take_answers(struct tools *tools, const struct questions *questions, struct arena *a,
                         struct problems *problems, struct err *err)
{
    for (size_t i = 0; i < tools->count; i++) {
        const struct question *q = &questions->items[i];
        if (q->answer[0] || !q->command.items[0]) {
            tools->items[i].identity = arena_strdup(a, q->answer);
            continue;
        }
        if (err_is_of_disk(&q->err)) {
            *err = q->err;
            return false;
        }
        const struct language *language = q->sample->language;
        problem_add(problems, a, PROBLEM_ERROR, "content/course.lua", 0, 0,
                    "language %s: no %s: %s", language->name,
                    language->compile.count ? "compiler" : "interpreter", q->err.message);
    }
    return true;
}

/* Find the different tools of the samples, without their identities. */
static void list_tools(struct tools *tools, struct questions *questions,
                       const struct sample *const *samples, size_t count, struct arena *a)
{
    struct names seen = {0};
    size_t *indices = ARENA_ARRAY(a, count, size_t);
    *tools = (struct tools){.of_sample = ARENA_ARRAY(a, count, const struct tool *)};
    for (size_t i = 0; i < count; i++)
        if (samples[i])
            indices[i] = tool_of(tools, questions, &seen, samples[i], a);
    for (size_t i = 0; i < count; i++)
        if (samples[i])
            tools->of_sample[i] = &tools->items[indices[i]];
}

bool tools_identify(struct tools *tools, const struct sample *const *samples, size_t count,
                    struct box_shelf *compilers, struct arena *a, struct problems *problems,
                    struct err *err)
{
    struct questions questions = {0};
    list_tools(tools, &questions, samples, count, a);
    ask_all(&questions, compilers);
    return take_answers(tools, &questions, a, problems, err);
}

void tools_recall(struct tools *tools, const struct sample *const *samples, size_t count,
                  tools_memory *recall, const void *ctx, struct arena *a)
{
    struct questions questions = {0};
    list_tools(tools, &questions, samples, count, a);
    for (size_t i = 0; i < tools->count; i++)
        tools->items[i].identity = recall(ctx, tools->items[i].command);
}
