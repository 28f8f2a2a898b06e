/* What a file of frozen results looks like:
 *
 *     drawloom frozen 1
 *     made 2026-11-23T12:00:00Z          the newest of its results
 *     version 0.1.0
 *     sandbox full
 *     machine 0123456789abcdef
 *     cpu AMD EPYC …                     and arch, kernel, os, cores, usable_cores, memory_bytes
 *     tool gcc --version
 *     says gcc (Debian 12.2.0-14) 12.2.0
 *
 *     sample lost
 *     point threads=4                    of a sweep
 *     part tsan                          of a check, or "asm"
 *     of compile 6c5e…                   kind, and hash of what makes its job equal to another
 *     depends samples/include/queue.h 0f3a…
 *     depends samples/queue.h missing    it would be read instead, if it were there
 *     compile                            the result: result_text.h; "same" when an equal job's result
 *     command cc lost.c                  stands above already
 *     …
 *
 *     sum 0f3a…                          hash of all before this line
 *
 * A carriage return is none of ours: git may put some in. */
#include "run/frozen_text.h"

#include <limits.h>
#include <string.h>

#include "course/list.h"
#include "course/names.h"
#include "course/sweep.h"
#include "run/result_text.h"

#define FIRST_LINE "drawloom frozen 1\n"
#define OURS "drawloom frozen "

static const char *kind_name(enum frozen_kind kind)
{
    static const char *const names[] = {
        [FROZEN_COMPILE] = "compile", [FROZEN_RUN] = "run",     [FROZEN_TRIALS] = "trials",
        [FROZEN_TIME] = "time",       [FROZEN_TRACE] = "trace", [FROZEN_PROGRAM] = "program"};
    return names[kind];
}

const char *frozen_point(const struct sample *sample, struct arena *a)
{
    return sweep_label(&sample->parameters, &sample->values, a);
}

bool frozen_is_ours(struct str text)
{
    return str_starts(text, OURS);
}

/* Which job a block is of: "compile 6c5e…". */
static const char *job_text(enum frozen_kind kind, struct hash equal, struct arena *a)
{
    char hex[HASH_HEX_LEN + 1];
    hash_hex(equal, hex);
    return arena_printf(a, "%s %s", kind_name(kind), hex);
}

static const char *measured_at(const struct frozen_entry *entry)
{
    switch (entry->kind) {
    case FROZEN_COMPILE:
        return ((const struct compile_result *)entry->result)->measured_at;
    case FROZEN_RUN:
        return ((const struct run_result *)entry->result)->measured_at;
    case FROZEN_TRIALS:
        return ((const struct trials_result *)entry->result)->measured_at;
    case FROZEN_TIME:
        return ((const struct time_result *)entry->result)->measured_at;
    case FROZEN_TRACE:
        return ((const struct trace_result *)entry->result)->measured_at;
    case FROZEN_PROGRAM:
        break;
    }
    return "";
}

/* Dates of this form sort as text. */
const char *frozen_newest(const struct frozen_entry *entries, size_t count)
{
    const char *at = "";
    for (size_t i = 0; i < count; i++)
        if (strcmp(measured_at(&entries[i]), at) > 0)
            at = measured_at(&entries[i]);
    return at;
}

/* --- writing --- */

static const char *text_or_empty(const char *s)
{
    return s ? s : "";
}

static void put_machine(const struct machine *machine, struct buf *out)
{
    lines_put(out, "machine", text_or_empty(machine->id));
    lines_put(out, "cpu", text_or_empty(machine->cpu));
    lines_put(out, "arch", text_or_empty(machine->arch));
    lines_put(out, "kernel", text_or_empty(machine->kernel));
    lines_put(out, "os", text_or_empty(machine->os));
    lines_put_integer(out, "cores", machine->cores);
    lines_put_integer(out, "usable_cores", machine->usable_cores);
    lines_put_integer(out, "memory_bytes", (int64_t)machine->memory_bytes);
}

static void put_head(const struct frozen_head *head, struct buf *out)
{
    buf_puts(out, FIRST_LINE);
    lines_put(out, "made", head->made_at);
    lines_put(out, "version", head->version);
    lines_put(out, "sandbox", head->sandbox);
    put_machine(&head->machine, out);
    for (size_t i = 0; i < head->tool_count; i++) {
        lines_put(out, "tool", head->tools[i].command);
        lines_put(out, "says", head->tools[i].identity);
    }
}

/* Only what belongs to the course: what the system has may be missing where the results are used. */
static void put_depends(const char *depends, struct arena *a, struct buf *out)
{
    static const char label[] = "depends ";
    struct str rest = str_of(depends), line;
    while (str_line(&rest, &line))
        if (str_starts(line, label) && !str_starts(line, "depends /"))
            lines_put(out, "depends", arena_strndup(a, line.data, line.len) + sizeof label - 1);
}

struct str frozen_program(struct str assembly)
{
    static const char debug[] = "\t.section\t.debug_";
    const char *end = memmem(assembly.data, assembly.len, debug, sizeof debug - 1);
    return end ? (struct str){assembly.data, (size_t)(end - assembly.data)} : assembly;
}

static void put_result(const struct frozen_entry *entry, struct buf *out)
{
    switch (entry->kind) {
    case FROZEN_COMPILE:
        result_text_compile(entry->result, out);
        break;
    case FROZEN_RUN:
        result_text_run(entry->result, out);
        break;
    case FROZEN_TRIALS:
        result_text_trials(entry->result, out);
        break;
    case FROZEN_TIME:
        result_text_time(entry->result, out);
        break;
    case FROZEN_TRACE:
        result_text_trace(entry->result, out);
        break;
    case FROZEN_PROGRAM:
        lines_put_text(out, "program", frozen_program(*(const struct str *)entry->result));
        break;
    }
}

/* `seen`: jobs whose results stand in the file. */
static void put_entry(const struct frozen_entry *entry, struct names *seen, struct arena *a,
                      struct buf *out)
{
    const char *point = frozen_point(entry->sample, a);
    const char *job = job_text(entry->kind, entry->equal, a);
    buf_putc(out, '\n');
    lines_put(out, "sample", entry->sample->id);
    if (*point)
        lines_put(out, "point", point);
    if (*entry->part)
        lines_put(out, "part", entry->part);
    lines_put(out, "of", job);
    if (names_find(seen, job)) {
        lines_put(out, "same", "");
        return;
    }
    names_add(seen, a, job, 0);
    if (entry->depends)
        put_depends(entry->depends, a, out);
    put_result(entry, out);
}

static struct hash sum_of(struct str text)
{
    return hash_of(text.data, text.len);
}

void frozen_write(const struct frozen_head *head, const struct frozen_entry *entries, size_t count,
                  struct buf *out)
{
    struct names seen = {0};
    struct arena a = {0};
    struct buf text = BUF_INIT;
    char hex[HASH_HEX_LEN + 1];
    put_head(head, &text);
    for (size_t i = 0; i < count; i++)
        put_entry(&entries[i], &seen, &a, &text);
    buf_putc(&text, '\n');
    hash_hex(sum_of(buf_view(&text)), hex);
    lines_put(&text, "sum", hex);
    buf_str(out, buf_view(&text));
    buf_release(&text);
    arena_release(&a);
}

/* --- reading --- */

static bool take_count(struct lines *in, const char *label, int *count)
{
    int64_t value = 0;
    bool ok = lines_take_integer(in, label, 0, INT_MAX, &value);
    *count = (int)value;
    return ok;
}

static bool take_machine(struct lines *in, struct machine *machine)
{
    int64_t bytes = 0;
    bool ok = lines_take(in, "machine", &machine->id) && lines_take(in, "cpu", &machine->cpu) &&
              lines_take(in, "arch", &machine->arch) &&
              lines_take(in, "kernel", &machine->kernel) && lines_take(in, "os", &machine->os) &&
              take_count(in, "cores", &machine->cores) &&
              take_count(in, "usable_cores", &machine->usable_cores) &&
              lines_take_integer(in, "memory_bytes", 0, INT64_MAX, &bytes);
    machine->memory_bytes = (uint64_t)bytes;
    return ok;
}

static bool take_tools(struct lines *in, struct frozen_head *head)
{
    bool ok = true;
    while (ok && lines_next_is(in, "tool")) {
        struct tool *tool = LIST_ADD(in->arena, head->tools, head->tool_count);
        ok = lines_take(in, "tool", &tool->command) && lines_take(in, "says", &tool->identity);
    }
    return ok;
}

static bool take_head(struct lines *in, struct frozen_head *head)
{
    struct str format;
    if (!lines_take_raw(in, "drawloom", &format))
        return false;
    if (!str_is(format, "frozen 1"))
        return lines_fail(in, "not a format that this drawloom knows (drawloom freeze makes it "
                              "anew)");
    return lines_take(in, "made", &head->made_at) && lines_take(in, "version", &head->version) &&
           lines_take(in, "sandbox", &head->sandbox) && take_machine(in, &head->machine) &&
           take_tools(in, head);
}

static bool read_job(struct str text, enum frozen_kind *kind, struct hash *equal)
{
    struct str name, hex;
    char digits[HASH_HEX_LEN + 1] = "";
    if (!lines_word(&text, &name) || !lines_word(&text, &hex) || hex.len != HASH_HEX_LEN)
        return false;
    memcpy(digits, hex.data, HASH_HEX_LEN);
    for (int k = FROZEN_COMPILE; k <= FROZEN_PROGRAM; k++)
        if (str_is(name, kind_name((enum frozen_kind)k))) {
            *kind = (enum frozen_kind)k;
            return text.len == 0 && hash_from_hex(digits, equal);
        }
    return false;
}

static bool take_job(struct lines *in, struct frozen_block *block)
{
    struct str text;
    return lines_take_raw(in, "of", &text) &&
           (read_job(text, &block->kind, &block->equal) ||
            lines_fail(in, "\"of\" takes a kind of result and a hash"));
}

static bool take_depends(struct lines *in, struct frozen_block *block)
{
    struct buf text = BUF_INIT;
    bool ok = true;
    while (ok && lines_next_is(in, "depends")) {
        const char *line;
        ok = lines_take(in, "depends", &line);
        if (ok)
            buf_printf(&text, "%s\n", line);
    }
    if (ok && text.len > 0)
        block->depends = arena_strndup(in->arena, text.data, text.len);
    buf_release(&text);
    return ok;
}

static const size_t result_sizes[] = {
    [FROZEN_COMPILE] = sizeof(struct compile_result), [FROZEN_RUN] = sizeof(struct run_result),
    [FROZEN_TRIALS] = sizeof(struct trials_result),   [FROZEN_TIME] = sizeof(struct time_result),
    [FROZEN_TRACE] = sizeof(struct trace_result),     [FROZEN_PROGRAM] = sizeof(struct str),
};

static bool take_result(struct lines *in, struct frozen_block *block)
{
    void *result = arena_alloc(in->arena, 1, result_sizes[block->kind]);
    block->result = result;
    switch (block->kind) {
    case FROZEN_COMPILE:
        return result_text_read_compile(in, result);
    case FROZEN_RUN:
        return result_text_read_run(in, result);
    case FROZEN_TRIALS:
        return result_text_read_trials(in, result);
    case FROZEN_TIME:
        return result_text_read_time(in, result);
    case FROZEN_TRACE:
        return result_text_read_trace(in, result);
    case FROZEN_PROGRAM:
        return lines_take_text(in, "program", result);
    }
    return false;
}

/* The result above that is of an equal job. */
static bool take_same(struct lines *in, const struct frozen_file *file, const struct names *seen,
                      struct frozen_block *block)
{
    const char *rest;
    const size_t *at = names_find(seen, job_text(block->kind, block->equal, in->arena));
    if (!lines_take(in, "same", &rest))
        return false;
    if (!at)
        return lines_fail(in, "no result above is the same");
    block->result = file->blocks[*at].result;
    block->depends = file->blocks[*at].depends;
    return true;
}

static bool take_optional(struct lines *in, const char *label, const char **value)
{
    *value = "";
    return !lines_next_is(in, label) || lines_take(in, label, value);
}

static bool take_block(struct lines *in, struct frozen_file *file, struct names *seen)
{
    struct frozen_block *block = LIST_ADD(in->arena, file->blocks, file->count);
    struct str empty;
    if (!lines_take_raw(in, "", &empty))
        return false;
    block->line = in->number + 1;
    if (!lines_take(in, "sample", &block->sample) || !take_optional(in, "point", &block->point) ||
        !take_optional(in, "part", &block->part) || !take_job(in, block))
        return false;
    if (lines_next_is(in, "same"))
        return take_same(in, file, seen, block);
    const char *job = job_text(block->kind, block->equal, in->arena);
    if (names_find(seen, job))
        return lines_fail(in, "an equal job's result stands above already");
    names_add(seen, in->arena, job, file->count - 1);
    return take_depends(in, block) && take_result(in, block);
}

/* Cut the last line, the checksum, off the text. */
static bool take_sum(struct str *text, const char *name, struct err *err)
{
    enum { LEN = sizeof "sum \n" - 1 + HASH_HEX_LEN };
    char hex[HASH_HEX_LEN + 1] = "";
    struct hash sum;
    bool has = text->len > LEN && text->data[text->len - 1] == '\n' &&
               str_starts((struct str){text->data + text->len - LEN, LEN}, "sum ");
    if (has)
        memcpy(hex, text->data + text->len - 1 - HASH_HEX_LEN, HASH_HEX_LEN);
    text->len -= has ? LEN : 0;
    if (has && hash_from_hex(hex, &sum) && hash_equal(sum, sum_of(*text)))
        return true;
    return err_at(err, name, 0, 0,
                  "its checksum does not fit: it was changed by hand, by a merge, or damaged "
                  "(drawloom freeze makes it anew)");
}

static struct str without_returns(struct str text, struct arena *a)
{
    char *copy = ARENA_ARRAY(a, text.len + 1, char);
    size_t len = 0;
    for (size_t i = 0; i < text.len; i++)
        if (text.data[i] != '\r')
            copy[len++] = text.data[i];
    return (struct str){copy, len};
}

bool frozen_text_read(struct str text, const char *name, struct arena *a, struct frozen_file *file,
                      struct err *err)
{
    struct names seen = {0};
    *file = (struct frozen_file){0};
    if (memchr(text.data, '\r', text.len))
        text = without_returns(text, a);
    if (!frozen_is_ours(text))
        return err_at(err, name, 1, 0, "these are no frozen results of drawloom");
    struct lines in = {.rest = text, .file = name, .arena = a, .err = err};
    struct str whole = text;
    if (!take_sum(&whole, name, err)) {
        /* the first line may tell more: another format has another checksum */
        struct frozen_head ignored = {0};
        struct err of_head;
        in.err = &of_head;
        if (!take_head(&in, &ignored))
            *err = of_head;
        return false;
    }
    in.rest = whole;
    if (!take_head(&in, &file->head))
        return false;
    while (in.rest.len > 1)
        if (!take_block(&in, file, &seen))
            return false;
    return true;
}
