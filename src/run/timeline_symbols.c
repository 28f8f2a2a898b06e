/* The part of timeline.h that is about symbols: which addresses are asked for, and what is known of
 * them. All addresses are kept without the load base. Only the first image of a run is the sample's
 * program; what runs another one after exec has no symbols. */
#include "run/timeline_private.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_SYMBOLS = 8192 };

/* An image is smaller than this; the heap and the stacks of a program with a load base are not. */
static const uint64_t most_image = UINT64_C(1) << 32;

static int compare_symbols(const void *a, const void *b)
{
    const struct symbol *x = a, *y = b;
    if (x->is_code != y->is_code)
        return x->is_code ? -1 : 1;
    return (x->address > y->address) - (x->address < y->address);
}

struct addresses {
    struct symbol *symbols;
    size_t count, room;
    struct arena *scratch;
};

/* In order, each once. */
static void put_in_order(struct addresses *list)
{
    size_t count = 0;
    if (list->count > 1)
        qsort(list->symbols, list->count, sizeof *list->symbols, compare_symbols);
    for (size_t i = 0; i < list->count; i++)
        if (i == 0 || compare_symbols(&list->symbols[count - 1], &list->symbols[i]) != 0)
            list->symbols[count++] = list->symbols[i];
    list->count = count;
}

/* A million records are about a few addresses. */
static void make_room(struct addresses *list)
{
    put_in_order(list);
    if (list->count < list->room / 2)
        return;
    size_t room = list->room ? 2 * list->room : 256;
    list->symbols =
        arena_grow(list->scratch, list->symbols, list->room, room, sizeof *list->symbols);
    list->room = room;
}

static void add_address(struct addresses *list, bool is_code, uint64_t address)
{
    struct symbol symbol = {.address = address, .is_code = is_code};
    if (list->count > 0 && compare_symbols(&list->symbols[list->count - 1], &symbol) == 0)
        return;
    if (list->count == list->room)
        make_room(list);
    list->symbols[list->count++] = symbol;
}

static bool has_address(uint8_t what)
{
    return what >= TRACE_MUTEX && what <= TRACE_BARRIER;
}

static void add_object(struct addresses *list, const struct trace_slot *slot, uint8_t what,
                       uint64_t object)
{
    if (has_address(what) && object >= slot->base && object - slot->base < most_image)
        add_address(list, false, object - slot->base);
}

static void add_thread(struct addresses *list, const struct recording_thread *thread)
{
    const struct trace_slot *slot = &thread->slot;
    if (slot->is_foreign)
        return;
    if (slot->start_function != 0)
        add_address(list, true, slot->start_function);
    if (slot->state == TRACE_BEGIN) {
        add_object(list, slot, slot->state_what, slot->state_object);
        if (slot->state_pc != 0)
            add_address(list, true, slot->state_pc);
    }
    for (size_t i = 0; i < thread->count; i++) {
        const struct trace_record *r = &thread->records[i];
        if (r->event != TRACE_MANY)
            add_object(list, slot, r->what, r->object);
        if (r->pc != 0)
            add_address(list, true, r->pc);
    }
}

void timeline_addresses(const struct recording *recording, struct arena *a, struct symbol **symbols,
                        size_t *count)
{
    struct arena scratch = {0};
    struct addresses list = {.scratch = &scratch};
    for (size_t i = 0; i < recording->count; i++)
        add_thread(&list, &recording->threads[i]);
    put_in_order(&list);
    *count = list.count < MOST_SYMBOLS ? list.count : MOST_SYMBOLS;
    *symbols = ARENA_ARRAY(a, *count, struct symbol);
    if (*count > 0)
        memcpy(*symbols, list.symbols, *count * sizeof **symbols);
    arena_release(&scratch);
}

static const struct symbol *find(const struct derivation *d, int lane, bool is_code,
                                 uint64_t address)
{
    struct symbol key = {.address = address, .is_code = is_code};
    if (d->symbol_count == 0 || d->recording->threads[lane].slot.is_foreign)
        return NULL;
    return bsearch(&key, d->symbols, d->symbol_count, sizeof key, compare_symbols);
}

const struct symbol *symbol_of_code(const struct derivation *d, int lane, uint64_t address)
{
    return address == 0 ? NULL : find(d, lane, true, address);
}

const struct symbol *symbol_of_data(const struct derivation *d, int lane, uint64_t address)
{
    return find(d, lane, false, address - d->recording->threads[lane].slot.base);
}

int line_of(const struct derivation *d, int lane, const struct trace_record *record)
{
    const struct symbol *symbol = symbol_of_code(d, lane, record->pc);
    const struct sample *sample = d->run->sample;
    if (!symbol || !symbol->file || !sample || sample->file_count == 0)
        return 0;
    return strcmp(symbol->file, sample->files[0].name) == 0 ? symbol->line : 0;
}
