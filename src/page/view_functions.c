#include "page/view_functions.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "course/list.h"
#include "page/listing.h"
#include "page/manual.h"
#include "page/view.h"

struct use {
    struct manual_page page;
    const char *address;   /* NULL: none */
    size_t chapter, order; /* of the sample: in the course, and among all samples */
    const struct sample *sample;
};

struct view_functions {
    struct use *items;
    size_t count;
};

/* "_exit" stands under E. */
static struct str sorted_as(struct str name)
{
    while (name.len > 1 && name.data[0] == '_')
        name = (struct str){name.data + 1, name.len - 1};
    return name;
}

/* Without regard to case; names that differ in it alone, or in what stands in front, by their place in
 * the list, which tells all names apart. */
static int compare_names(struct str a, struct str b)
{
    struct str x = sorted_as(a), y = sorted_as(b);
    size_t len = x.len < y.len ? x.len : y.len;
    int order = strncasecmp(x.data, y.data, len);
    if (order == 0)
        order = (x.len > y.len) - (x.len < y.len);
    return order ? order : (a.data > b.data) - (a.data < b.data);
}

static int compare(const void *a, const void *b)
{
    const struct use *x = a, *y = b;
    int order = compare_names(x->page.name, y->page.name);
    return order ? order : (x->order > y->order) - (x->order < y->order);
}

static bool is_same_function(const struct use *a, const struct use *b)
{
    return a->page.name.data == b->page.name.data;
}

/* The program's own functions may have the names of others: in any of its files. */
static bool is_own(const struct code *codes, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < codes[i].function_count; k++)
            if (strcmp(codes[i].functions[k].name, name) == 0)
                return true;
    return false;
}

static bool has_calls(const struct code_grammar *grammar)
{
    return grammar && (grammar == code_grammar(STR("c")) || grammar == code_grammar(STR("cpp")));
}

static struct code *read_files(const struct sample *sample, struct code_reader *reader,
                               struct arena *a)
{
    struct code *codes = ARENA_ARRAY(a, sample->file_count, struct code);
    for (size_t i = 0; i < sample->file_count; i++) {
        const struct code_grammar *grammar =
            listing_grammar(sample->files[i].name, sample->language);
        if (has_calls(grammar))
            code_read(reader, grammar, sample->files[i].text, a, &codes[i]);
    }
    return codes;
}

static void add_calls(struct view_functions *functions, const struct use *use,
                      const struct code *codes, size_t i, struct arena *a)
{
    struct manual_page page;
    for (size_t k = 0; k < codes[i].call_count; k++) {
        const char *name = codes[i].calls[k].name;
        if (!manual_find(str_of(name), &page) || is_own(codes, use->sample->file_count, name))
            continue;
        struct use *added = LIST_ADD(a, functions->items, functions->count);
        *added = *use;
        added->page = page;
    }
}

static void add_sample(struct view_functions *functions, const struct use *use,
                       struct code_reader *reader, struct arena *a)
{
    struct code *codes = read_files(use->sample, reader, a);
    for (size_t i = 0; i < use->sample->file_count; i++)
        add_calls(functions, use, codes, i, a);
}

/* A sample that calls a function twice is listed once. */
static void drop_doubles(struct view_functions *functions)
{
    size_t kept = 0;
    for (size_t i = 0; i < functions->count; i++) {
        const struct use *use = &functions->items[i];
        const struct use *last = kept > 0 ? &functions->items[kept - 1] : NULL;
        if (!last || last->sample != use->sample || !is_same_function(last, use))
            functions->items[kept++] = *use;
    }
    functions->count = kept;
}

/* Made before anything is told: emitting may raise a Lua error. */
static void add_addresses(struct view_functions *functions, struct arena *a)
{
    struct buf address = BUF_INIT;
    for (size_t i = 0; i < functions->count; i++) {
        buf_clear(&address);
        manual_address(&functions->items[i].page, &address);
        if (address.len > 0)
            functions->items[i].address = arena_strndup(a, address.data, address.len);
    }
    buf_release(&address);
}

struct view_functions *view_functions_find(const struct course *course, struct code_reader *reader,
                                           struct arena *a)
{
    struct view_functions *functions = ARENA_NEW(a, struct view_functions);
    size_t order = 0;
    for (size_t c = 0; c < course->chapter_count; c++)
        for (size_t i = 0; i < course->chapters[c]->sample_count; i++) {
            struct use use = {.chapter = c, .order = order++};
            use.sample = &course->chapters[c]->samples[i];
            add_sample(functions, &use, reader, a);
        }
    if (functions->count > 0)
        qsort(functions->items, functions->count, sizeof *functions->items, compare);
    drop_doubles(functions);
    add_addresses(functions, a);
    return functions;
}

static void add_use(struct emit *e, const struct course *course, const struct use *use)
{
    const struct chapter *chapter = course->chapters[use->chapter];
    e->ops->object(e->to);
    emit_string(e, "id", use->sample->id);
    emit_string(e, "title", view_title(use->sample));
    emit_int(e, "chapter", (int64_t)use->chapter + 1);
    emit_string(e, "page", chapter->unusable ? NULL : chapter->page);
    e->ops->end_object(e->to);
}

static void begin_function(struct emit *e, const struct use *use)
{
    char letter = (char)toupper((unsigned char)sorted_as(use->page.name).data[0]);
    e->ops->object(e->to);
    emit_str(e, "name", use->page.name);
    emit_str(e, "header", use->page.header);
    emit_string(e, "address", use->address);
    emit_str(e, "letter", (struct str){&letter, 1});
    emit_array(e, "uses");
}

void view_functions(struct emit *e, const struct course *course, struct view_functions *functions)
{
    e->ops->array(e->to);
    for (size_t i = 0; i < functions->count; i++) {
        const struct use *use = &functions->items[i];
        if (i == 0 || !is_same_function(use - 1, use))
            begin_function(e, use);
        add_use(e, course, use);
        if (i + 1 == functions->count || !is_same_function(use, use + 1)) {
            e->ops->end_array(e->to);
            e->ops->end_object(e->to);
        }
    }
    e->ops->end_array(e->to);
}
