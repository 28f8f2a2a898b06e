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
    HAPPENS = 8,  /* whatever happens to it: not for what is only shown */
    FIXED = 16,   /* the same at all points of a sweep: ATTRIBUTE_OF_SAMPLE */
};

struct attribute {
    enum fence_item_kind kind;
    const char *name;
    setter *set; /* NULL: a later version's */
    unsigned group;
};

static const struct attribute table[] = {
    {FENCE_VALUE, "file", setter_file, FIXED},
    {FENCE_VALUE, "show", setter_show, FIXED},
    {FENCE_VALUE, "mark", setter_mark, FIXED},
    {FENCE_VALUE, "diff", setter_diff, FIXED},
    {FENCE_VALUE, "caption", setter_caption, FIXED},
    {FENCE_CLASS, "show", setter_shown, FIXED},
    {FENCE_CLASS, "norun", setter_norun, COMPILES | FIXED},
    {FENCE_CLASS, "hide", setter_hidden, FIXED},
    {FENCE_CLASS, "fold", setter_folded, FIXED},
    {FENCE_VALUE, "sweep", setter_sweep, HAPPENS | FIXED},
    {FENCE_VALUE, "cc", setter_cc, ANY},
    {FENCE_VALUE, "std", setter_std, COMPILES},
    {FENCE_VALUE, "opt", setter_opt, COMPILES},
    {FENCE_VALUE, "cflags", setter_cflags, COMPILES},
    {FENCE_VALUE, "libs", setter_libs, COMPILES},
    {FENCE_VALUE, "args", setter_args, RUNS},
    {FENCE_VALUE, "stdin", setter_stdin, RUNS},
    {FENCE_VALUE, "env", setter_env, RUNS},
    {FENCE_VALUE, "data", setter_data, RUNS | FIXED},
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
    {FENCE_VALUE, "trials", setter_trials, RUNS},
    {FENCE_VALUE, "outcomes", setter_outcomes, RUNS},
    {FENCE_CLASS, "time", setter_time, RUNS},
    {FENCE_VALUE, "reps", setter_reps, RUNS},
    {FENCE_VALUE, "warmup", setter_warmup, RUNS},
    {FENCE_CLASS, "trace", setter_trace, RUNS},
    {FENCE_VALUE, "check", setter_check, COMPILES | RUNS},
    {FENCE_VALUE, "finds", setter_finds, COMPILES | RUNS},
    {FENCE_VALUE, "asm", setter_asm, COMPILES},
    {FENCE_VALUE, "layout", setter_layout, FIXED},
};
static_assert(COUNT(table) <= 64, "draft.seen has a bit for each row");

static const struct attribute *find(enum fence_item_kind kind, const char *name)
{
    for (size_t i = 0; i < COUNT(table); i++)
        if (table[i].kind == kind && strcmp(table[i].name, name) == 0)
            return &table[i];
    return NULL;
}

static enum attribute_scope scope_of(const struct attribute *row)
{
    return row && row->group & FIXED ? ATTRIBUTE_OF_SAMPLE : ATTRIBUTE_OF_POINT;
}

enum attribute_scope attribute_scope(const char *name)
{
    return scope_of(find(FENCE_VALUE, name));
}

bool attribute_exists(const char *name, bool is_class)
{
    return find(is_class ? FENCE_CLASS : FENCE_VALUE, name) != NULL;
}

/* The nearest of that kind which has none of the groups. */
static const char *nearest_name(enum fence_item_kind kind, const char *name, unsigned except)
{
    const char *names[COUNT(table)];
    size_t count = 0;
    for (size_t i = 0; i < COUNT(table); i++)
        if (table[i].kind == kind && !(table[i].group & except))
            names[count++] = table[i].name;
    return nearest(name, names, count);
}

const char *attribute_nearest(const char *name)
{
    return nearest_name(FENCE_VALUE, name, FIXED);
}

static void report_unknown(struct draft *d, const struct fence_item *item)
{
    const char *label = fence_item_label(item, &d->reading->scratch);
    bool is_class = item->kind == FENCE_CLASS;
    const char *near = nearest_name(item->kind, item->name, 0);
    if (find(is_class ? FENCE_VALUE : FENCE_CLASS, item->name))
        draft_problem(d, item->column, "unknown attribute \"%s\" (did you mean \"%s%s%s\"?)", label,
                      is_class ? "" : ".", item->name, is_class ? "=…" : "");
    else if (near)
        draft_problem(d, item->column, "unknown attribute \"%s\" (did you mean \"%s%s\"?)", label,
                      is_class ? "." : "", near);
    else
        draft_problem(d, item->column, "unknown attribute \"%s\"", label);
}

static void apply(struct draft *d, const struct fence_item *item, const struct attribute *row)
{
    const char *label = fence_item_label(item, &d->reading->scratch);
    uint64_t bit = UINT64_C(1) << (row - table);
    struct err err = {0};
    if (d->seen & bit)
        draft_problem(d, item->column, "attribute \"%s\" is given twice", label);
    else if (!row->set(d, item, &err))
        draft_problem(d, item->column, "%s: %s", label, err.message);
    d->seen |= bit;
}

void attributes_apply(struct draft *d, enum attribute_scope scope)
{
    const struct fence *given = &d->block->fence;
    for (size_t i = 0; i < d->fence.item_count; i++) {
        const struct fence_item *item = &d->fence.items[i];
        const struct attribute *row = find(item->kind, item->name);
        d->depends_on_point = i >= given->item_count || item->value != given->items[i].value;
        if (item->kind == FENCE_ID)
            continue;
        if (!row && scope == ATTRIBUTE_OF_SAMPLE)
            report_unknown(d, item);
        else if (row && scope_of(row) == scope)
            apply(d, item, row);
    }
    d->depends_on_point = false;
}

/* Whether it is there because of the sweep, and nothing more need be said than of that. */
static bool is_swept(const struct draft *d, const struct fence_item *item)
{
    return d->sweep && item->column == d->sweep->column && strcmp(item->name, "sweep") != 0;
}

/* Report every given attribute of the groups, with the reason why it has no meaning here. */
static void forbid(struct draft *d, unsigned groups, const char *reason)
{
    for (size_t i = 0; i < d->fence.item_count; i++) {
        const struct fence_item *item = &d->fence.items[i];
        const struct attribute *row = find(item->kind, item->name);
        if (row && row->group & groups && !(groups & HAPPENS && is_swept(d, item)))
            draft_problem(d, item->column, "\"%s\" has no meaning here: %s",
                          fence_item_label(item, &d->reading->scratch), reason);
    }
}

/* At most one attribute says how the sample must end. */
static void check_ends(struct draft *d)
{
    const struct fence_item *first = NULL;
    for (size_t i = 0; i < d->fence.item_count; i++) {
        const struct fence_item *item = &d->fence.items[i];
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

static const struct fence_item *given(const struct draft *d, const char *label)
{
    bool is_class = label[0] == '.';
    return fence_find(&d->fence, is_class ? FENCE_CLASS : FENCE_VALUE, label + is_class);
}

/* Attributes that don't go together, or not without each other. */
static void check_pairs(struct draft *d)
{
    static const struct {
        const char *one, *other, *why;
    } apart[] = {
        {".hide", ".fold", ""},
        {".hide", "show", ""},
        {".hide", "mark", ""},
        {".hide", ".show", ": nothing would be left of the sample"},
        {".time", ".hangs", ": what is killed at its timeout takes no time of its own"},
        {"asm", ".compile-error", ": there is no machine code"},
    };
    static const struct {
        const char *one, *needs;
    } together[] = {
        {"outcomes", "trials"},
        {"reps", ".time"},
        {"warmup", ".time"},
        {"finds", "check"},
    };
    for (size_t i = 0; i < COUNT(apart); i++)
        if (given(d, apart[i].one) && given(d, apart[i].other))
            draft_problem(d, given(d, apart[i].one)->column, "\"%s\" contradicts \"%s\"%s",
                          apart[i].one, apart[i].other, apart[i].why);
    for (size_t i = 0; i < COUNT(together); i++)
        if (given(d, together[i].one) && !given(d, together[i].needs))
            draft_problem(d, given(d, together[i].one)->column,
                          "\"%s\" has no meaning without \"%s\"", together[i].one,
                          together[i].needs);
}

/* So many trials can have so many outcomes. */
static void check_outcomes(struct draft *d)
{
    const struct sample *s = &d->sample;
    bool is_least = s->outcomes == OUTCOMES_EQUAL || s->outcomes == OUTCOMES_AT_LEAST;
    int least = s->outcomes == OUTCOMES_MORE ? s->outcomes_number + 1
                : is_least                   ? s->outcomes_number
                                             : 1;
    d->depends_on_point = d->point != NULL;
    if (s->trials > 0 && s->trials < least)
        draft_problem(d, given(d, "outcomes")->column, "outcomes: %d trial%s can't have %d of them",
                      s->trials, s->trials == 1 ? "" : "s", least);
    d->depends_on_point = false;
}

/* What only some languages have. */
static void check_tools(struct draft *d)
{
    const struct language *language = d->sample.language;
    const struct fence_item *check = given(d, "check"), *assembly = given(d, "asm");
    unsigned sanitizers = 1u << CHECK_TSAN | 1u << CHECK_ASAN | 1u << CHECK_UBSAN;
    if (check && d->sample.checks & sanitizers && !setter_is_sanitizable(&d->sample))
        draft_problem(d, check->column,
                      "\"check\" has no meaning here: %s is not compiled by gcc or clang with "
                      "{cflags} (helgrind and memcheck need no more than a program)",
                      language->title);
    if (assembly && language->assembly.count == 0)
        draft_problem(d, assembly->column,
                      "\"asm\" has no meaning here: course.lua gives no `assembly` command for %s",
                      language->title);
}

/* Whether all that is given has a meaning for what the sample is. */
static void check_meaning(struct draft *d)
{
    const struct sample *s = &d->sample;
    if (s->language->compile.count == 0)
        forbid(d, COMPILES,
               arena_printf(&d->reading->scratch, "%s is not compiled", s->language->title));
    if (d->is_broken)
        return;
    if (given(d, ".show"))
        forbid(d, COMPILES | RUNS | HAPPENS,
               "a sample that says .show is neither compiled nor run");
    else if (given(d, ".norun"))
        forbid(d, RUNS, "a sample that says .norun is not run");
    else if (s->must_end == SAMPLE_COMPILE_ERROR)
        forbid(d, RUNS & ~ENDS, "a sample that does not compile is not run");
    else if (!s->has_entry)
        forbid(d, RUNS,
               arena_printf(&d->reading->scratch, "a program without \"%s (\" is compiled, not run",
                            s->language->entry));
}

void attributes_check(struct draft *d)
{
    check_ends(d);
    check_pairs(d);
    check_meaning(d);
    if (d->is_broken)
        return;
    check_outcomes(d);
    check_tools(d);
}
