/* recording_script: recordings made by hand. A text of lines becomes the bytes that a recorder would
 * have left (run/trace_format.h) and the switches that would have been watched, so that the reader is
 * exercised too. What can't be read ends the program with the name and the line.
 *
 *     run 100ms                                when it ended; then, in any order:
 *         cores N                              2
 *         killed | signal N | code N           the time limit, a signal, an exit status; code 0
 *         begin TIME                           on the clock; 1000s
 *     attached N                               images with a recorder: 1 if there are slots
 *     slot 1                                   a thread; then, in any order:
 *         pid N, tid N, ppid N                 2, 2 + slot, 1; "reserved": it never began, all are 0
 *         creator N | -                        0; of slot 0: -
 *         start TIME, end TIME                 0, not yet
 *         returned | exited                    how it ended
 *         function ADDRESS, base ADDRESS, name WORD, foreign
 *         locks N, contended N, blocked TIME, lost N, past-quota
 *     1 2.5ms take mutex 0x4060 pc 0x1180      a record of slot 1: time, event, what; then the object, a
 *                                              number, a time or "?" (unknown), and in any order:
 *         N | - after one of                   the record's arg; -: unknown
 *             arg owner thread pid us bytes status error signal ready descriptors locks
 *         pc ADDRESS, cpu TIME
 *         shared reader timed would writes all late, accept connect
 *     state 1 begin mutex 0x4060 since 20ms    what it waited for in the end; as a record
 *     chunk 1                                  the next record of slot 1 goes into a new chunk
 *     switch 1 1ms in [cpu N]                  a switch of the thread of slot 1: in, out, preempted, exit
 *     switch tid 77 1ms in                     of a thread by its number outside
 *     told 77 1 [TIME]                         who said that its slot is 1, and when. Threads named by slot
 *                                              have the number 1000 + slot, and tell at their start
 *     no-switches WHY…                         they could not be watched; "as if nobody did" if no line
 *                                              speaks of switches
 *     lost-switches N
 *     symbol data 0x4040 NAME…                 for those who derive: as struct symbol
 *     symbol code 0x1180 [line N] [function WORD] [file WORD]
 *     u32 OFFSET N…                            at last: put numbers where they don't belong, at a byte of
 *                                              the file
 *
 * Events and whats are those of the format in small letters. Times are numbers with ns, us, ms or s,
 * from the begin of the run; a record's may be negative. Addresses and numbers are as in C. "#" begins a
 * comment, except in what ends in "…". */
#ifndef RECORDING_SCRIPT_H
#define RECORDING_SCRIPT_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/mem.h"
#include "base/str.h"
#include "run/recording.h"
#include "run/result.h"
#include "run/symbols.h"
#include "run/trace_format.h"
#include "script_words.h"

struct recording_script {
    struct str bytes; /* of the file, as far as anything is in it */
    struct recording_span span;
    const struct switches *switches; /* NULL: none were watched */
    struct symbol *symbols;
    size_t symbol_count;
    int cores;
    enum result_end end;
    int code;
    struct switches watched; /* what `switches` points to */
    bool has_attached;       /* told by a line */
    struct script_slot {
        bool is_named, has_told;
        uint32_t chunk, records; /* the chunk it writes to plus one; how many are in it */
    } slots[TRACE_SLOTS];
};

static inline uint64_t script_moment(struct script_reader *r)
{
    return (uint64_t)(r->script->span.begin_ns + script_time(r));
}

/* `bytes` at `offset`, which the file reaches from now on. */
static inline char *script_at(struct script_reader *r, size_t offset, size_t bytes)
{
    struct str *file = &r->script->bytes;
    char *data = (char *)file->data;
    if (offset + bytes > TRACE_BYTES)
        script_fail(r, "the file is not so long:", r->text);
    if (offset + bytes > file->len) {
        data = xrealloc(data, 1, offset + bytes);
        memset(data + file->len, 0, offset + bytes - file->len);
        *file = (struct str){data, offset + bytes};
    }
    return data + offset;
}

static inline struct trace_head *script_head(struct script_reader *r)
{
    return (struct trace_head *)(void *)script_at(r, 0, sizeof(struct trace_head));
}

static inline struct trace_slot *script_slot_at(struct script_reader *r, uint64_t slot)
{
    if (slot >= TRACE_SLOTS)
        script_fail(r, "there are not so many slots:", r->text);
    return (struct trace_slot *)(void *)script_at(r, TRACE_SLOTS_AT + slot * TRACE_SLOT_BYTES,
                                                  TRACE_SLOT_BYTES);
}

static inline void script_run(struct script_reader *r)
{
    struct recording_script *s = r->script;
    int64_t wall = script_time(r);
    while (script_more(r)) {
        if (script_is(r, "cores"))
            s->cores = (int)script_number(r);
        else if (script_is(r, "killed"))
            s->end = END_TIMED_OUT;
        else if (script_is(r, "signal"))
            s->end = END_SIGNALED, s->code = (int)script_number(r);
        else if (script_is(r, "code"))
            s->code = (int)script_number(r);
        else if (script_is(r, "begin"))
            s->span.begin_ns = script_time(r);
        else
            script_fail(r, "unknown word", script_word(r));
    }
    s->span.end_ns = s->span.begin_ns + wall;
}

static inline void script_slot_name(struct script_reader *r, struct trace_slot *slot)
{
    struct str word = script_word(r);
    if (word.len > sizeof slot->name)
        script_fail(r, "too long:", word);
    memcpy(slot->name, word.data, word.len);
}

/* False: the word is not about who the thread is. */
static inline bool script_slot_who(struct script_reader *r, struct trace_slot *slot)
{
    if (script_is(r, "reserved"))
        slot->pid = slot->tid = slot->ppid = 0;
    else if (script_is(r, "pid"))
        slot->pid = (uint32_t)script_number(r);
    else if (script_is(r, "tid"))
        slot->tid = (uint32_t)script_number(r);
    else if (script_is(r, "ppid"))
        slot->ppid = (uint32_t)script_number(r);
    else if (script_is(r, "creator"))
        slot->creator = script_is(r, "-") ? -1 : (int32_t)script_number(r);
    else if (script_is(r, "function"))
        slot->start_function = script_number(r);
    else if (script_is(r, "base"))
        slot->base = script_number(r);
    else if (script_is(r, "name"))
        script_slot_name(r, slot);
    else if (script_is(r, "foreign"))
        slot->is_foreign = 1;
    else
        return false;
    return true;
}

/* False: the word is not about what became of the thread. */
static inline bool script_slot_fate(struct script_reader *r, struct trace_slot *slot)
{
    if (script_is(r, "start"))
        slot->start_ns = script_moment(r);
    else if (script_is(r, "end"))
        slot->end_ns = script_moment(r);
    else if (script_is(r, "returned"))
        slot->ending = TRACE_RETURNED;
    else if (script_is(r, "exited"))
        slot->ending = TRACE_EXITED;
    else if (script_is(r, "locks"))
        slot->locks = script_number(r);
    else if (script_is(r, "contended"))
        slot->contended = script_number(r);
    else if (script_is(r, "blocked"))
        slot->blocked_ns = (uint64_t)script_time(r);
    else if (script_is(r, "lost"))
        slot->lost = script_number(r);
    else if (script_is(r, "past-quota"))
        slot->past_quota = 1;
    else
        return false;
    return true;
}

static inline void script_slot(struct script_reader *r)
{
    uint64_t number = script_number(r);
    struct trace_slot *slot = script_slot_at(r, number);
    r->script->slots[number].is_named = true;
    slot->pid = 2;
    slot->tid = 2 + (uint32_t)number;
    slot->ppid = 1;
    slot->creator = number == 0 ? -1 : 0;
    slot->start_ns = (uint64_t)r->script->span.begin_ns;
    while (script_more(r))
        if (!script_slot_who(r, slot) && !script_slot_fate(r, slot))
            script_fail(r, "unknown word", script_word(r));
    struct trace_head *head = script_head(r);
    if (head->slots_used <= number)
        head->slots_used = (uint32_t)number + 1;
    if (!r->script->has_attached)
        head->attached = 1;
}

/* A number, a time, or unknown. */
static inline bool script_object(struct script_reader *r, uint64_t *object)
{
    struct script_reader ahead = *r;
    int64_t ns;
    if (!script_more(&ahead))
        return false;
    struct str word = script_word(&ahead);
    if (str_is(word, "?"))
        *object = UINT64_MAX;
    else if (word.data[0] < '0' || word.data[0] > '9')
        return false;
    else if (script_is_time(word, &ns))
        *object = (uint64_t)ns;
    else
        *object = script_number_of(&ahead, word);
    r->rest = ahead.rest;
    return true;
}

/* False: the word is not an argument's. */
static inline bool script_arg(struct script_reader *r, struct trace_record *record)
{
    static const char *const words[] = {"arg",    "owner", "thread",      "pid",
                                        "us",     "bytes", "status",      "error",
                                        "signal", "ready", "descriptors", "locks"};
    struct script_reader ahead = *r;
    if (script_find(script_word(&ahead), words, 12) < 0)
        return false;
    r->rest = ahead.rest;
    record->arg = script_is(r, "-") ? UINT32_MAX : (uint32_t)script_number(r);
    return true;
}

/* False: the word is not a flag's. */
static inline bool script_flag(struct script_reader *r, struct trace_record *record)
{
    static const char *const flags[] = {"shared", "reader", "timed", "would",
                                        "writes", "all",    "late"};
    static const char *const calls[] = {NULL, "accept", "connect"};
    struct script_reader ahead = *r;
    struct str word = script_word(&ahead);
    int flag = script_find(word, flags, 7), call = script_find(word, calls, 3);
    if (flag >= 0)
        record->flags |= (uint8_t)(1 << flag);
    else if (call > 0)
        record->spare = (uint8_t)call;
    else
        return false;
    r->rest = ahead.rest;
    return true;
}

static const char *const script_events[] = {NULL,     "begin",  "end",   "take", "give", "fail",
                                            "notify", "create", "start", "exit", "exec", "many"};
static const char *const script_whats[] = {
    "nothing", "thread", "process", "mutex",  "rwlock", "spin", "condition", "semaphore",
    "barrier", "sleep",  "pipe",    "socket", "queue",  "poll", "signal"};

/* Event, what, object, and all that follows up to `stop`. */
static inline void script_record_of(struct script_reader *r, struct trace_record *record,
                                    const char *stop)
{
    struct str word = script_word(r);
    int event = script_find(word, script_events, 12);
    if (event < 0)
        script_fail(r, "unknown event", word);
    word = script_word(r);
    int what = script_find(word, script_whats, TRACE_WHATS);
    if (what < 0)
        script_fail(r, "unknown what", word);
    record->event = (uint8_t)event;
    record->what = (uint8_t)what;
    script_object(r, &record->object);
    while (script_more(r) && !(stop && script_is(r, stop))) {
        if (script_is(r, "pc"))
            record->pc = (uint32_t)script_number(r);
        else if (script_is(r, "cpu"))
            record->cpu_us = (uint32_t)(script_time(r) / 1000);
        else if (!script_arg(r, record) && !script_flag(r, record))
            script_fail(r, "unknown word", script_word(r));
    }
}

/* Where the slot writes its next record. */
static inline struct trace_record *script_room(struct script_reader *r, uint64_t number)
{
    script_slot_at(r, number);
    struct script_slot *slot = &r->script->slots[number];
    if (slot->chunk == 0 || slot->records == TRACE_CHUNK_RECORDS) {
        slot->chunk = ++script_head(r)->chunks_used;
        slot->records = 0;
    }
    size_t at = TRACE_CHUNKS_AT + (size_t)(slot->chunk - 1) * TRACE_CHUNK_BYTES;
    struct trace_chunk *chunk = (struct trace_chunk *)(void *)script_at(r, at, TRACE_CHUNK_BYTES);
    chunk->slot = (uint32_t)number + 1;
    return &chunk->records[slot->records++];
}

static inline void script_record(struct script_reader *r, struct str slot)
{
    struct trace_record record = {0};
    uint64_t number = script_number_of(r, slot);
    record.t_ns = script_moment(r);
    script_record_of(r, &record, NULL);
    *script_room(r, number) = record;
}

static inline void script_state(struct script_reader *r)
{
    struct trace_slot *slot = script_slot_at(r, script_number(r));
    struct trace_record record = {0};
    script_record_of(r, &record, "since");
    slot->state_since_ns = script_moment(r);
    slot->state = record.event;
    slot->state_what = record.what;
    slot->state_flags = record.flags;
    slot->state_arg = record.arg;
    slot->state_pc = record.pc;
    slot->state_object = record.object;
}

static inline void script_told(struct script_reader *r, struct switch_thread told)
{
    struct switches *all = &r->script->watched;
    all->threads = xrealloc(all->threads, all->thread_count + 1, sizeof *all->threads);
    all->threads[all->thread_count++] = told;
    r->script->switches = all;
}

/* The number outside of who switched; a slot tells it first. */
static inline uint32_t script_switch_tid(struct script_reader *r)
{
    if (script_is(r, "tid"))
        return (uint32_t)script_number(r);
    uint32_t slot = (uint32_t)script_number(r), tid = 1000 + slot;
    const struct trace_slot *of = script_slot_at(r, slot);
    if (!r->script->slots[slot].has_told)
        script_told(r, (struct switch_thread){tid, slot, (int64_t)of->start_ns});
    r->script->slots[slot].has_told = true;
    return tid;
}

/* Kept in order of time; lines may come in any. */
static inline void script_switch(struct script_reader *r)
{
    static const char *const kinds[] = {"in", "out", "preempted", "exit"};
    struct switches *all = &r->script->watched;
    struct switch_record record = {.tid = script_switch_tid(r)};
    record.t_ns = (int64_t)script_moment(r);
    struct str word = script_word(r);
    int kind = script_find(word, kinds, 4);
    if (kind < 0)
        script_fail(r, "unknown switch", word);
    record.kind = (enum switch_kind)kind;
    if (script_is(r, "cpu"))
        record.cpu = (uint32_t)script_number(r);
    all->records = xrealloc(all->records, all->count + 1, sizeof *all->records);
    size_t at = all->count++;
    for (; at > 0 && all->records[at - 1].t_ns > record.t_ns; at--)
        all->records[at] = all->records[at - 1];
    all->records[at] = record;
    r->script->switches = all;
}

static inline struct switch_thread script_told_by(struct script_reader *r)
{
    struct switch_thread told = {.tid = (uint32_t)script_number(r)};
    told.slot = (uint32_t)script_number(r);
    told.t_ns = r->script->span.begin_ns + (script_more(r) ? script_time(r) : 0);
    return told;
}

static inline void script_no_switches(struct script_reader *r)
{
    struct str why = str_trim(r->rest);
    r->script->watched.why = arena_strndup(r->a, why.data, why.len);
    r->script->switches = &r->script->watched;
    r->rest.len = 0;
}

static inline void script_symbol(struct script_reader *r)
{
    struct symbol symbol = {.is_code = script_is(r, "code")};
    if (!symbol.is_code && !script_is(r, "data"))
        script_fail(r, "neither code nor data:", script_word(r));
    symbol.address = script_number(r);
    if (!symbol.is_code) {
        struct str name = str_trim(r->rest);
        symbol.name = arena_strndup(r->a, name.data, name.len);
        r->rest.len = 0;
    }
    while (script_more(r)) {
        if (script_is(r, "line"))
            symbol.line = (int)script_number(r);
        else if (script_is(r, "function"))
            symbol.function = script_name(r);
        else if (script_is(r, "file"))
            symbol.file = script_name(r);
        else
            script_fail(r, "unknown word", script_word(r));
    }
    struct recording_script *s = r->script;
    s->symbols = xrealloc(s->symbols, s->symbol_count + 1, sizeof *s->symbols);
    s->symbols[s->symbol_count++] = symbol;
}

static inline void script_u32(struct script_reader *r)
{
    uint64_t offset = script_number(r);
    for (; script_more(r); offset += 4) {
        uint32_t number = (uint32_t)script_number(r);
        memcpy(script_at(r, offset, sizeof number), &number, sizeof number);
    }
}

static inline void script_attached(struct script_reader *r)
{
    script_head(r)->attached = (uint32_t)script_number(r);
    r->script->has_attached = true;
}

static inline void script_statement(struct script_reader *r)
{
    if (script_is(r, "run"))
        script_run(r);
    else if (script_is(r, "attached"))
        script_attached(r);
    else if (script_is(r, "slot"))
        script_slot(r);
    else if (script_is(r, "state"))
        script_state(r);
    else if (script_is(r, "chunk"))
        r->script->slots[script_number(r) % TRACE_SLOTS].chunk = 0;
    else if (script_is(r, "switch"))
        script_switch(r);
    else if (script_is(r, "told"))
        script_told(r, script_told_by(r));
    else if (script_is(r, "no-switches"))
        script_no_switches(r);
    else if (script_is(r, "lost-switches"))
        r->script->watched.lost = script_number(r);
    else if (script_is(r, "symbol"))
        script_symbol(r);
    else if (script_is(r, "u32"))
        script_u32(r);
    else
        script_record(r, script_word(r));
}

/* What ends in "…" may have a "#" in it: its statement takes all that is left. */
static inline void script_cut_comment(struct script_reader *r)
{
    if (str_starts(r->rest, "symbol data") || str_starts(r->rest, "no-switches"))
        return;
    const char *comment = memchr(r->rest.data, '#', r->rest.len);
    if (comment)
        r->rest.len = (size_t)(comment - r->rest.data);
}

/* Read the text, called `name` in messages. Names of symbols live in `a`. */
static inline void recording_script_parse(const char *name, struct str text, struct arena *a,
                                          struct recording_script *script)
{
    const int64_t begin_ns = INT64_C(1000000000000);
    *script = (struct recording_script){.span = {begin_ns, begin_ns}, .cores = 2};
    struct script_reader r = {.name = name, .script = script, .a = a};
    *script_head(&r) = (struct trace_head){.magic = TRACE_MAGIC, .version = TRACE_VERSION};
    while (r.line++, str_line(&text, &r.text)) {
        r.rest = str_trim(r.text);
        script_cut_comment(&r);
        if (!script_more(&r))
            continue;
        script_statement(&r);
        if (script_more(&r))
            script_fail(&r, "too much:", r.rest);
    }
}

static inline void recording_script_release(struct recording_script *script)
{
    free((char *)script->bytes.data);
    free(script->watched.records);
    free(script->watched.threads);
    free(script->symbols);
    *script = (struct recording_script){0};
}

#endif
