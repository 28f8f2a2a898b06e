/* What C calls the object at an address.
 *
 * From the variable that lies there, the types lead on: an array to an element, a structure to a
 * member, as long as there is something smaller, so the first mutex of a structure gets its own name
 * and not that of the whole. But pthread_mutex_t is a union, too, and std::mutex a class, and nobody
 * wants to know how they are made: names that the standards reserve for implementations end the way. */
#include <stdio.h>
#include <string.h>

#include "answer.h"
#include "die.h"

enum { MAX_STEPS = 32, MAX_DIMENSIONS = 8 };

/* A part of a variable. */
struct part {
    Dwarf_Die type;
    uint64_t offset; /* of the address in it */
};

/* --- arrays --- */

/* How many elements each dimension has; 0 is unknown, which only the first may be. */
static int dimensions_of(Dwarf_Die *array, Dwarf_Word *lengths)
{
    Dwarf_Die die;
    int count = 0;
    if (dwarf_child(array, &die) != 0)
        return 0;
    do {
        if (dwarf_tag(&die) != DW_TAG_subrange_type || count == MAX_DIMENSIONS)
            continue;
        Dwarf_Word *length = &lengths[count++];
        if (die_number(&die, DW_AT_count, length))
            continue;
        *length = die_number(&die, DW_AT_upper_bound, length) ? *length + 1 : 0;
    } while (dwarf_siblingof(&die, &die) == 0);
    return count;
}

static bool enter_element(struct part *part)
{
    Dwarf_Die element;
    Dwarf_Word lengths[MAX_DIMENSIONS], stride, strides[MAX_DIMENSIONS];
    int count = dimensions_of(&part->type, lengths);
    if (count == 0 || !die_type(&part->type, &element) ||
        dwarf_aggregate_size(&element, &stride) != 0)
        return false;
    for (int i = count; i-- > 0; stride *= lengths[i])
        if ((strides[i] = stride) == 0)
            return false;
    for (int i = 0; i < count; i++) {
        printf("[%llu]", (unsigned long long)(part->offset / strides[i]));
        part->offset %= strides[i];
    }
    part->type = element;
    return true;
}

/* --- structures --- */

static bool is_reserved(const char *name)
{
    return strncmp(name, "__", 2) == 0 || strncmp(name, "_M_", 3) == 0;
}

/* Members and bases that are not laid out in the structure itself have no number as their place. */
static bool holds(Dwarf_Die *member, uint64_t offset, struct part *inner)
{
    Dwarf_Word place = 0, size;
    if (dwarf_hasattr(member, DW_AT_external) || dwarf_hasattr(member, DW_AT_data_bit_offset) ||
        (dwarf_hasattr(member, DW_AT_data_member_location) &&
         !die_number(member, DW_AT_data_member_location, &place)) ||
        !die_type(member, &inner->type) || dwarf_aggregate_size(&inner->type, &size) != 0)
        return false;
    inner->offset = offset - place;
    return place <= offset && inner->offset < size;
}

static bool find_child(const struct part *part, int tag, Dwarf_Die *child, struct part *inner)
{
    Dwarf_Die type = part->type;
    if (dwarf_child(&type, child) != 0)
        return false;
    do {
        if (dwarf_tag(child) == tag && holds(child, part->offset, inner))
            return true;
    } while (dwarf_siblingof(child, child) == 0);
    return false;
}

/* Bases come last: an empty one seems to lie where the first member is. The elements of std::array are
 * its own. */
static bool enter_member(struct part *part)
{
    Dwarf_Die child;
    struct part inner;
    const char *name = NULL;
    if (find_child(part, DW_TAG_member, &child, &inner))
        name = dwarf_diename(&child);
    else if (!find_child(part, DW_TAG_inheritance, &child, &inner))
        return false;
    if (name && strcmp(name, "_M_elems") != 0) {
        if (is_reserved(name))
            return false;
        putchar('.');
        answer_text(name);
    }
    *part = inner;
    return true;
}

static bool enter(struct part *part)
{
    switch (dwarf_tag(&part->type)) {
    case DW_TAG_array_type:
        return enter_element(part);
    case DW_TAG_structure_type:
    case DW_TAG_class_type:
    case DW_TAG_union_type:
        return enter_member(part);
    default:
        return false;
    }
}

void answer_data(const struct image *image, uint64_t address)
{
    const struct extent *variable = image_find(image, address, false);
    if (!variable)
        return;
    struct part part = {.offset = address - variable->start};
    Dwarf_Die die = variable->die;
    answer_name(variable);
    if (variable->has_die && die_type(&die, &part.type))
        for (int i = 0; i < MAX_STEPS && enter(&part); i++)
            ;
    if (part.offset > 0)
        printf("+%llu", (unsigned long long)part.offset);
    putchar('\n');
}
