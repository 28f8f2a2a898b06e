#include "course/setter.h"

#include <string.h>

#include "course/flags.h"
#include "course/quantity.h"

bool setter_file(struct draft *d, const struct fence_item *item, struct err *err)
{
    (void)err;
    d->file = item;
    return true;
}

bool setter_show(struct draft *d, const struct fence_item *item, struct err *err)
{
    (void)err;
    d->show = item;
    return true;
}

bool setter_data(struct draft *d, const struct fence_item *item, struct err *err)
{
    (void)err;
    d->data = item;
    return true;
}

bool setter_caption(struct draft *d, const struct fence_item *item, struct err *err)
{
    (void)err;
    d->sample.caption = item->value;
    return true;
}

bool setter_layout(struct draft *d, const struct fence_item *item, struct err *err)
{
    d->sample.layout = item->value;
    return strcmp(item->value, "beside") == 0 || strcmp(item->value, "below") == 0 ||
           err_set(err, "\"%s\" is no layout (write beside or below)", item->value);
}

bool setter_args(struct draft *d, const struct fence_item *item, struct err *err)
{
    return words_split(str_of(item->value), d->reading->a, &d->sample.args, err);
}

static bool is_variable(const char *word)
{
    size_t len = strcspn(word, "=");
    return word[len] == '=' && len > 0 && strspn(word, "0123456789") == 0 &&
           strspn(word, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_") == len;
}

bool setter_env(struct draft *d, const struct fence_item *item, struct err *err)
{
    struct words *env = &d->sample.env;
    if (!words_split(str_of(item->value), d->reading->a, env, err))
        return false;
    for (size_t i = 0; i < env->count; i++)
        if (!is_variable(env->items[i]))
            return err_set(err, "\"%s\" is not a variable (write NAME=value)", env->items[i]);
    return true;
}

/* As typed at a terminal: with the newline that ends the line. */
bool setter_stdin(struct draft *d, const struct fence_item *item, struct err *err)
{
    (void)err;
    d->sample.has_stdin = true;
    d->sample.stdin_text = str_of(arena_printf(d->reading->a, "%s\n", item->value));
    return true;
}

static bool refuse_flag(const struct language *l, const char *word, struct err *err)
{
    return err_set(err,
                   "\"%s\" is not on the list of what a chapter may ask of a compiler "
                   "(course.lua may add it: languages.%s.flags = { \"%s\" })",
                   word, l->name, word);
}

bool setter_cc(struct draft *d, const struct fence_item *item, struct err *err)
{
    const struct words *known = &d->sample.language->compilers;
    if (str_is_one_of(str_of(item->value), known->items, known->count)) {
        d->sample.cc = item->value;
        return true;
    }
    struct buf list = BUF_INIT;
    for (size_t i = 0; i < known->count; i++)
        buf_printf(&list, "%s%s", i ? ", " : "", known->items[i]);
    err_set(err, "\"%s\" is not a compiler of %s (%s)", item->value, d->sample.language->title,
            list.len ? list.data : "course.lua names none");
    buf_release(&list);
    return false;
}

bool setter_std(struct draft *d, const struct fence_item *item, struct err *err)
{
    const char *word = arena_printf(&d->reading->scratch, "-std=%s", item->value);
    if (!flag_is_allowed(d->sample.language, word))
        return err_set(err, "\"%s\" is not a standard (write gnu17 or c11)", item->value);
    d->sample.std = item->value;
    return true;
}

bool setter_opt(struct draft *d, const struct fence_item *item, struct err *err)
{
    if (strncmp(item->value, "-O", 2) != 0 || !flag_is_allowed(d->sample.language, item->value))
        return err_set(err, "\"%s\" is not a level of optimisation (write -O0, -O2 or -Os)",
                       item->value);
    d->sample.opt = item->value;
    return true;
}

/* Append the words of the value to the language's own. */
static bool add_flags(struct draft *d, const char *value, struct words *flags, struct err *err)
{
    struct words words;
    if (!words_split(str_of(value), d->reading->a, &words, err))
        return false;
    for (size_t i = 0; i < words.count; i++) {
        if (!flag_is_allowed(d->sample.language, words.items[i]))
            return refuse_flag(d->sample.language, words.items[i], err);
        words_add(flags, d->reading->a, words.items[i]);
    }
    return true;
}

bool setter_cflags(struct draft *d, const struct fence_item *item, struct err *err)
{
    return add_flags(d, item->value, &d->sample.cflags, err);
}

bool setter_libs(struct draft *d, const struct fence_item *item, struct err *err)
{
    return add_flags(d, item->value, &d->sample.libs, err);
}

bool setter_timeout(struct draft *d, const struct fence_item *item, struct err *err)
{
    int most = d->reading->config->most.timeout_ms;
    if (!quantity_ms(str_of(item->value), &d->sample.limits.timeout_ms, err))
        return false;
    return d->sample.limits.timeout_ms <= most ||
           err_set(err, "%s is more than course.lua allows (limits.most.timeout: %g s)",
                   item->value, most / 1000.0);
}

static bool set_bytes(const struct fence_item *item, size_t most, size_t *bytes, struct err *err)
{
    static const char *const units[] = {"", "K", "M", "G"};
    if (!quantity_bytes(str_of(item->value), bytes, err))
        return false;
    if (*bytes <= most)
        return true;
    size_t unit = 0;
    for (; unit < 3 && most % 1024 == 0; unit++)
        most /= 1024;
    return err_set(err, "%s is more than course.lua allows (limits.most.%s: %zu%s)", item->value,
                   item->name, most, units[unit]);
}

bool setter_memory(struct draft *d, const struct fence_item *item, struct err *err)
{
    return set_bytes(item, d->reading->config->most.memory_bytes, &d->sample.limits.memory_bytes,
                     err);
}

bool setter_output(struct draft *d, const struct fence_item *item, struct err *err)
{
    return set_bytes(item, d->reading->config->most.output_bytes, &d->sample.limits.output_bytes,
                     err);
}

static bool set_count(const struct fence_item *item, long least, int most, int *count,
                      struct err *err)
{
    long n;
    struct err why = {0};
    if (!quantity_count(str_of(item->value), 0, 1000000, &n, &why) || n < least)
        return err_set(err, "\"%s\" is not a number from %ld", item->value, least);
    if (n > most)
        return err_set(err, "%ld is more than course.lua allows (limits.most.%s: %d)", n,
                       item->name, most);
    *count = (int)n;
    return true;
}

bool setter_processes(struct draft *d, const struct fence_item *item, struct err *err)
{
    return set_count(item, 1, d->reading->config->most.processes, &d->sample.limits.processes, err);
}

/* Below its least, a program can't even be started. */
bool setter_nofile(struct draft *d, const struct fence_item *item, struct err *err)
{
    return set_count(item, 4, d->reading->config->most.nofile, &d->sample.limits.nofile, err);
}

bool setter_exit(struct draft *d, const struct fence_item *item, struct err *err)
{
    long code;
    if (!quantity_count(str_of(item->value), 0, 255, &code, err))
        return err_set(err, "\"%s\" is not an exit status (0 to 255)", item->value);
    d->sample.must_end = SAMPLE_EXITS;
    d->sample.must_code = (int)code;
    return true;
}

bool setter_signal(struct draft *d, const struct fence_item *item, struct err *err)
{
    d->sample.must_end = SAMPLE_SIGNALED;
    d->sample.must_code = signal_number(item->value);
    return d->sample.must_code > 0 ||
           err_set(err, "\"%s\" is not a signal (write SIGSEGV or 11)", item->value);
}

bool setter_compile_error(struct draft *d, const struct fence_item *item, struct err *err)
{
    (void)item, (void)err;
    d->sample.must_end = SAMPLE_COMPILE_ERROR;
    return true;
}

bool setter_hangs(struct draft *d, const struct fence_item *item, struct err *err)
{
    (void)item, (void)err;
    d->sample.must_end = SAMPLE_HANGS;
    return true;
}

bool setter_tty(struct draft *d, const struct fence_item *item, struct err *err)
{
    (void)item, (void)err;
    d->sample.tty = true;
    return true;
}

bool setter_shown(struct draft *d, const struct fence_item *item, struct err *err)
{
    (void)item, (void)err;
    d->sample.depth = SAMPLE_SHOWN;
    return true;
}

bool setter_norun(struct draft *d, const struct fence_item *item, struct err *err)
{
    (void)item, (void)err;
    if (d->sample.depth == SAMPLE_RUN)
        d->sample.depth = SAMPLE_COMPILED;
    return true;
}

bool setter_hidden(struct draft *d, const struct fence_item *item, struct err *err)
{
    (void)item, (void)err;
    d->sample.hidden = true;
    return true;
}

bool setter_folded(struct draft *d, const struct fence_item *item, struct err *err)
{
    (void)item, (void)err;
    d->sample.folded = true;
    return true;
}
