#include "recorder/arena.h"

#include <fcntl.h>
#include <link.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "recorder/clock.h"

struct arena arena;

/* The descriptor that the variable names; -1: none. */
static int named_descriptor(void)
{
    const char *text = getenv(TRACE_VARIABLE);
    if (!text || !*text)
        return -1;
    char *end;
    long fd = strtol(text, &end, 10);
    return *end == '\0' && fd >= 0 && fd < 65536 ? (int)fd : -1;
}

static struct trace_head *map(int fd)
{
    struct stat st;
    if (fd < 0 || fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) || st.st_size != TRACE_BYTES)
        return NULL;
    void *memory = mmap(NULL, TRACE_BYTES, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (memory == MAP_FAILED)
        return NULL;
    struct trace_head *head = memory;
    if (head->magic == TRACE_MAGIC && head->version == TRACE_VERSION)
        return head;
    munmap(memory, TRACE_BYTES);
    return NULL;
}

/* The first object that is reported is the program. */
static int find_image(struct dl_phdr_info *info, size_t size, void *context)
{
    (void)size, (void)context;
    arena.base = info->dlpi_addr;
    for (int i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *part = &info->dlpi_phdr[i];
        uintptr_t begin = info->dlpi_addr + part->p_vaddr, end = begin + part->p_memsz;
        if (part->p_type != PT_LOAD)
            continue;
        if (arena.begin == arena.end || begin < arena.begin)
            arena.begin = begin;
        if (end > arena.end)
            arena.end = end;
    }
    return 1;
}

/* Addresses mean something in one image only: in that of the first program. */
static bool is_first_image(struct trace_head *head)
{
    struct stat st = {0};
    stat("/proc/self/exe", &st);
    if (__atomic_fetch_add(&head->attached, 1, __ATOMIC_RELAXED) == 0) {
        head->image_dev = st.st_dev;
        head->image_ino = st.st_ino;
    }
    return head->image_dev == st.st_dev && head->image_ino == st.st_ino;
}

bool arena_attach(void)
{
    struct trace_head *head = map(named_descriptor());
    if (!head)
        return false;
    arena.is_foreign = !is_first_image(head);
    if (!arena.is_foreign)
        dl_iterate_phdr(find_image, NULL);
    arena.head = head;
    return true;
}

struct trace_slot *arena_slot_at(int32_t index)
{
    return (struct trace_slot *)((char *)arena.head + TRACE_SLOTS_AT) + index;
}

/* The next of `most` things; `most`: there are none left. The counter stays a little above `most` then,
 * however often somebody asks. */
/* NOLINTNEXTLINE(readability-non-const-parameter): the check does not know __atomic_fetch_add */
static uint32_t take_one(uint32_t *used, uint32_t most)
{
    if (__atomic_load_n(used, __ATOMIC_RELAXED) > most)
        return most;
    uint32_t index = __atomic_fetch_add(used, 1, __ATOMIC_RELAXED);
    return index < most ? index : most;
}

struct trace_slot *arena_slot(int32_t creator)
{
    uint32_t index = take_one(&arena.head->slots_used, TRACE_SLOTS);
    if (index == TRACE_SLOTS)
        return NULL;
    struct trace_slot *slot = arena_slot_at((int32_t)index);
    slot->creator = creator;
    slot->start_ns = clock_now_ns();
    return slot;
}

int32_t arena_slot_index(const struct trace_slot *slot)
{
    return (int32_t)(slot - arena_slot_at(0));
}

struct trace_slot *arena_slot_before_exec(void)
{
    uint32_t pid = (uint32_t)getpid(), ppid = (uint32_t)getppid();
    uint32_t used = __atomic_load_n(&arena.head->slots_used, __ATOMIC_RELAXED);
    for (uint32_t i = used < TRACE_SLOTS ? used : TRACE_SLOTS; i-- > 0;) {
        struct trace_slot *slot = arena_slot_at((int32_t)i);
        if (slot->pid == pid && slot->tid == pid && slot->ppid == ppid && slot->end_ns == 0)
            return slot;
    }
    return NULL;
}

struct trace_chunk *arena_chunk(const struct trace_slot *slot)
{
    uint32_t index = take_one(&arena.head->chunks_used, TRACE_CHUNKS);
    if (index == TRACE_CHUNKS)
        return NULL;
    struct trace_chunk *chunk =
        (struct trace_chunk *)((char *)arena.head + TRACE_CHUNKS_AT) + index;
    chunk->slot = (uint32_t)arena_slot_index(slot) + 1;
    return chunk;
}
