#include "course/attribute.h"

#include <assert.h>
#include <string.h>

#include "base/nearest.h"
#include "course/setter.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* What an attribute is about: it has no meaning where that does not happen. */
enum group {
    ANY = 0,
    COMPILES = 1, /* how it is compiled */
    RUNS = 2,     /* how it is run, or how that must end */
    ENDS = 4,     /* how it must end: at most one of these */
};

struct attribute {
    enum fence_item_kind kind;
    const char *name;
    setter *set; /* NULL: a later version's */
    unsigned group;
};

static const struct attribute table[] = {
    {FENCE_VALUE, "file", setter_file, ANY},
    {FENCE_VALUE, "show", setter_show, ANY},
    {FENCE_VALUE, "caption", setter_caption, ANY},
    {FENCE_CLASS, "show", setter_shown, ANY},
    {FENCE_CLASS, "norun", setter_norun, COMPILES},
    {FENCE_CLASS, "hide", setter_hidden, ANY},
    {FENCE_CLASS, "fold", setter_folded, ANY},
    {FENCE_VALUE, "cc", setter_cc, ANY},
    {FENCE_VALUE, "std", setter_std, COMPILES},
    {FENCE_VALUE, "opt", setter_opt, COMPILES},
    {FENCE_VALUE, "cflags", setter_cflags, COMPILES},
    {FENCE_VALUE, "libs", setter_libs, COMPILES},
    {FENCE_VALUE, "args", setter_args, RUNS},
    {FENCE_VALUE, "stdin", setter_stdin, RUNS},
    {FENCE_VALUE, "env", setter_env, RUNS},
    {FENCE_VALUE, "data", setter_data, RUNS},
    {FENCE_VALUE, "timeout", setter_timeout, RUNS},
    {FENCE_VALUE, "memory", setter_memory, RUNS},
    {FENCE_VALUE, "processes", setter_processes, RUNS},
    {FENCE_VALUE, "nofile", setter_nofile, RUNS},
    {FENCE_VALUE, "output", setter_output, RUNS},
    {FENCE_CLASS, "tty", setter_tty, RUNS},
    {FENCE_VALUE, "exit", setter_exit, RUNS | ENDS},
    {FENCE_VALUE, "signal", setter_signal, RUNS | ENDS},
    {FENCE_CLASS, "hangs", setter_hangs, RUNS | ENDS},
    {FENCE_CLASS, "compile-error", setter_compile_error, COMPILES | ENDS},
    {FENCE_VALUE, "mark", NULL, ANY},
    {FENCE_VALUE, "diff", NULL, ANY},
    {FENCE_VALUE, "trials", NULL, ANY},
    {FENCE_VALUE, "outcomes", NULL, ANY},
    {FENCE_CLASS, "time", NULL, ANY},
    {FENCE_VALUE, "reps", NULL, ANY},
    {FENCE_VALUE, "warmup", NULL, ANY},
    {FENCE_VALUE, "sweep", NULL, ANY},
    {FENCE_VALUE, "check", NULL, ANY},
    {FENCE_VALUE, "finds", NULL, ANY},
    {FENCE_CLASS, "trace", NULL, ANY},
    {FENCE_VALUE, "asm", NULL, ANY},
    {FENCE_VALUE, "layout", NULL, ANY},
};
static_assert(COUNT(table) <= 64, "draft.seen has a bit for each row");

static const struct attribute *find(enum fence_item_kind kind, const char *name)
{
    for (size_t i = 0; i < COUNT(table); i++)
        if (table[i].kind == kind && strcmp(table[i].name, name) == 0)
            return &table[i];
    return NULL;
}

static bool was_seen(const struct draft *d, enum fence_item_kind kind, const char *name)
{
    return d->seen >> (find(kind, name) - table) & 1;
}

static const char *nearest_name(enum fence_item_kind kind, const char *name)
{
    const char *names[COUNT(table)];
    size_t count = 0;
    for (size_t i = 0; i < COUNT(table); i++)
        if (table[i].kind == kind)
            names[count++] = table[i].name;
    return nearest(name, names, count);
}

static void report_unknown(struct draft *d, const struct fence_item *item)
{
    const char *label = fence_item_label(item, &d->reading->scratch);
    bool is_class = item->kind == FENCE_CLASS;
    const char *near = nearest_name(item->kind, item->name);
    if (find(is_class ? FENCE_VALUE : FENCE_CLASS, item->name))
        draft_problem(d, item->column, "unknown attribute \"%s\" (did you mean \"%s%s%s\"?)", label,
                      is_class ? "" : ".", item->name, is_class ? "=…" : "");
    else if (near)
        draft_problem(d, item->column, "unknown attribute \"%s\" (did you mean \"%s%s\"?)", label,
                      is_class ? "." : "", near);
    else
        draft_problem(d, item->column, "unknown attribute \"%s\"", label);
}

static void apply(struct draft *d, const struct fence_item *item)
{
    const struct attribute *row = find(item->kind, item->name);
    if (!row) {
        report_unknown(d, item);
        return;
    }
    const char *label = fence_item_label(item, &d->reading->scratch);
    uint64_t bit = UINT64_C(1) << (row - table);
    struct err err = {0};
    if (d->seen & bit)
        draft_problem(d, item->column, "attribute \"%s\" is given twice", label);
    else if (!row->set)
        draft_problem(d, item->column,
                      "attribute \"%s\" is not supported by this version of drawloom yet", label);
    else if (!row->set(d, item, &err))
        draft_problem(d, item->column, "%s: %s", label, err.message);
    d->seen |= bit;
}

void attributes_apply(struct draft *d)
{
    const struct fence *fence = &d->block->fence;
    for (size_t i = 0; i < fence->item_count; i++)
        if (fence->items[i].kind != FENCE_ID)
            apply(d, &fence->items[i]);
}

/* Report every given attribute of the groups, with the reason why it has no meaning here. */
static void forbid(struct draft *d, unsigned groups, const char *reason)
{
    const struct fence *fence = &d->block->fence;
    for (size_t i = 0; i < fence->item_count; i++) {
        const struct fence_item *item = &fence->items[i];
        const struct attribute *row = find(item->kind, item->name);
        if (row && row->group & groups)
            draft_problem(d, item->column, "\"%s\" has no meaning here: %s",
                          fence_item_label(item, &d->reading->scratch), reason);
    }
}

/* At most one attribute says how the sample must end. */
static void check_ends(struct draft *d)
{
    const struct fence *fence = &d->block->fence;
    const struct fence_item *first = NULL;
    for (size_t i = 0; i < fence->item_count; i++) {
        const struct fence_item *item = &fence->items[i];
        const struct attribute *row = find(item->kind, item->name);
        if (!row || !(row->group & ENDS))
            continue;
        if (first && strcmp(first->name, item->name) != 0)
            draft_problem(d, item->column, "\"%s\" contradicts \"%s\"",
                          fence_item_label(item, &d->reading->scratch),
                          fence_item_label(first, &d->reading->scratch));
        first = first ? first : item;
    }
}

static void check_view(struct draft *d)
{
    bool hide = was_seen(d, FENCE_CLASS, "hide");
    if (hide && was_seen(d, FENCE_CLASS, "fold"))
        draft_problem(d, 0, "\".hide\" contradicts \".fold\"");
    if (hide && was_seen(d, FENCE_VALUE, "show"))
        draft_problem(d, 0, "\".hide\" contradicts \"show\"");
    if (hide && was_seen(d, FENCE_CLASS, "show"))
        draft_problem(d, 0, "\".hide\" contradicts \".show\": nothing would be left of the sample");
}

void attributes_check(struct draft *d)
{
    const struct sample *s = &d->sample;
    check_ends(d);
    check_view(d);
    if (s->language->compile.count == 0)
        forbid(d, COMPILES,
               arena_printf(&d->reading->scratch, "%s is not compiled", s->language->title));
    if (was_seen(d, FENCE_CLASS, "show"))
        forbid(d, COMPILES | RUNS, "a sample that says .show is neither compiled nor run");
    else if (was_seen(d, FENCE_CLASS, "norun"))
        forbid(d, RUNS, "a sample that says .norun is not run");
    else if (s->must_end == SAMPLE_COMPILE_ERROR)
        forbid(d, RUNS & ~ENDS, "a sample that does not compile is not run");
    else if (!s->has_entry)
        forbid(d, RUNS,
               arena_printf(&d->reading->scratch, "a program without \"%s (\" is compiled, not run",
                            s->language->entry));
}
