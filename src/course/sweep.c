#include "course/sweep.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/nearest.h"
#include "course/attribute.h"
#include "course/list.h"

enum { PARAMETERS_MOST = 16, VALUES_MOST = 1000, POINTS_COUNTED = 1000000 };

/* What stands in the braces of output blocks besides parameters. */
static const char *const reserved[] = {"of", "stream"};

/* The index of the name; names->count when it is not there. */
static size_t index_of(const struct words *names, struct str name)
{
    size_t i = 0;
    while (i < names->count && !str_is(name, names->items[i]))
        i++;
    return i;
}

/* An error of the sweep's own value. Always false. */
static bool fail(const struct sweep *s, struct err *err, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
static bool fail(const struct sweep *s, struct err *err, const char *format, ...)
{
    char message[sizeof err->message];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    err->column = s->item->column;
    return err_set(err, "sweep: %s", message);
}

static bool is_name(const char *name)
{
    if (!isalpha((unsigned char)name[0]))
        return false;
    for (; *name; name++)
        if (!isalnum((unsigned char)*name) && !strchr("_-", *name))
            return false;
    return true;
}

static bool check_name(const struct sweep *s, const char *name, struct err *err)
{
    if (!is_name(name))
        return fail(s, err, "\"%s\" is not a name (write sweep=\"threads=1,2,4\")", name);
    if (str_is_one_of(str_of(name), reserved, sizeof reserved / sizeof *reserved))
        return fail(s, err, "\"%s\" has another meaning in output blocks", name);
    if (index_of(&s->names, str_of(name)) < s->names.count)
        return fail(s, err, "\"%s\" is there twice", name);
    return s->names.count < PARAMETERS_MOST ||
           fail(s, err, "has more than %d parameters", PARAMETERS_MOST);
}

/* Cut "1,2,4" into values; no more than are needed to see that there are too many. */
static bool read_values(const struct sweep *s, const char *name, const char *list, struct arena *a,
                        struct words *values, struct err *err)
{
    for (; values->count <= VALUES_MOST; list++) {
        struct str value = {list, strcspn(list, ",")};
        if (value.len == 0)
            return fail(s, err, "a value of \"%s\" is empty", name);
        if (index_of(values, value) < values->count)
            return fail(s, err, "\"%s\" has the value \"%.*s\" twice", name, STR_FMT(value));
        words_add(values, a, arena_str(a, value).data);
        list += value.len;
        if (*list == '\0')
            return true;
    }
    return fail(s, err, "\"%s\" has more than %d values", name, VALUES_MOST);
}

/* One word: NAME=VALUE,VALUE */
static bool read_parameter(struct sweep *s, const char *word, struct arena *a, struct err *err)
{
    size_t len = strcspn(word, "="), count = s->names.count;
    const char *name = arena_strndup(a, word, len);
    struct words values = {0};
    if (word[len] != '=')
        return fail(s, err, "\"%s\" has no values (write %s=1,2,4)", word, word);
    if (!check_name(s, name, err) || !read_values(s, name, word + len + 1, a, &values, err))
        return false;
    *LIST_ADD(a, s->values, count) = values;
    words_add(&s->names, a, name);
    if (s->point_count <= POINTS_COUNTED)
        s->point_count *= values.count;
    return true;
}

static bool read_parameters(struct sweep *s, struct arena *a, struct err *err)
{
    struct words words;
    struct err why = {0};
    if (!words_split(str_of(s->item->value), a, &words, &why))
        return fail(s, err, "%s", why.message);
    if (words.count == 0)
        return fail(s, err, "is empty (write sweep=\"threads=1,2,4\")");
    s->point_count = 1;
    for (size_t i = 0; i < words.count; i++)
        if (!read_parameter(s, words.items[i], a, err))
            return false;
    if (s->point_count > POINTS_COUNTED)
        return fail(s, err, "makes more than %d points (at most %d)", POINTS_COUNTED, SWEEP_POINTS);
    return s->point_count <= SWEEP_POINTS ||
           fail(s, err, "makes %zu points (at most %d)", s->point_count, SWEEP_POINTS);
}

static bool no_parameter(const struct words *names, struct str name, struct arena *a,
                         struct err *err)
{
    const char *near = nearest(arena_str(a, name).data, names->items, names->count);
    if (near)
        return err_set(err, "{%.*s} is no parameter of the sweep (did you mean {%s}?)",
                       STR_FMT(name), near);
    return err_set(err, "{%.*s} is no parameter of the sweep (\"{{\" is a brace)", STR_FMT(name));
}

/* Append the value with those of the parameters put in. */
static bool put_in(const struct sweep *s, const char *value, const struct words *values,
                   struct arena *a, struct buf *out, struct err *err)
{
    for (const char *p = value; *p; p++) {
        size_t len = strcspn(p + 1, "{}");
        if (*p != '{' && *p != '}') {
            buf_putc(out, *p);
        } else if (p[1] == *p) {
            buf_putc(out, *p++);
        } else if (*p == '}' || p[1 + len] != '}') {
            return err_set(err, "a lone \"%c\": with a sweep, \"%c%c\" is a brace", *p, *p, *p);
        } else {
            size_t i = index_of(&s->names, (struct str){p + 1, len});
            if (i == s->names.count)
                return no_parameter(&s->names, (struct str){p + 1, len}, a, err);
            s->is_put_in[i] = true;
            buf_puts(out, values->items[i]);
            p += len + 1;
        }
        if (out->len > SWEEP_VALUE_BYTES)
            return err_set(err, "longer than %d KiB with its values", SWEEP_VALUE_BYTES >> 10);
    }
    return true;
}

static bool is_open(const struct fence_item *item)
{
    return item->kind == FENCE_VALUE && attribute_scope(item->name) == ATTRIBUTE_OF_POINT &&
           strpbrk(item->value, "{}");
}

/* Of each parameter the longest value. */
static struct words longest_values(const struct sweep *s, struct arena *a)
{
    struct words longest = sweep_values(s, 0, a);
    for (size_t i = 0; i < s->names.count; i++)
        for (size_t k = 0; k < s->values[i].count; k++)
            if (strlen(s->values[i].items[k]) > strlen(longest.items[i]))
                longest.items[i] = s->values[i].items[k];
    return longest;
}

/* Which parameters are put into values. What is right with the longest values is right with all. */
static bool find_uses(struct sweep *s, struct arena *a, struct err *err)
{
    struct words values = longest_values(s, a);
    struct buf out = BUF_INIT;
    bool ok = true;
    for (size_t i = 0; i < s->fence->item_count && ok; i++) {
        const struct fence_item *item = &s->fence->items[i];
        struct err why = {0};
        buf_clear(&out);
        ok = !is_open(item) || put_in(s, item->value, &values, a, &out, &why);
        if (!ok) {
            err->column = item->column;
            err_set(err, "%s: %s", item->name, why.message);
        }
    }
    buf_release(&out);
    return ok;
}

/* A parameter that no value holds sets an attribute. */
static bool check_use(const struct sweep *s, const char *name, struct err *err)
{
    const char *near = attribute_nearest(name);
    if (attribute_exists(name, false) && attribute_scope(name) == ATTRIBUTE_OF_POINT)
        return true;
    if (attribute_exists(name, false))
        return fail(s, err, "\"%s\" is the same at all points", name);
    if (attribute_exists(name, true))
        return fail(s, err, "\".%s\" has no value that could change", name);
    if (near)
        return fail(s, err,
                    "no attribute has the name \"%s\", and none holds {%s} (did you mean \"%s\"?)",
                    name, name, near);
    return fail(s, err, "no attribute has the name \"%s\", and none holds {%s}", name, name);
}

bool sweep_read(const struct fence *fence, const struct fence_item *item, struct arena *a,
                struct sweep *sweep, struct err *err)
{
    *sweep = (struct sweep){.fence = fence, .item = item};
    if (!read_parameters(sweep, a, err))
        return false;
    sweep->is_put_in = ARENA_ARRAY(a, sweep->names.count, bool);
    if (!find_uses(sweep, a, err))
        return false;
    for (size_t i = 0; i < sweep->names.count; i++)
        if (!sweep->is_put_in[i] && !check_use(sweep, sweep->names.items[i], err))
            return false;
    return true;
}

struct words sweep_values(const struct sweep *sweep, size_t point, struct arena *a)
{
    size_t count = sweep->names.count;
    struct words values = {ARENA_ARRAY(a, count, const char *), count};
    for (size_t i = count; i-- > 0;) {
        values.items[i] = sweep->values[i].items[point % sweep->values[i].count];
        point /= sweep->values[i].count;
    }
    return values;
}

/* The item as it is at the point. */
static struct fence_item item_at(const struct sweep *s, const struct fence_item *item,
                                 const struct words *values, struct arena *a)
{
    struct fence_item changed = *item;
    size_t i = item->kind == FENCE_VALUE ? index_of(&s->names, str_of(item->name)) : SIZE_MAX;
    if (i < s->names.count && !s->is_put_in[i]) {
        changed.value = values->items[i];
        changed.column = s->item->column;
    } else if (is_open(item)) {
        struct buf out = BUF_INIT;
        struct err none = {0}; /* find_uses has checked it */
        put_in(s, item->value, values, a, &out, &none);
        changed.value = arena_str(a, buf_view(&out)).data;
        buf_release(&out);
    }
    return changed;
}

struct fence sweep_fence(const struct sweep *sweep, const struct words *values, struct arena *a)
{
    const struct fence *given = sweep->fence;
    struct fence fence = *given;
    fence.items = NULL;
    fence.item_count = 0;
    for (size_t i = 0; i < given->item_count; i++)
        *LIST_ADD(a, fence.items, fence.item_count) = item_at(sweep, &given->items[i], values, a);
    for (size_t i = 0; i < sweep->names.count; i++) {
        const char *name = sweep->names.items[i];
        if (!sweep->is_put_in[i] && !fence_find(given, FENCE_VALUE, name))
            *LIST_ADD(a, fence.items, fence.item_count) =
                (struct fence_item){FENCE_VALUE, name, values->items[i], sweep->item->column};
    }
    return fence;
}

const char *sweep_label(const struct words *names, const struct words *values, struct arena *a)
{
    const char *label = "";
    for (size_t i = 0; i < values->count; i++)
        label =
            arena_printf(a, "%s%s%s=%s", label, i ? " " : "", names->items[i], values->items[i]);
    return label;
}
