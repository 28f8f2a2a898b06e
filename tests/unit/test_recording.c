#include "run/recording.h"

#include <time.h>

#include "base/buf.h"
#include "recording_check.h"
#include "recording_script.h"
#include "test.h"

/* What the reader made of a file, as text: a line for the whole, for each thread, record, switch. */
static void dump_record(struct buf *out, const struct trace_record *record)
{
    buf_printf(out, "  %llu %s %s", (unsigned long long)record->t_ns, script_events[record->event],
               script_whats[record->what]);
    if (record->object == UINT64_MAX)
        buf_puts(out, " ?");
    else if (record->object != 0)
        buf_printf(out, " %llu", (unsigned long long)record->object);
    if (record->arg == UINT32_MAX)
        buf_puts(out, " arg -");
    else if (record->arg != 0)
        buf_printf(out, " arg %u", record->arg);
    if (record->flags != 0)
        buf_printf(out, " flags %d", record->flags);
    if (record->spare != 0)
        buf_printf(out, " spare %d", record->spare);
    buf_putc(out, '\n');
}

static void dump_fate(struct buf *out, const struct trace_slot *slot)
{
    static const char *const endings[] = {"", " returned", " exited"};
    buf_printf(out, " start %llu", (unsigned long long)slot->start_ns);
    if (slot->end_ns != 0)
        buf_printf(out, " end %llu%s", (unsigned long long)slot->end_ns, endings[slot->ending]);
    if (slot->name[0])
        buf_printf(out, " name %s", slot->name);
    if (slot->locks + slot->contended + slot->blocked_ns > 0)
        buf_printf(out, " locks %llu contended %llu blocked %llu", (unsigned long long)slot->locks,
                   (unsigned long long)slot->contended, (unsigned long long)slot->blocked_ns);
    if (slot->is_foreign)
        buf_puts(out, " foreign");
    buf_putc(out, '\n');
    if (slot->state == TRACE_NONE)
        return;
    struct trace_record state = {.t_ns = slot->state_since_ns,
                                 .event = (uint8_t)slot->state,
                                 .what = slot->state_what,
                                 .flags = slot->state_flags,
                                 .arg = slot->state_arg,
                                 .object = slot->state_object};
    buf_puts(out, "  in");
    dump_record(out, &state);
}

static void dump(struct buf *out, const struct recording *recording)
{
    static const char *const kinds[] = {"in", "out", "preempted", "exit"};
    for (size_t i = 0; i < recording->count; i++) {
        const struct recording_thread *thread = &recording->threads[i];
        buf_printf(out, "%u/%u by %d", thread->slot.pid, thread->slot.tid, thread->slot.creator);
        dump_fate(out, &thread->slot);
        for (size_t k = 0; k < thread->count; k++)
            dump_record(out, &thread->records[k]);
        for (size_t k = 0; k < thread->switch_count; k++)
            buf_printf(out, "  %lld %s %u\n", (long long)thread->switches[k].t_ns,
                       kinds[thread->switches[k].kind], thread->switches[k].cpu);
    }
    if (recording->unreadable > 0)
        buf_printf(out, "unreadable %llu\n", (unsigned long long)recording->unreadable);
    if (recording->lost > 0)
        buf_printf(out, "lost %llu\n", (unsigned long long)recording->lost);
}

static const struct row {
    const char *script, *want;
} rows[] = {
    /* nothing */
    {"run 1000ns", ""},
    {"run 1000ns\nslot 0", "2/2 by -1 start 0\n"},

    /* a thread in full */
    {"run 1000ns\n"
     "slot 0 pid 7 tid 7 start 1ns end 900ns exited name main locks 3 contended 2 blocked 5ns\n"
     "0 2ns take mutex 0x40 pc 0x10\n"
     "0 3ns begin sleep us 1000 timed\n"
     "0 4ns fail rwlock 0x41 error 16 reader shared\n"
     "0 5ns end socket 9 bytes - accept",
     "7/7 by -1 start 1 end 900 exited name main locks 3 contended 2 blocked 5\n"
     "  2 take mutex 64\n"
     "  3 begin sleep arg 1000 flags 4\n"
     "  4 fail rwlock 65 arg 16 flags 3\n"
     "  5 end socket 9 arg - spare 1\n"},

    /* chunks of two threads, in turn */
    {"run 1000ns\nslot 0\nslot 1\n"
     "0 1ns give mutex 1\n1 2ns give mutex 2\nchunk 0\n0 3ns give mutex 3\nchunk 1\n"
     "1 4ns give mutex 4",
     "2/2 by -1 start 0\n  1 give mutex 1\n  3 give mutex 3\n"
     "2/3 by 0 start 0\n  2 give mutex 2\n  4 give mutex 4\n"},
    /* a chunk that was taken, but nothing was written to; one that does not say whose it is */
    {"run 1000ns\nslot 0\n0 1ns give mutex 1\nchunk 0\n0 3ns give mutex 3\nu32 0x51000 0",
     "2/2 by -1 start 0\n  1 give mutex 1\n"},
    /* chunks of slots that never began, that are not in use, that are none */
    {"run 1000ns\nslot 0\nslot 1 reserved\n0 1ns give mutex 1\n1 1ns give mutex 1\n"
     "2 2ns give mutex 2\n1023 2ns give mutex 2\nchunk 0\n0 3ns give mutex 3\n"
     "u32 0x81000 0xffffffff",
     "2/2 by -1 start 0\n  1 give mutex 1\nunreadable 4\n"},
    /* more chunks used than there are */
    {"run 1000ns\nslot 0\n0 1ns give mutex 1\nu32 20 0xffffffff",
     "2/2 by -1 start 0\n  1 give mutex 1\n"},
    /* fewer than were written */
    {"run 1000ns\nslot 0\n0 1ns give mutex 1\nu32 20 0", "2/2 by -1 start 0\n"},

    /* events that the format does not have */
    {"run 1000ns\nslot 0\n0 1ns begin nothing\n0 1ns end nothing\n0 1ns take sleep\n"
     "0 1ns give condition\n0 1ns give semaphore\n0 1ns fail pipe\n0 1ns notify mutex\n"
     "0 1ns create mutex\n0 1ns start nothing\n0 1ns exit queue\n0 1ns exec mutex\n"
     "0 1ns many pipe\n0 2ns give mutex 5",
     "2/2 by -1 start 0\n  2 give mutex 5\nunreadable 12\n"},
    /* the bytes event, what, flags, spare: 12, 3; 255, 255; then 1, 13, 255, 255 */
    {"run 1000ns\nslot 0\n0 1ns give mutex\n0 1ns give mutex\n0 1ns give mutex\n"
     "u32 0x4103c 0x0000030c\nu32 0x4105c 0xffffffff\nu32 0x4107c 0xffff0d01",
     "2/2 by -1 start 0\n  1 begin poll flags 127\nunreadable 2\n"},

    /* times outside the run, going backwards, outside the thread's life */
    {"run 1000ns\nslot 0 start -5ns end 2000ns returned\n0 -1ns give mutex\n0 2us give mutex",
     "2/2 by -1 start 0 end 1000 returned\n  0 give mutex\n  1000 give mutex\n"},
    {"run 1000ns\nslot 0\n0 50ns give mutex\n0 20ns give mutex\n0 60ns give mutex",
     "2/2 by -1 start 0\n  50 give mutex\n  50 give mutex\n  60 give mutex\nunreadable 1\n"},
    {"run 1000ns\nslot 0 start 30ns end 40ns\n0 20ns give mutex\n0 60ns give mutex",
     "2/2 by -1 start 20 end 60\n  20 give mutex\n  60 give mutex\n"},
    {"run 1000ns\nslot 0 start 30ns end 20ns", "2/2 by -1 start 30 end 30\n"},
    {"run 1000ns\nslot 0 end -20ns exited", "2/2 by -1 start 0 end 1 exited\n"},
    {"run 1000ns\nslot 0 returned", "2/2 by -1 start 0\n"},
    /* locks taken in a time before the run */
    {"run 1000ns\nslot 0\n0 50ns many nothing 2ms locks 9\n0 60ns many mutex 9ns locks 9 late",
     "2/2 by -1 start 0\n  50 many nothing 50 arg 9\n  60 many mutex 9 arg 9 flags 64\n"},

    /* who never ran stays if somebody created it; the others follow up */
    {"run 1000ns\nslot 0\nslot 1 reserved\nslot 2 reserved start 5ns\nslot 3 creator 2\n"
     "slot 4 creator 1\n"
     "0 6ns create thread 2\n0 7ns create thread 3\n0 8ns begin thread thread 4\n"
     "0 9ns begin thread thread 1\n0 9ns end thread thread 99\n0 9ns begin thread thread -\n"
     "0 9ns fail thread thread 4\n0 9ns fail process error 2",
     "2/2 by -1 start 0\n  6 create thread 1\n  7 create thread 2\n  8 begin thread arg 3\n"
     "  9 begin thread arg -\n  9 end thread arg -\n  9 begin thread arg -\n"
     "  9 fail thread arg 3\n  9 fail process arg 2\n"
     "0/0 by 0 start 5\n2/5 by 1 start 0\n2/6 by -1 start 0\n"},
    /* a creator comes first; so there are no circles */
    {"run 1000ns\nslot 0 creator 1\nslot 1 creator 2\nslot 2 creator 2\nslot 3 creator 1\n"
     "slot 4 creator 0x7fffffff\nslot 5 creator 0x80000000",
     "2/2 by -1 start 0\n2/3 by -1 start 0\n2/4 by -1 start 0\n2/5 by 1 start 0\n"
     "2/6 by -1 start 0\n2/7 by -1 start 0\n"},
    /* and so do those that it says it created; a record tells a creator that is not known */
    {"run 1000ns\nslot 0\nslot 1\nslot 2 creator -\n1 1ns create thread 0\n1 2ns create thread 1\n"
     "1 3ns create thread 2\n1 4ns create process 1000\n1 5ns create thread ?",
     "2/2 by -1 start 0\n"
     "2/3 by 0 start 0\n  1 create thread ?\n  2 create thread ?\n  3 create thread 2\n"
     "  4 create process ?\n  5 create thread ?\n"
     "2/4 by 1 start 0\n"},
    /* spawned processes are found by their number; each once, and only its own children */
    {"run 1000ns\nslot 0\nslot 1 pid 9 tid 9 ppid 2 creator -\nslot 2 pid 9 tid 10 creator 1\n"
     "slot 3 pid 8 tid 8 ppid 2 creator -\nslot 4 pid 7 tid 7 ppid 9 creator -\n"
     "0 1ns create process ? pid 8\n0 2ns create process ? pid 9\n0 3ns create process ? pid 9\n"
     "0 4ns create process ? pid 7\n0 5ns create process ? pid 1000\n2 6ns create process ? pid 7",
     "2/2 by -1 start 0\n  1 create process 3 arg 8\n  2 create process 1 arg 9\n"
     "  3 create process ? arg 9\n  4 create process ? arg 7\n  5 create process ? arg 1000\n"
     "9/9 by 0 start 0\n9/10 by 1 start 0\n  6 create process 4 arg 7\n"
     "8/8 by 0 start 0\n7/7 by 2 start 0\n"},
    /* who is created comes later */
    {"run 1000ns\nslot 0\nslot 1 pid 9 tid 9 ppid 5 creator -\nslot 2 pid 5 tid 5\n"
     "2 1ns create process ? pid 9",
     "2/2 by -1 start 0\n9/9 by -1 start 0\n5/5 by 0 start 0\n  1 create process ? arg 9\n"},
    /* the same numbers again, in a program that was executed */
    {"run 1000ns\nslot 0 end 5ns\nslot 1 pid 2 tid 2 start 6ns foreign\n0 5ns exec process",
     "2/2 by -1 start 0 end 5\n  5 exec process\n2/2 by 0 start 6 foreign\n"},

    /* slots beyond the end */
    {"run 1000ns\nslot 0\nu32 16 1025", "2/2 by -1 start 0\nlost 1\n"},
    {"run 1000ns\nslot 0 lost 3\nslot 1 lost 0xffffffffffffffff\nu32 16 0xffffffff",
     "2/2 by -1 start 0\n2/3 by 0 start 0\nlost 18446744073709551615\n"},
    {"run 1000ns\nslot 0\nslot 1023", "2/2 by -1 start 0\n2/1025 by 0 start 0\n"},
    {"run 1000ns\nslot 0\n0 1ns give mutex\nu32 16 0", "unreadable 1\n"},

    /* names: controls, what is not UTF-8, half characters, too long ones */
    {"run 1000ns\nslot 0 name \x01"
     "a\x1b[31mb\x7f",
     "2/2 by -1 start 0 name a[31mb\n"},
    {"run 1000ns\nslot 0 name a\xff"
     "b\xc3(\xed\xa0\x80",
     "2/2 by -1 start 0 name ab(\n"},
    {"run 1000ns\nslot 0 name 12345678901234ü", "2/2 by -1 start 0 name 12345678901234\n"},
    {"run 1000ns\nslot 0 name 1234567890123ü", "2/2 by -1 start 0 name 1234567890123ü\n"},
    {"run 1000ns\nslot 0 name 1234567890123456", "2/2 by -1 start 0 name 123456789012345\n"},
    {"run 1000ns\nslot 0 name 字\u202e字", "2/2 by -1 start 0 name 字字\n"},

    /* what it waits for in the end */
    {"run 1000ns\nslot 0 start 10ns\nslot 1 reserved\nslot 2\n"
     "state 0 begin mutex 0x40 owner 4 since 20ns\nstate 2 begin thread thread 2 since 2us",
     "2/2 by -1 start 10\n  in  20 begin mutex 64 arg 4\n"
     "2/4 by 0 start 0\n  in  1000 begin thread arg 1\n"},
    {"run 1000ns\nslot 0 start 10ns\nslot 1\nslot 2\nslot 3 reserved\n"
     "state 0 begin thread thread 3 since 5ns\nstate 1 take mutex since 5ns\n"
     "state 2 begin nothing since 5ns\nstate 3 begin mutex since 5ns\n0 1ns create thread 3",
     "2/2 by -1 start 1\n  in  10 begin thread arg 3\n  1 create thread 3\n2/3 by 0 start 0\n"
     "2/4 by 0 start 0\n0/0 by 0 start 0\nunreadable 3\n"},
    /* counts that are not possible */
    {"run 1000ns\nslot 0 locks 5000 contended 6000 blocked 1s",
     "2/2 by -1 start 0 locks 1000 contended 1000 blocked 1000\n"},
    {"run 1000ns\nslot 0 locks 5 contended 6", "2/2 by -1 start 0 locks 5 contended 5 blocked 0\n"},

    /* switches: by slot, before the thread told, unknown threads */
    {"run 1000ns\nslot 0\nslot 1 start 100ns\n"
     "switch 0 -3ns in cpu 1\nswitch 1 90ns in\nswitch 1 150ns preempted\nswitch tid 77 160ns in\n"
     "switch 0 200ns out\nswitch 1 3us exit",
     "2/2 by -1 start 0\n  0 in 1\n  200 out 0\n"
     "2/3 by 0 start 100\n  90 in 0\n  150 preempted 0\n  1000 exit 0\n"},
    /* who told several slots, one after the other */
    {"run 1000ns\nslot 0\nslot 1\nslot 2\ntold 77 0 10ns\ntold 77 2 50ns\ntold 78 1 30ns\n"
     "switch tid 77 5ns in\nswitch tid 77 20ns out\nswitch tid 77 50ns in\nswitch tid 78 60ns in\n"
     "switch tid 77 70ns exit",
     "2/2 by -1 start 0\n  5 in 0\n  20 out 0\n2/3 by 0 start 0\n  60 in 0\n"
     "2/4 by 0 start 0\n  50 in 0\n  70 exit 0\n"},
    /* the first who told a slot has it; others, and what is no slot, are not heard */
    {"run 1000ns\nslot 0\nslot 1 reserved\ntold 77 0 10ns\ntold 78 0 20ns\ntold 77 0 30ns\n"
     "told 78 1\ntold 78 1024\ntold 77 0xffffffff 40ns\n"
     "switch tid 77 50ns in\nswitch tid 78 60ns out\nswitch tid 0xffffffff 70ns in",
     "2/2 by -1 start 0\n  50 in 0\n"},
    {"run 1000ns\nslot 0\nno-switches not permitted\ntold 77 0", "2/2 by -1 start 0\n"},
};

static void read_script(const struct recording_script *script, struct arena *a,
                        struct recording *recording)
{
    recording_read(script->bytes, &script->span, script->switches, a, recording);
    const char *broken = recording_check(recording);
    CHECK_STR(broken, NULL);
}

static void read_rows(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena a = {0};
        struct recording_script script;
        struct recording recording;
        struct buf got = BUF_INIT;
        recording_script_parse("row", str_of(rows[i].script), &a, &script);
        read_script(&script, &a, &recording);
        dump(&got, &recording);
        if (!CHECK_STR(got.data, rows[i].want))
            printf("# of: %s\n", rows[i].script);
        buf_release(&got);
        recording_script_release(&script);
        arena_release(&a);
    }
}

static void tell_why_there_are_no_switches(void)
{
    static const struct {
        const char *script, *why;
        int lost;
    } reasons[] = {
        {"run 1ms", "they were not watched", 0},
        {"run 1ms\nno-switches not permitted\nlost-switches 4", "not permitted", 4},
        {"run 1ms\nslot 0\nswitch 0 1us in\nlost-switches 4", NULL, 4},
    };
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++) {
        struct arena a = {0};
        struct recording_script script;
        struct recording recording;
        recording_script_parse("reason", str_of(reasons[i].script), &a, &script);
        read_script(&script, &a, &recording);
        CHECK_STR(recording.why_no_switches, reasons[i].why);
        CHECK_INT(recording.lost_switches, reasons[i].lost);
        recording_script_release(&script);
        arena_release(&a);
    }
}

/* The run of a program in which nobody recorded, and one in which several did. */
static void count_images(void)
{
    static const struct {
        const char *script;
        uint32_t attached;
    } scripts[] = {
        {"run 1ms", 0},
        {"run 1ms\nslot 0", 1},
        {"run 1ms\nslot 0\nattached 3", 3},
        {"run 1ms\nattached 0\nslot 0", 0},
    };
    for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++) {
        struct arena a = {0};
        struct recording_script script;
        struct recording recording;
        recording_script_parse("images", str_of(scripts[i].script), &a, &script);
        read_script(&script, &a, &recording);
        CHECK_INT(recording.attached, scripts[i].attached);
        CHECK_INT(recording.wall_ns, 1000000);
        recording_script_release(&script);
        arena_release(&a);
    }
}

static const char small_script[] = "run 1000ns\nslot 0 name ürsula\nslot 1 start 9ns\n"
                                   "slot 2 reserved\n"
                                   "0 1ns create thread 1\n0 2ns create thread 2\n"
                                   "0 3ns begin thread thread 1\n1 9ns start thread\n"
                                   "1 10ns take mutex 0x40\nstate 1 begin mutex 0x41 since 11ns\n";

/* In memory of its own, exactly as long, and not aligned: a sanitizer notices one byte more. */
static void read_bytes(struct str bytes, struct buf *out)
{
    struct arena a = {0};
    struct recording recording;
    char *memory = xmalloc(bytes.len + 1);
    memcpy(memory + 1, bytes.data, bytes.len);
    const struct recording_span span = {1000000000000, 1000000001000};
    recording_read((struct str){memory + 1, bytes.len}, &span, NULL, &a, &recording);
    CHECK_STR(recording_check(&recording), NULL);
    if (out)
        dump(out, &recording);
    free(memory);
    arena_release(&a);
}

/* A file that ends early is one with zeros behind its end. */
static void check_cut(struct str whole, size_t len)
{
    struct buf cut = BUF_INIT, zeroed = BUF_INIT, padded = BUF_INIT;
    buf_add(&padded, whole.data, len);
    read_bytes(buf_view(&padded), &cut);
    while (padded.len < whole.len)
        buf_putc(&padded, '\0');
    read_bytes(buf_view(&padded), &zeroed);
    CHECK_STR(cut.data, zeroed.data);
    buf_release(&cut);
    buf_release(&zeroed);
    buf_release(&padded);
}

/* At every byte of what is in it; between is nothing. */
static void cut_anywhere(void)
{
    static const struct {
        size_t at, size;
    } parts[] = {
        {0, sizeof(struct trace_head) + 1},
        {TRACE_SLOTS_AT - 1, 3 * TRACE_SLOT_BYTES + 2},
        {TRACE_CHUNKS_AT - 1, 5 * sizeof(struct trace_record)},
        {TRACE_CHUNKS_AT + TRACE_CHUNK_BYTES - 1, 4 * sizeof(struct trace_record)},
        {TRACE_CHUNKS_AT + 2 * TRACE_CHUNK_BYTES - 1, 2},
    };
    struct arena a = {0};
    struct recording_script script;
    recording_script_parse("small", str_of(small_script), &a, &script);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        for (size_t k = 0; k < parts[i].size; k++)
            if (parts[i].at + k <= script.bytes.len)
                check_cut(script.bytes, parts[i].at + k);
    recording_script_release(&script);
    arena_release(&a);
}

/* Repeats: https://en.wikipedia.org/wiki/Xorshift */
static uint64_t next_number(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

/* Numbers that are mostly small, near the run's begin, or of all bits. */
static uint32_t hostile_number(uint64_t *state)
{
    uint64_t number = next_number(state);
    if (number % 4 == 0)
        return (uint32_t)(number >> 8) % 16;
    if (number % 4 == 1)
        return UINT32_MAX - (uint32_t)(number >> 8) % 4;
    return (uint32_t)(number >> 8);
}

/* Bytes of any kind where something is read. */
static void read_anything(void)
{
    struct arena a = {0};
    struct recording_script script;
    recording_script_parse("small", str_of(small_script), &a, &script);
    char *bytes = (char *)script.bytes.data;
    uint64_t state = 88172645463325252;
    for (int round = 0; round < 300; round++) {
        for (int i = 0; i < 40; i++) {
            size_t places[] = {next_number(&state) % 12 * 4,
                               TRACE_SLOTS_AT + next_number(&state) % 192 * 4,
                               TRACE_CHUNKS_AT + next_number(&state) % 64 * 4,
                               TRACE_CHUNKS_AT + TRACE_CHUNK_BYTES + next_number(&state) % 64 * 4};
            uint32_t number = hostile_number(&state);
            memcpy(bytes + places[next_number(&state) % 4], &number, sizeof number);
        }
        read_bytes(script.bytes, NULL);
    }
    recording_script_release(&script);
    arena_release(&a);
}

/* The largest that there can be: every chunk full, in turn of all slots, each record naming others. */
static void fill(char *bytes)
{
    struct trace_head head = {.slots_used = TRACE_SLOTS, .chunks_used = TRACE_CHUNKS};
    memcpy(bytes, &head, sizeof head);
    for (uint32_t i = 0; i < TRACE_SLOTS; i++) {
        struct trace_slot slot = {.pid = i / 2 + 1, .tid = i + 1, .ppid = 1, .creator = -1};
        memcpy(bytes + TRACE_SLOTS_AT + i * sizeof slot, &slot, sizeof slot);
    }
    for (uint32_t i = 0; i < TRACE_CHUNKS; i++) {
        char *chunk = bytes + TRACE_CHUNKS_AT + (size_t)i * TRACE_CHUNK_BYTES;
        uint32_t slot = i % TRACE_SLOTS + 1;
        memcpy(chunk, &slot, sizeof slot);
        for (uint32_t k = 1; k <= TRACE_CHUNK_RECORDS; k++) {
            struct trace_record record = {.t_ns = k,
                                          .event = TRACE_CREATE,
                                          .what = TRACE_PROCESS,
                                          .arg = k % 600,
                                          .object = UINT64_MAX};
            memcpy(chunk + k * sizeof record, &record, sizeof record);
        }
    }
}

static void read_the_largest(void)
{
    struct arena a = {0};
    struct recording recording;
    char *bytes = xcalloc(1, TRACE_BYTES);
    fill(bytes);
    clock_t start = clock(); /* of the CPU: others may use it, too */
    recording_read((struct str){bytes, TRACE_BYTES}, &(struct recording_span){0, 1000000}, NULL, &a,
                   &recording);
    CHECK(clock() - start < 20 * CLOCKS_PER_SEC);
    size_t records = 0;
    for (size_t i = 0; i < recording.count; i++)
        records += recording.threads[i].count;
    CHECK_INT(recording.count, TRACE_SLOTS);
    CHECK_INT(records, (size_t)TRACE_CHUNKS * TRACE_CHUNK_RECORDS);
    CHECK_INT(recording.unreadable, 0);
    CHECK_STR(recording_check(&recording), NULL);
    arena_release(&a);
    free(bytes);
}

/* A run that was over before it began: there is a time, so that nobody divides by zero. */
static void read_a_run_of_no_length(void)
{
    struct arena a = {0};
    struct recording recording;
    recording_read((struct str){NULL, 0}, &(struct recording_span){5, 5}, NULL, &a, &recording);
    CHECK_INT(recording.wall_ns, 1);
    CHECK_INT(recording.count, 0);
    arena_release(&a);
}

int main(void)
{
    RUN(read_rows);
    RUN(tell_why_there_are_no_switches);
    RUN(count_images);
    RUN(cut_anywhere);
    RUN(read_anything);
    RUN(read_the_largest);
    RUN(read_a_run_of_no_length);
    return test_summary();
}
