#include "course/names.h"

#include <assert.h>
#include <string.h>

#include "base/hash.h"

/* The slot that holds the name, or the free one where it belongs. */
static struct names_slot *slot_of(const struct names *names, const char *name)
{
    size_t i = hash_of(name, strlen(name)).lo;
    for (;; i++) {
        struct names_slot *slot = &names->slots[i & (names->capacity - 1)];
        if (!slot->name || strcmp(slot->name, name) == 0)
            return slot;
    }
}

size_t *names_find(const struct names *names, const char *name)
{
    if (names->count == 0)
        return NULL;
    struct names_slot *slot = slot_of(names, name);
    return slot->name ? &slot->value : NULL;
}

static void grow(struct names *names, struct arena *a)
{
    struct names old = *names;
    names->capacity = old.capacity ? 2 * old.capacity : 16;
    names->slots = ARENA_ARRAY(a, names->capacity, struct names_slot);
    for (size_t i = 0; i < old.capacity; i++)
        if (old.slots[i].name)
            *slot_of(names, old.slots[i].name) = old.slots[i];
}

void names_add(struct names *names, struct arena *a, const char *name, size_t value)
{
    if (2 * (names->count + 1) > names->capacity)
        grow(names, a);
    struct names_slot *slot = slot_of(names, name);
    assert(!slot->name);
    *slot = (struct names_slot){name, value};
    names->count++;
}
