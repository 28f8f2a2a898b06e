/* How names are found.
 *
 * drawloom-symbols (src/symbols/symbols.c tells what it reads and prints) goes into a box as luggage,
 * with the program that it is to read. Its libraries are the system's. The box is one of those in which
 * compilers run: it has their kind of work, and is open already.
 *
 * The program can make it print anything. So an answer is looked at line by line: what does not have
 * the form of an answer is no answer, and places that no file of the sample has are none. */
#include "run/symbols.h"

#include <ctype.h>
#include <string.h>

#include "base/file.h"
#include "base/visible.h"
#include "run/command.h"

#define TOOL "drawloom-symbols"
#define SUBJECT "program"
enum { TIMEOUT_MS = 5000, PROCESSES = 8, INODES = 64, MAX_OUTPUT = 1 << 20, MAX_NAME = 80 };
static const size_t memory_bytes = (size_t)512 << 20, file_bytes = (size_t)256 << 20;

/* --- answers --- */

/* One of the sample's own files. */
struct source {
    const char *path; /* as compilers name it */
    int lines;
};

struct reader {
    const struct sample *sample;
    const struct source *sources; /* as sample->files */
    struct arena *arena;
};

static const char *read_name(const struct reader *r, struct str text)
{
    if (text.len > MAX_NAME || !visible_is_text(text))
        return NULL;
    return arena_strndup(r->arena, text.data, text.len);
}

/* Compilers put the folder in which they ran before names. */
static bool ends_with_path(struct str path, const char *name)
{
    size_t len = strlen(name);
    return path.len >= len && memcmp(path.data + path.len - len, name, len) == 0 &&
           (path.len == len || path.data[path.len - len - 1] == '/');
}

static int line_count(struct str text)
{
    struct str line;
    int count = 0;
    while (str_line(&text, &line))
        count++;
    return count;
}

static const struct source *list_sources(const struct sample *sample, struct arena *a)
{
    struct source *sources = ARENA_ARRAY(a, sample->file_count, struct source);
    for (size_t i = 0; i < sample->file_count; i++)
        sources[i] =
            (struct source){command_source(sample, i, a), line_count(sample->files[i].text)};
    return sources;
}

/* LINE TAB FILE. The innermost place in the sample's own files counts: what is further in is a library
 * that was inlined. */
static void read_place(const struct reader *r, struct str text, struct symbol *symbol)
{
    int line = 0;
    size_t at = 0;
    while (at < text.len && at < 7 && isdigit((unsigned char)text.data[at]))
        line = 10 * line + (text.data[at++] - '0');
    if (symbol->file || at == text.len || text.data[at++] != '\t')
        return;
    struct str path = {text.data + at, text.len - at};
    for (size_t i = 0; i < r->sample->file_count && !symbol->file; i++) {
        if (line < 1 || line > r->sources[i].lines || !ends_with_path(path, r->sources[i].path))
            continue;
        symbol->file = r->sample->files[i].name;
        symbol->line = line;
    }
}

/* `index`: of the line within the answer. */
static void read_line(const struct reader *r, struct str line, size_t index, struct symbol *symbol)
{
    if (symbol->is_code && index > 0)
        read_place(r, line, symbol);
    else if (symbol->is_code)
        symbol->function = read_name(r, line);
    else if (index == 0)
        symbol->name = read_name(r, line);
}

void symbols_read(const struct sample *sample, struct str answers, struct symbol *symbols,
                  size_t count, struct arena *a)
{
    const struct reader r = {sample, list_sources(sample, a), a};
    struct str line;
    size_t i = 0, index = 0;
    while (i < count && str_line(&answers, &line)) {
        if (line.len > 0) {
            read_line(&r, line, index++, &symbols[i]);
        } else {
            i++;
            index = 0;
        }
    }
}

/* --- the box --- */

static void ask(const struct symbol *symbols, size_t count, struct buf *questions)
{
    for (size_t i = 0; i < count; i++)
        buf_printf(questions, "%c %llx\n", symbols[i].is_code ? 'c' : 'd',
                   (unsigned long long)symbols[i].address);
}

static bool was_clean(const struct launch_result *launched, struct err *err)
{
    struct str said = buf_view(&launched->err), line = {0};
    str_line(&said, &line);
    if (launched->end == LAUNCH_EXITED && launched->code == 0)
        return true;
    if (launched->end == LAUNCH_EXITED && line.len > 0)
        return err_set(err, TOOL ": %.*s", STR_FMT(line));
    if (launched->end == LAUNCH_TIME_LIMIT)
        return err_set(err, TOOL ": it took longer than %d s", TIMEOUT_MS / 1000);
    return err_set(err, TOOL ": it failed to read the program");
}

/* Run it on the questions; the caller releases the result. */
static bool run(const struct workshop *shop, const struct launch_file *files, struct str questions,
                struct launch_result *launched, struct err *err)
{
    static const char *const argv[] = {"./" TOOL, SUBJECT, NULL};
    const struct launch_spec spec = {
        .exec = argv[0],
        .argv = argv,
        .env = launch_env,
        .files = files,
        .file_count = 2,
        .has_stdin = true,
        .stdin_text = questions,
        .is_compiler = true,
        .timeout_ms = TIMEOUT_MS,
        .memory_bytes = memory_bytes,
        .processes = PROCESSES,
        .file_bytes = file_bytes,
        .inodes = INODES,
        .max_output = MAX_OUTPUT,
    };
    return box_shelf_run(shop->compilers, &spec, launched, err) && was_clean(launched, err);
}

static bool find(const struct workshop *shop, const struct sample *sample,
                 const struct launch_file *files, struct symbol *symbols, size_t count,
                 struct arena *a, struct err *err)
{
    struct buf questions = BUF_INIT;
    struct launch_result launched;
    ask(symbols, count, &questions);
    bool ok = run(shop, files, buf_view(&questions), &launched, err);
    if (ok)
        symbols_read(sample, buf_view(&launched.out), symbols, count, a);
    launch_result_release(&launched);
    buf_release(&questions);
    return ok;
}

bool symbols_find(const struct workshop *shop, const struct sample *sample, const char *program,
                  struct symbol *symbols, size_t count, struct arena *a, struct err *err)
{
    struct buf tool = BUF_INIT, subject = BUF_INIT;
    const char *path = path_join(a, path_dir(a, shop->sandbox->launcher->path), TOOL);
    bool ok = file_read(path, &tool, err) && file_read(program, &subject, err);
    if (ok) {
        const struct launch_file files[] = {{TOOL, buf_view(&tool), 0755},
                                            {SUBJECT, buf_view(&subject), 0444}};
        ok = find(shop, sample, files, symbols, count, a, err);
    }
    buf_release(&subject);
    buf_release(&tool);
    return ok;
}
