#include "run/frozen.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "course/list.h"
#include "course/names.h"
#include "run/frozen_text.h"

struct frozen {
    const char *root;
    struct arena *arena;
    struct frozen_head head;
    const char *head_file; /* where it stands; NULL: there is no file yet */
    struct frozen_block *blocks;
    size_t count;
    struct names by_job, by_place, samples; /* indices in blocks */
    const struct frozen_block *stale;       /* the last compile of something that has changed */
};

bool frozen_exists(const char *root)
{
    struct arena a = {0};
    bool exists = file_is_dir(path_join(&a, root, FROZEN_DIR));
    arena_release(&a);
    return exists;
}

/* --- names of blocks --- */

static const char *job_name(enum frozen_kind kind, struct hash equal, struct arena *a)
{
    char hex[HASH_HEX_LEN + 1];
    hash_hex(equal, hex);
    return arena_printf(a, "%d %s", (int)kind, hex);
}

static const char *place_name(const char *sample, const char *point, const char *part,
                              enum frozen_kind kind, struct arena *a)
{
    return arena_printf(a, "%s\t%s\t%s\t%d", sample, point, part, (int)kind);
}

static void add_name(struct frozen *f, struct names *names, const char *name, size_t value)
{
    if (!names_find(names, name))
        names_add(names, f->arena, name, value);
}

/* --- reading --- */

static bool has_hash(const char *path, struct hash was)
{
    struct buf bytes = BUF_INIT;
    struct err ignored;
    bool has = file_read(path, &bytes, &ignored) && hash_equal(was, hash_of(bytes.data, bytes.len));
    buf_release(&bytes);
    return has;
}

/* "PATH HASH", or "PATH missing" of a file that would be read if it were there: whether that is so. */
static bool holds(const struct frozen *f, struct str line)
{
    struct arena a = {0};
    struct hash was;
    char *text = arena_strndup(&a, line.data, line.len), *blank = strrchr(text, ' ');
    if (blank)
        *blank = '\0';
    const char *path = path_normalize(&a, text), *whole = path ? path_join(&a, f->root, path) : "";
    bool ok = path && blank;
    if (ok && strcmp(blank + 1, "missing") == 0)
        ok = access(whole, F_OK) < 0 && errno == ENOENT;
    else
        ok = ok && hash_from_hex(blank + 1, &was) && has_hash(whole, was);
    arena_release(&a);
    return ok;
}

static bool all_hold(const struct frozen *f, const char *depends)
{
    struct str rest = str_of(depends), line;
    while (str_line(&rest, &line))
        if (!holds(f, line))
            return false;
    return true;
}

/* What is run is what was compiled just before. */
static bool is_stale(struct frozen *f, const struct frozen_block *block)
{
    const struct frozen_block *stale = f->stale;
    if (block->kind == FROZEN_COMPILE)
        f->stale = stale = all_hold(f, block->depends) ? NULL : block;
    return stale && strcmp(stale->sample, block->sample) == 0 &&
           strcmp(stale->point, block->point) == 0 && strcmp(stale->part, block->part) == 0;
}

static void add_block(struct frozen *f, const struct frozen_block *block)
{
    struct arena *a = f->arena;
    add_name(f, &f->samples, block->sample, f->count);
    add_name(f, &f->by_place, place_name(block->sample, block->point, block->part, block->kind, a),
             f->count);
    if (!is_stale(f, block))
        add_name(f, &f->by_job, job_name(block->kind, block->equal, a), f->count);
    *LIST_ADD(a, f->blocks, f->count) = *block;
}

/* A page says of all results where they were made. */
static bool join_head(struct frozen *f, const struct frozen_head *head, const char *name,
                      struct err *err)
{
    if (!f->head_file) {
        f->head = *head;
        f->head_file = name;
        return true;
    }
    if (strcmp(f->head.machine.id, head->machine.id) != 0 ||
        strcmp(f->head.sandbox, head->sandbox) != 0)
        return err_at(err, name, 1, 0,
                      "made on another machine or in another sandbox than %s (drawloom freeze "
                      "makes all of them anew)",
                      f->head_file);
    if (strcmp(head->made_at, f->head.made_at) > 0)
        f->head.made_at = head->made_at;
    return true;
}

/* One language of a course may occur in one chapter only. */
static void join_tools(struct frozen *f, const struct frozen_head *head)
{
    for (size_t i = 0; i < head->tool_count; i++)
        if (!frozen_tool(f, head->tools[i].command))
            *LIST_ADD(f->arena, f->head.tools, f->head.tool_count) = head->tools[i];
}

static bool read_text(struct frozen *f, struct str text, const char *name, struct err *err)
{
    struct frozen_file file;
    if (!frozen_text_read(text, name, f->arena, &file, err) || !join_head(f, &file.head, name, err))
        return false;
    join_tools(f, &file.head);
    for (size_t i = 0; i < file.count; i++)
        add_block(f, &file.blocks[i]);
    return true;
}

const char *frozen_path(const char *chapter, struct arena *a)
{
    return arena_printf(a, FROZEN_DIR "/%s.txt", chapter);
}

static bool read_chapter(struct frozen *f, const struct chapter *chapter, struct problems *problems,
                         struct err *err)
{
    const char *name = frozen_path(chapter->name, f->arena);
    const char *path = path_join(f->arena, f->root, name);
    struct buf bytes = BUF_INIT;
    struct err why = {0};
    if (access(path, F_OK) < 0 && errno == ENOENT)
        return true;
    bool ok = file_read(path, &bytes, err);
    if (ok && !read_text(f, buf_view(&bytes), name, &why))
        problem_from_err(problems, f->arena, &why);
    buf_release(&bytes);
    return ok;
}

static bool runs_anything(const struct course *course)
{
    for (size_t i = 0; i < course->sample_count; i++)
        if (course->samples[i]->depth != SAMPLE_SHOWN)
            return true;
    return false;
}

bool frozen_read(const char *root, const struct course *course, struct arena *a,
                 struct problems *problems, struct frozen **frozen, struct err *err)
{
    struct frozen *f = ARENA_NEW(a, struct frozen);
    *f = (struct frozen){.root = root, .arena = a};
    f->head = (struct frozen_head){
        .version = "", .sandbox = "", .made_at = "", .machine = {"", "", "", "", "", 0, 0, 0}};
    *frozen = f;
    if (!frozen_exists(root))
        return !runs_anything(course) ||
               err_set(err, "there are no frozen results in " FROZEN_DIR
                            " (drawloom freeze makes them, where the programs can be run)");
    for (size_t i = 0; i < course->chapter_count; i++)
        if (!read_chapter(f, course->chapters[i], problems, err))
            return false;
    return true;
}

const struct frozen_head *frozen_head(const struct frozen *f)
{
    return &f->head;
}

const char *frozen_tool(const struct frozen *f, const char *command)
{
    for (size_t i = 0; i < f->head.tool_count; i++)
        if (strcmp(f->head.tools[i].command, command) == 0)
            return f->head.tools[i].identity;
    return NULL;
}

/* --- looking up --- */

static const void *find(const struct frozen *f, enum frozen_kind kind, const char *text,
                        struct arena *a)
{
    const size_t *index = names_find(&f->by_job, job_name(kind, hash_of(text, strlen(text)), a));
    return index ? f->blocks[*index].result : NULL;
}

bool frozen_get_compile(const struct frozen *f, const char *text, struct arena *a,
                        struct compile_result *result)
{
    const struct compile_result *found = find(f, FROZEN_COMPILE, text, a);
    if (found)
        *result = *found;
    return found;
}

bool frozen_get_run(const struct frozen *f, const char *text, struct arena *a,
                    struct run_result *result)
{
    const struct run_result *found = find(f, FROZEN_RUN, text, a);
    if (found)
        *result = *found;
    return found;
}

bool frozen_get_trials(const struct frozen *f, const char *text, struct arena *a,
                       struct trials_result *result)
{
    const struct trials_result *found = find(f, FROZEN_TRIALS, text, a);
    if (found)
        *result = *found;
    return found;
}

bool frozen_get_time(const struct frozen *f, const char *text, struct arena *a,
                     struct time_result *result)
{
    const struct time_result *found = find(f, FROZEN_TIME, text, a);
    if (found)
        *result = *found;
    return found;
}

bool frozen_get_trace(const struct frozen *f, const char *text, struct arena *a,
                      struct trace_result *result)
{
    const struct trace_result *found = find(f, FROZEN_TRACE, text, a);
    if (found)
        *result = *found;
    return found;
}

bool frozen_get_program(const struct frozen *f, const char *text, struct arena *a,
                        struct str *program)
{
    const struct str *found = find(f, FROZEN_PROGRAM, text, a);
    if (found)
        *program = *found;
    return found;
}

const void *frozen_find(const struct frozen *f, const struct frozen_entry *entry, bool *equal)
{
    struct arena a = {0};
    const struct sample *sample = entry->sample;
    const char *name =
        place_name(sample->id, frozen_point(sample, &a), entry->part, entry->kind, &a);
    const size_t *index = names_find(&f->by_place, name);
    arena_release(&a);
    *equal = index && hash_equal(f->blocks[*index].equal, entry->equal);
    return index ? f->blocks[*index].result : NULL;
}

const char *frozen_why_missing(const struct frozen *f, const char *sample)
{
    return names_find(&f->samples, sample)
               ? "the frozen results are not of this program, which has changed since (drawloom "
                 "freeze makes them anew)"
               : "there is no usable frozen result of it (drawloom freeze makes one, where it can "
                 "be run)";
}
