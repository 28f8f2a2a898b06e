/* arena: the memory file of run/trace_format.h as it is mapped in this process, and the program's image. */
#ifndef RECORDER_ARENA_H
#define RECORDER_ARENA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "run/trace_format.h"

/* Set once, before the program's first constructor, and copied by fork. */
struct arena {
    struct trace_head *head;    /* NULL: nothing is recorded in this process */
    uintptr_t base, begin, end; /* of the program's image; begin == end: not known, or foreign */
    bool is_foreign;
};
extern struct arena arena;

/* Map the memory file that TRACE_VARIABLE names. False: there is none, or not one of ours. */
bool arena_attach(void);

/* Reserve a slot for a thread that `creator` (a slot, -1 unknown) is about to create. NULL: none left. */
struct trace_slot *arena_slot(int32_t creator);
int32_t arena_slot_index(const struct trace_slot *slot);
struct trace_slot *arena_slot_at(int32_t index);
/* The unended slot of this process's first thread: of the image that became this one. NULL: none. */
struct trace_slot *arena_slot_before_exec(void);
/* The slot's next chunk. NULL: none left. */
struct trace_chunk *arena_chunk(const struct trace_slot *slot);

/* An address in the program's image, minus the image's base; 0 outside. */
static inline uint64_t arena_offset(const void *address)
{
    uintptr_t a = (uintptr_t)address;
    return a >= arena.begin && a < arena.end ? a - arena.base : 0;
}

#endif
