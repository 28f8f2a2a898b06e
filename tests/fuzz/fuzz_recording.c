/* What a traced program left in its memory file, and what is derived from it.
 *
 * A file is too large to be made up byte by byte: the input is a list of pieces that are put into one of
 * zeros, each a letter and the bytes after it. What a recorder would write has short letters, with times
 * that go on from the last; anything else can be put anywhere as it is.
 *
 *     s SLOT[1] TID[1] PID[1] PPID[1] CREATOR[1] ENDING[1] FOREIGN[1] START[2] END[2]
 *     r CHUNK[1] EVENT[1] WHAT[1] FLAGS[1] SPARE[1] ARG[2] OBJECT[1] LATER[2]     a record, appended
 *     w SLOT[1] STATE[1] WHAT[1] FLAGS[1] ARG[1] OBJECT[1] SINCE[2]               what it waits for
 *     c CHUNK[1] SLOT[1]                                                          whose it is
 *     b PLACE[1] WORD[1] COUNT[1] bytes                   from the WORDth four bytes of head, slots, chunks
 *     i TID[1] KIND[1] CPU[1] LATER[2]                                            a switch
 *     t TID[1] SLOT[1] TIME[2]                                                    a thread tells its slot
 *     e END[1] CODE[1] CORES[1] WALL[2]                                           of the run
 *     x WORDS[2]                                          the file ends so many eight bytes early
 *
 * Numbers are little-endian; 255 in CREATOR, TID or OBJECT stands for what has all bits; times are
 * microseconds. */
#include "json_check.h"
#include "timeline_check.h"

#include "../unit/recording_check.h"
#include "course/sample.h"

enum { CHUNKS = 4, FILE_BYTES = TRACE_CHUNKS_AT + CHUNKS * TRACE_CHUNK_BYTES, MOST = 4096 };

/* Time does not begin with 0, so that one before it can be named. */
static const int64_t begin_ns = 1 << 20;

struct made {
    char *bytes; /* FILE_BYTES of them */
    size_t cut;
    int64_t wall_ns, record_ns, switch_ns;
    uint32_t written[CHUNKS];
    unsigned end, code, cores;
    struct switch_record switches[MOST];
    struct switch_thread told[MOST];
    size_t switch_count, told_count;
};

static unsigned two_bytes(struct str *rest)
{
    unsigned low = fuzz_byte(rest);
    return low | fuzz_byte(rest) << 8;
}

static int64_t later(struct str *rest, int64_t t)
{
    return t + (int64_t)two_bytes(rest) * 1000;
}

static uint64_t widened(unsigned byte)
{
    return byte == 255 ? UINT64_MAX : byte;
}

static void put(struct made *m, size_t at, const void *bytes, size_t size)
{
    if (at < FILE_BYTES)
        memcpy(m->bytes + at, bytes, size < FILE_BYTES - at ? size : FILE_BYTES - at);
}

static void put_slot(struct made *m, struct str *rest)
{
    struct trace_slot slot = {0};
    unsigned number = fuzz_byte(rest), creator;
    slot.tid = fuzz_byte(rest);
    slot.pid = fuzz_byte(rest);
    slot.ppid = fuzz_byte(rest);
    creator = fuzz_byte(rest);
    slot.creator = creator == 255 ? -1 : (int32_t)creator;
    slot.ending = fuzz_byte(rest);
    slot.is_foreign = fuzz_byte(rest);
    slot.start_ns = (uint64_t)later(rest, begin_ns);
    slot.end_ns = two_bytes(rest) * UINT64_C(1000);
    if (slot.end_ns != 0)
        slot.end_ns += (uint64_t)begin_ns;
    slot.start_function = number % 4 * 16;
    slot.locks = number;
    snprintf(slot.name, sizeof slot.name, "%s", number % 3 ? "" : "worker");
    put(m, TRACE_SLOTS_AT + number * sizeof slot, &slot, sizeof slot);
    struct trace_head head;
    memcpy(&head, m->bytes, sizeof head);
    if (head.slots_used <= number)
        head.slots_used = number + 1;
    head.chunks_used |= CHUNKS;
    head.attached |= 1;
    put(m, 0, &head, sizeof head);
}

static void put_record(struct made *m, struct str *rest)
{
    unsigned chunk = fuzz_byte(rest) % CHUNKS;
    struct trace_record record = {.event = (uint8_t)fuzz_byte(rest)};
    record.what = (uint8_t)fuzz_byte(rest);
    record.flags = (uint8_t)fuzz_byte(rest);
    record.spare = (uint8_t)fuzz_byte(rest);
    record.arg = two_bytes(rest);
    if (record.arg == UINT16_MAX)
        record.arg = UINT32_MAX;
    record.object = widened(fuzz_byte(rest));
    record.pc = record.object % 8 * 16;
    m->record_ns = later(rest, m->record_ns);
    record.t_ns = (uint64_t)m->record_ns;
    record.cpu_us = (uint32_t)(m->record_ns / 2000);
    if (m->written[chunk] == TRACE_CHUNK_RECORDS)
        return;
    size_t at = TRACE_CHUNKS_AT + chunk * (size_t)TRACE_CHUNK_BYTES;
    put(m, at + ++m->written[chunk] * sizeof record, &record, sizeof record);
}

static void put_state(struct made *m, struct str *rest)
{
    size_t at = TRACE_SLOTS_AT + fuzz_byte(rest) * sizeof(struct trace_slot);
    struct trace_slot slot;
    memcpy(&slot, m->bytes + at, sizeof slot);
    slot.state = fuzz_byte(rest);
    slot.state_what = (uint8_t)fuzz_byte(rest);
    slot.state_flags = (uint8_t)fuzz_byte(rest);
    slot.state_arg = (uint32_t)widened(fuzz_byte(rest));
    slot.state_object = widened(fuzz_byte(rest));
    slot.state_since_ns = (uint64_t)later(rest, begin_ns);
    put(m, at, &slot, sizeof slot);
}

static void put_owner(struct made *m, struct str *rest)
{
    unsigned chunk = fuzz_byte(rest) % CHUNKS;
    uint32_t slot = (uint32_t)widened(fuzz_byte(rest));
    put(m, TRACE_CHUNKS_AT + chunk * (size_t)TRACE_CHUNK_BYTES, &slot, sizeof slot);
}

static void put_bytes(struct made *m, struct str *rest)
{
    static const size_t places[] = {0, TRACE_SLOTS_AT, TRACE_CHUNKS_AT,
                                    TRACE_CHUNKS_AT + TRACE_CHUNK_BYTES};
    size_t at = places[fuzz_byte(rest) % 4];
    at += fuzz_byte(rest) * 4;
    size_t count = fuzz_byte(rest);
    if (count > rest->len)
        count = rest->len;
    put(m, at, rest->data, count);
    *rest = (struct str){rest->data + count, rest->len - count};
}

static void add_switch(struct made *m, struct str *rest)
{
    struct switch_record record = {.tid = fuzz_byte(rest)};
    record.kind = (enum switch_kind)(fuzz_byte(rest) % 4);
    record.cpu = fuzz_byte(rest);
    m->switch_ns = later(rest, m->switch_ns);
    record.t_ns = m->switch_ns;
    if (m->switch_count < MOST)
        m->switches[m->switch_count++] = record;
}

static void add_telling(struct made *m, struct str *rest)
{
    struct switch_thread told = {.tid = fuzz_byte(rest)};
    told.slot = (uint32_t)widened(fuzz_byte(rest));
    told.t_ns = later(rest, begin_ns);
    if (m->told_count < MOST)
        m->told[m->told_count++] = told;
}

static void set_end(struct made *m, struct str *rest)
{
    m->end = fuzz_byte(rest) % 8;
    m->code = fuzz_byte(rest);
    m->cores = fuzz_byte(rest);
    m->wall_ns = later(rest, 0);
}

static void make(struct made *m, struct str rest)
{
    while (rest.len > 0) {
        unsigned letter = fuzz_byte(&rest);
        if (letter == 's')
            put_slot(m, &rest);
        else if (letter == 'r')
            put_record(m, &rest);
        else if (letter == 'w')
            put_state(m, &rest);
        else if (letter == 'c')
            put_owner(m, &rest);
        else if (letter == 'b')
            put_bytes(m, &rest);
        else if (letter == 'i')
            add_switch(m, &rest);
        else if (letter == 't')
            add_telling(m, &rest);
        else if (letter == 'e')
            set_end(m, &rest);
        else if (letter == 'x')
            m->cut = two_bytes(&rest) * (size_t)8;
    }
}

/* In memory that ends where the file does: a sanitizer notices one byte more. */
static void read_made(struct made *m, struct arena *a, struct recording *recording)
{
    struct str bytes = {m->bytes, FILE_BYTES - m->cut};
    memmove(m->bytes + m->cut, m->bytes, bytes.len);
    bytes.data += m->cut;
    struct switches switches = {m->switches, m->switch_count, m->told, m->told_count, 0, NULL};
    struct recording_span span = {begin_ns, begin_ns + m->wall_ns};
    recording_read(bytes, &span, m->switch_count ? &switches : NULL, a, recording);
    FUZZ_CHECK(recording_check(recording) == NULL);
}

/* What a program's debug information might say: of some addresses something, of others nothing. */
static void name_symbols(struct symbol *symbols, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct symbol *symbol = &symbols[i];
        uint64_t kind = symbol->address / 8 % 4;
        if (symbol->is_code) {
            symbol->file = kind == 0 ? NULL : kind == 1 ? "other.c" : "main.c";
            symbol->function = kind == 2 ? "worker" : NULL;
            symbol->line = (int)kind + 1;
        } else {
            symbol->name = kind == 0 ? NULL : kind == 1 ? "forks[3]" : "<\x01\xff\">";
        }
    }
}

static void derive(const struct made *m, const struct recording *recording, struct arena *a)
{
    struct source_file file = {.name = "main.c", .text = STR("int main(void)\n{\nlock(&m);\n}\n")};
    struct sample sample = {.files = &file, .file_count = 1};
    struct timeline_run run = {&sample, (enum result_end)m->end, (int)m->code, (int)m->cores};
    struct symbol *symbols = NULL;
    size_t count = 0;
    struct timeline timeline;
    struct buf json = BUF_INIT;
    timeline_addresses(recording, a, &symbols, &count);
    name_symbols(symbols, count);
    timeline_derive(recording, &run, symbols, count, a, &timeline);
    timeline_check(&timeline);
    timeline_json(&timeline, &json);
    json_check(buf_view(&json));
    buf_release(&json);
}

FUZZ(input)
{
    struct arena a = {0};
    struct recording recording;
    struct made *m = ARENA_NEW(&a, struct made);
    m->record_ns = m->switch_ns = begin_ns;
    m->wall_ns = 1 << 20;
    m->bytes = calloc(1, FILE_BYTES);
    FUZZ_CHECK(m->bytes != NULL);
    make(m, input);
    read_made(m, &a, &recording);
    derive(m, &recording, &a);
    free(m->bytes);
    arena_release(&a);
}
