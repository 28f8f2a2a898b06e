/* The attributes that ask for more than one plain run: trials, times, traces, checks, sweeps, machine
 * code. */
#include <ctype.h>
#include <string.h>

#include "base/nearest.h"
#include "base/path.h"
#include "course/quantity.h"
#include "course/setter.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* 100,000 runs of a short program take a minute or two. */
enum { TRIALS_MOST = 100000 };

static bool set_number(const struct fence_item *item, long least, long most, int *number,
                       struct err *err)
{
    long n;
    if (!quantity_count(str_of(item->value), least, most, &n, err))
        return false;
    *number = (int)n;
    return true;
}

bool setter_trials(struct draft *d, const struct fence_item *item, struct err *err)
{
    if (strcmp(item->value, "auto") == 0) {
        d->sample.trials = SAMPLE_TRIALS_AUTO;
        return true;
    }
    return set_number(item, 1, TRIALS_MOST, &d->sample.trials, err) ||
           err_set(err, "\"%s\" is not a number from 1 to %d, nor auto", item->value, TRIALS_MOST);
}

bool setter_outcomes(struct draft *d, const struct fence_item *item, struct err *err)
{
    static const struct {
        const char *sign;
        enum outcomes_relation relation;
        long least; /* of the number: fewer than one outcome there can't be */
    } relations[] = {
        {"<=", OUTCOMES_AT_MOST, 1}, {"<", OUTCOMES_LESS, 2}, {">=", OUTCOMES_AT_LEAST, 1},
        {">", OUTCOMES_MORE, 1},     {"", OUTCOMES_EQUAL, 1},
    };
    struct str value = str_trim(str_of(item->value));
    size_t i = 0;
    while (!str_starts(value, relations[i].sign))
        i++;
    size_t len = strlen(relations[i].sign);
    struct str number = str_trim((struct str){value.data + len, value.len - len});
    long n;
    if (!quantity_count(number, relations[i].least, TRIALS_MOST, &n, err))
        return err_set(err, "\"%s\" is not a number of outcomes (write 1, \">1\", \"<=3\")",
                       item->value);
    d->sample.outcomes = relations[i].relation;
    d->sample.outcomes_number = (int)n;
    return true;
}

bool setter_time(struct draft *d, const struct fence_item *item, struct err *err)
{
    (void)item, (void)err;
    d->sample.timed = true;
    return true;
}

bool setter_reps(struct draft *d, const struct fence_item *item, struct err *err)
{
    return set_number(item, 3, 1000, &d->sample.reps, err);
}

bool setter_warmup(struct draft *d, const struct fence_item *item, struct err *err)
{
    return set_number(item, 0, 100, &d->sample.warmup, err);
}

bool setter_trace(struct draft *d, const struct fence_item *item, struct err *err)
{
    (void)item, (void)err;
    d->sample.traced = true;
    return true;
}

static bool add_check(struct sample *s, const char *word, struct err *err)
{
    const char *names[CHECK_TOOLS];
    unsigned tool = 0;
    for (unsigned i = 0; i < CHECK_TOOLS; i++)
        names[i] = check_tool_name(i);
    while (tool < CHECK_TOOLS && strcmp(names[tool], word) != 0)
        tool++;
    const char *near = nearest(word, names, CHECK_TOOLS);
    if (tool == CHECK_TOOLS && near)
        return err_set(err, "\"%s\" is not a tool (did you mean \"%s\"?)", word, near);
    if (tool == CHECK_TOOLS)
        return err_set(err, "\"%s\" is not a tool (tsan, asan, ubsan, helgrind or memcheck)", word);
    if (s->checks >> tool & 1)
        return err_set(err, "\"%s\" is there twice", word);
    s->checks |= 1u << tool;
    return true;
}

bool setter_check(struct draft *d, const struct fence_item *item, struct err *err)
{
    struct words words;
    if (!words_split(str_of(item->value), &d->reading->scratch, &words, err))
        return false;
    for (size_t i = 0; i < words.count; i++)
        if (!add_check(&d->sample, words.items[i], err))
            return false;
    return words.count > 0 || err_set(err, "names no tool (tsan, asan, ubsan, helgrind, memcheck)");
}

bool setter_finds(struct draft *d, const struct fence_item *item, struct err *err)
{
    d->sample.finds = item->value;
    return str_trim(str_of(item->value)).len > 0 ||
           err_set(err, "is empty (write what the tool calls it, such as \"data race\")");
}

/* C++ has more than identifiers: "stack::push", "~stack". */
bool setter_asm(struct draft *d, const struct fence_item *item, struct err *err)
{
    const char *name = item->value;
    bool ok = name[0] != '\0' && !isdigit((unsigned char)name[0]);
    for (; *name && ok; name++)
        ok = isalnum((unsigned char)*name) || strchr("_:~.$", *name);
    d->sample.asm_function = item->value;
    return ok || err_set(err, "\"%s\" is not the name of a function", item->value);
}

bool setter_mark(struct draft *d, const struct fence_item *item, struct err *err)
{
    (void)err;
    d->mark = item;
    return true;
}

/* Whether there is such a sample shows when all chapters are read (course/reference.h). */
bool setter_diff(struct draft *d, const struct fence_item *item, struct err *err)
{
    if (item->value[0] == '\0')
        return err_set(err, "against which sample? (write diff=id)");
    if (strcmp(item->value, d->sample.id) == 0)
        return err_set(err, "\"%s\" is this sample itself", item->value);
    d->diff = item;
    d->sample.diff = item->value;
    return true;
}

bool setter_sweep(struct draft *d, const struct fence_item *item, struct err *err)
{
    (void)err;
    d->sweep = item;
    return true;
}

/* The name of a compiler without its version: "x86_64-linux-gnu-gcc-12" is a gcc. */
static bool is_gcc_or_clang(const char *program)
{
    static const char *const names[] = {"gcc", "g++", "clang", "clang++", "cc", "c++", "gfortran"};
    struct str name = str_of(path_base(program));
    while (name.len > 0 && strchr("-.0123456789", name.data[name.len - 1]))
        name.len--;
    for (size_t i = 0; i < COUNT(names); i++) {
        size_t len = strlen(names[i]);
        if (name.len >= len && memcmp(name.data + name.len - len, names[i], len) == 0)
            return true;
    }
    return false;
}

bool setter_is_sanitizable(const struct sample *sample)
{
    const struct words *compile = &sample->language->compile;
    if (compile->count == 0 || !str_is_one_of(STR("{cflags}"), compile->items, compile->count))
        return false;
    const char *program = compile->items[0];
    return is_gcc_or_clang(strcmp(program, "{cc}") == 0 ? sample->cc : program);
}
