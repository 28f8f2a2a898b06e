#include "run/key.h"

#include <string.h>

#include "run/run_program.h"

enum { SHOWN = 80 }; /* bytes of a value in an explanation */

/* A value is one line, whatever is in it. Keys are made of thousands of lines in every build, so this
 * does not go through printf. */
static void add_line(struct buf *out, const char *label, const char *value)
{
    buf_puts(out, label);
    buf_putc(out, ' ');
    for (const char *newline; (newline = strchr(value, '\n')); value = newline + 1) {
        buf_add(out, value, (size_t)(newline - value));
        buf_puts(out, "\\n");
    }
    buf_puts(out, value);
    buf_putc(out, '\n');
}

static void add_words(struct buf *out, const char *label, const struct words *words)
{
    for (size_t i = 0; i < words->count; i++)
        add_line(out, label, words->items[i]);
}

/* A command is one line of words. */
static void add_command(struct buf *out, const char *label, const struct words *words)
{
    if (words->count == 0)
        return;
    struct buf line = BUF_INIT;
    for (size_t i = 0; i < words->count; i++)
        buf_printf(&line, "%s%s", i ? " " : "", words->items[i]);
    add_line(out, label, line.data);
    buf_release(&line);
}

/* A newline in a name makes the text odd, but not equal to another: the hash ends the line. */
static void add_file(struct buf *out, const char *label, const char *name, struct hash hash)
{
    char hex[HASH_HEX_LEN + 1];
    hash_hex(hash, hex);
    buf_puts(out, label);
    buf_putc(out, ' ');
    buf_puts(out, name);
    buf_putc(out, ' ');
    buf_puts(out, hex);
    buf_putc(out, '\n');
}

static void add_files(struct buf *out, const char *label, const struct source_file *files,
                      size_t count)
{
    for (size_t i = 0; i < count; i++)
        add_file(out, label, files[i].name, files[i].hash);
}

static void add_environment(struct buf *out, const char *const *env)
{
    for (size_t i = 0; env[i]; i++)
        add_line(out, "environment", env[i]);
}

static void add_tool(struct buf *out, const struct sample *sample, const struct tool *tool)
{
    add_line(out, "language", sample->language->name);
    if (tool)
        add_line(out, "tool", tool->identity);
}

static void add_setting(struct buf *out, const struct key_setting *setting)
{
    add_line(out, "sandbox", setting->sandbox);
    add_words(out, "readable", setting->readable);
}

void key_compile_base(const struct sample *sample, const struct tool *tool,
                      const struct words *includes, const struct key_setting *setting,
                      struct buf *out)
{
    const struct language *language = sample->language;
    buf_puts(out, "drawloom compile 2\n");
    add_setting(out, setting);
    add_tool(out, sample, tool);
    add_line(out, "program", sample->has_entry ? "yes" : "no");
    add_line(out, "cc", sample->cc ? sample->cc : "");
    add_line(out, "std", sample->std ? sample->std : "");
    add_line(out, "opt", sample->opt ? sample->opt : "");
    add_command(out, "cflags", &sample->cflags);
    add_command(out, "libs", &sample->libs);
    add_words(out, "include", includes);
    add_command(out, "compile", &language->compile);
    add_command(out, "object", &language->object);
    add_command(out, "link", &language->link);
    add_environment(out, launch_env);
    buf_printf(out, "timeout %d ms\n", setting->compile_timeout_ms);
    add_files(out, "source", sample->files, sample->file_count);
    if (sample->linked)
        add_files(out, "linked", sample->linked, 1);
}

void key_compile(const char *base, const char *paths, struct file_hashes *files, struct buf *out)
{
    buf_puts(out, base);
    struct str rest = str_of(paths), line;
    struct arena a = {0};
    while (str_line(&rest, &line)) {
        const char *path = arena_strndup(&a, line.data, line.len);
        struct hash hash;
        if (file_hashes_get(files, path, &hash))
            add_file(out, "depends", path, hash);
        else
            buf_printf(out, "depends %s missing\n", path);
    }
    arena_release(&a);
}

static void add_limits(struct buf *out, const struct limits *limits)
{
    buf_printf(out, "timeout %d ms\n", limits->timeout_ms);
    buf_printf(out, "memory %zu bytes\n", limits->memory_bytes);
    buf_printf(out, "processes %d\n", limits->processes);
    buf_printf(out, "nofile %d\n", limits->nofile);
    buf_printf(out, "output %zu bytes\n", limits->output_bytes);
}

void key_run_base(const struct sample *sample, const struct tool *tool,
                  const struct key_setting *setting, struct buf *out)
{
    buf_puts(out, "drawloom run 2\n");
    add_setting(out, setting);
    add_tool(out, sample, tool);
    add_command(out, "under", &sample->under);
    add_command(out, "run", &sample->language->run);
    add_words(out, "argument", &sample->args);
    add_environment(out, launch_env);
    add_words(out, "environment", &sample->env);
    if (sample->has_stdin)
        add_file(out, "stdin", "-", hash_of(sample->stdin_text.data, sample->stdin_text.len));
    add_files(out, "data", sample->data, sample->data_count);
    add_limits(out, &sample->limits);
    add_line(out, "tty", sample->tty ? "yes" : "no");
    if (sample->language->compile.count == 0)
        add_files(out, "source", sample->files, sample->file_count);
}

void key_run(const char *base, const char *compile, struct buf *out)
{
    buf_puts(out, base);
    if (compile)
        add_file(out, "program", "-", hash_of(compile, strlen(compile)));
}

/* What is measured on one machine says nothing about another. */
static void add_machine(struct buf *out, const struct machine *machine)
{
    add_line(out, "machine", machine->id);
    add_line(out, "processor", machine->cpu);
    buf_printf(out, "cores %d\n", machine->usable_cores);
}

void key_trials(const char *run, const struct sample *sample, const struct machine *machine,
                struct buf *out)
{
    buf_puts(out, "drawloom trials 2\n");
    if (sample->trials == SAMPLE_TRIALS_AUTO)
        add_line(out, "trials", "auto");
    else
        buf_printf(out, "trials %d\n", sample->trials);
    add_machine(out, machine);
    buf_puts(out, run);
}

void key_time(const char *run, const struct sample *sample, const struct machine *machine,
              struct buf *out)
{
    buf_puts(out, "drawloom time 2\n");
    if (sample->reps)
        buf_printf(out, "reps %d\n", sample->reps);
    buf_printf(out, "warmup %d\n", sample->warmup);
    add_machine(out, machine);
    buf_puts(out, run);
}

void key_trace(const char *run, const struct sample *sample, const struct machine *machine,
               struct buf *out)
{
    const struct source_file *recorder = sample->linked ? sample->linked : sample->preloaded;
    buf_puts(out, "drawloom trace 1\n");
    if (recorder)
        add_files(out, "recorder", recorder, 1);
    add_machine(out, machine);
    buf_puts(out, run);
}

/* The part of a line that tells which value it is: the label, and for files the name as well. */
static struct str subject_of(struct str line)
{
    static const char *const files[] = {"source ", "depends ", "data ", "linked ", "recorder "};
    const char *blank = memchr(line.data, ' ', line.len);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        if (str_starts(line, files[i]))
            blank = memrchr(line.data, ' ', line.len);
    return (struct str){line.data, blank ? (size_t)(blank - line.data) : line.len};
}

static bool has_line(struct str text, struct str wanted)
{
    struct str line;
    while (str_line(&text, &line))
        if (str_equal(line, wanted))
            return true;
    return false;
}

/* The first line of `text` that `other` does not have; with the same subject as `like`, if given. */
static bool first_new_line(struct str text, struct str other, const struct str *like,
                           struct str *line)
{
    while (str_line(&text, line))
        if (!has_line(other, *line) && (!like || str_equal(subject_of(*line), subject_of(*like))))
            return true;
    return false;
}

static struct str value_of(struct str line)
{
    size_t label = subject_of(line).len;
    struct str value = {line.data + label, line.len - label};
    value = str_trim(value);
    value.len = value.len < SHOWN ? value.len : SHOWN;
    return value;
}

/* Names of files say enough; nobody reads hashes. */
static void explain_subject(struct str line, struct buf *out)
{
    struct str subject = subject_of(line);
    const char *blank = memchr(subject.data, ' ', subject.len);
    if (blank)
        subject = (struct str){blank + 1, subject.len - (size_t)(blank + 1 - subject.data)};
    buf_str(out, subject);
}

static bool is_hashed(struct str line)
{
    return memchr(subject_of(line).data, ' ', subject_of(line).len) || str_starts(line, "stdin ") ||
           str_starts(line, "program -");
}

static void explain_change(struct str was, struct str is, struct buf *out)
{
    explain_subject(is, out);
    buf_puts(out, " changed");
    if (is_hashed(is))
        return;
    buf_printf(out, ": \"%.*s\" is now \"%.*s\"", STR_FMT(value_of(was)), STR_FMT(value_of(is)));
}

static void explain_single(struct str line, const char *what, struct buf *out)
{
    explain_subject(line, out);
    if (!is_hashed(line))
        buf_printf(out, " \"%.*s\"", STR_FMT(value_of(line)));
    buf_printf(out, " %s", what);
}

void key_explain(const char *old, const char *new, struct buf *out)
{
    struct str was, is;
    if (first_new_line(str_of(new), str_of(old), NULL, &is)) {
        if (first_new_line(str_of(old), str_of(new), &is, &was))
            explain_change(was, is, out);
        else
            explain_single(is, "is new", out);
    } else if (first_new_line(str_of(old), str_of(new), NULL, &was)) {
        explain_single(was, "is gone", out);
    } else {
        buf_puts(out, "the order of its inputs changed");
    }
}
