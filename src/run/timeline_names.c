/* The names of a timeline's objects. A global variable has its own; for what lies in the heap or on a
 * stack the source is asked what was handed to the call; and what remains is counted. Two objects of
 * one name (a mutex and its copy in a forked child, nodes of one list) get numbers. */
#include "run/timeline_private.h"

#include <stdlib.h>
#include <string.h>

#include "run/argument.h"

static const char *word_of(enum trace_what kind)
{
    static const char *const words[TRACE_WHATS] = {
        [TRACE_MUTEX] = "mutex",         [TRACE_RWLOCK] = "rwlock",
        [TRACE_SPIN] = "spin lock",      [TRACE_CONDITION] = "condition",
        [TRACE_SEMAPHORE] = "semaphore", [TRACE_BARRIER] = "barrier",
        [TRACE_PIPE] = "pipe",           [TRACE_SOCKET] = "socket",
        [TRACE_QUEUE] = "queue",
    };
    return words[kind];
}

/* What the source calls it. NULL: nothing, or not the same everywhere: what is `from->lock` to one caller may
 * be `to->lock` to another, and either name would be wrong half of the time. */
static const char *source_name(const struct derivation *d, const struct object_place *place)
{
    const char *name = NULL;
    for (int i = 0; i < OBJECT_LINES && place->lines[i] > 0; i++) {
        const char *other = argument_of(d->run->sample, place->lines[i], place->what, d->a);
        if (name && other && strcmp(name, other) != 0)
            return NULL;
        name = name ? name : other;
    }
    return name;
}

/* NULL: neither the program's symbols nor its source tell. */
static const char *told_name(const struct derivation *d, int object)
{
    struct object_place place = object_place(d, object);
    const struct symbol *symbol = symbol_of_data(d, place.lane, place.address);
    bool has_address = place.what >= TRACE_MUTEX && place.what <= TRACE_BARRIER;
    if (!has_address)
        return NULL;
    if (symbol && symbol->name)
        return arena_strdup(d->a, symbol->name);
    return source_name(d, &place);
}

static const char *counted_name(struct arena *a, enum trace_what kind, int *counts)
{
    int number = ++counts[kind];
    return number == 1 ? word_of(kind) : arena_printf(a, "%s %d", word_of(kind), number);
}

static bool is_member_operator(const char *at)
{
    return *at == '.' || (at[0] == '-' && at[1] == '>');
}

/* The last member: "lock" of "queue.lock", but all of "slots[queue.next]". */
static const char *last_member(const char *name)
{
    const char *last = name;
    int depth = 0;
    for (const char *at = name; *at; at++) {
        depth += (*at == '[' || *at == '(') - (*at == ']' || *at == ')');
        if (depth == 0 && is_member_operator(at) && at[1] != '\0' && at[2] != '\0')
            last = at + (*at == '.' ? 1 : 2);
    }
    return last;
}

struct name {
    const char *text;
    int object;
};

static int compare_names(const void *a, const void *b)
{
    const struct name *x = a, *y = b;
    int order = strcmp(x->text, y->text);
    return order ? order : (x->object > y->object) - (x->object < y->object);
}

/* Behind the last of the names that are equal to this one. */
static size_t same_names(const struct name *names, size_t first, size_t count)
{
    size_t end = first + 1;
    while (end < count && strcmp(names[first].text, names[end].text) == 0)
        end++;
    return end;
}

static struct name *sorted_names(struct derivation *d, bool is_short)
{
    size_t count = d->timeline->object_count;
    struct name *names = ARENA_ARRAY(&d->scratch, count, struct name);
    for (size_t i = 0; i < count; i++) {
        const struct timeline_object *object = &d->timeline->objects[i];
        names[i] = (struct name){is_short ? object->single : object->name, (int)i};
    }
    if (count > 1)
        qsort(names, count, sizeof *names, compare_names);
    return names;
}

static void number_names(struct derivation *d)
{
    size_t count = d->timeline->object_count;
    struct name *names = sorted_names(d, false);
    for (size_t i = 0, end; i < count; i = end) {
        end = same_names(names, i, count);
        for (size_t k = i; end - i > 1 && k < end; k++)
            d->timeline->objects[names[k].object].name =
                arena_printf(d->a, "%s #%zu", names[k].text, k - i + 1);
    }
}

/* A short name that several would have says too little. */
static void widen_short_names(struct derivation *d)
{
    size_t count = d->timeline->object_count;
    struct name *names = sorted_names(d, true);
    for (size_t i = 0, end; i < count; i = end) {
        end = same_names(names, i, count);
        for (size_t k = i; end - i > 1 && k < end; k++) {
            struct timeline_object *object = &d->timeline->objects[names[k].object];
            object->single = object->name;
        }
    }
}

void derive_object_names(struct derivation *d)
{
    int counts[TRACE_WHATS] = {0};
    struct timeline_object *objects = d->timeline->objects;
    for (size_t i = 0; i < d->timeline->object_count; i++) {
        const char *told = told_name(d, (int)i);
        objects[i].name = told ? told : counted_name(d->a, objects[i].kind, counts);
    }
    number_names(d);
    for (size_t i = 0; i < d->timeline->object_count; i++)
        objects[i].single = last_member(objects[i].name);
    widen_short_names(d);
}
