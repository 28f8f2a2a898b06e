/* What helgrind and memcheck print. Their lines begin with "==7== "; all others are the program's.
 *
 *     ==7== Possible data race during read of size 4 at 0x10C02C by thread #3
 *     ==7== Locks held: none
 *     ==7==    at 0x10916A: work (lost.c:9)
 *     ==7==
 *     ==7== This conflicts with a previous write of size 4 by thread #2
 *     ==7==    at 0x109173: work (lost.c:9)
 *     ==7==    by 0x48EF1F4: start_thread (nptl/./nptl/pthread_create.c:442)
 *     ==7==  Address 0x10c02c is 0 bytes inside data symbol "counter"
 *
 * A report begins with a line that says one of the things below, and ends before the next, or at a
 * separator. Locks are named by their addresses alone; what they are is said somewhere between the same
 * separators, so that is looked for first. */
#include <ctype.h>
#include <string.h>

#include "run/check_reading.h"

static const struct {
    const char *says, *kind;
} kinds[] = {
    /* helgrind */
    {"Possible data race during ", "data race"},
    {": lock order \"", "lock order inversion"},
    {" unlocked a not-locked lock", "unlock of an unlocked mutex"},
    {" unlocked an invalid lock", "unlock of an unlocked mutex"},
    {" unlocked lock at ", "unlock by another thread"},
    {"Attempt to re-lock a non-recursive lock", "double lock of a mutex"},
    {" of a locked mutex", "destroy of a locked mutex"},
    {"Exiting thread still holds ", "lock held at exit"},
    {": associated lock is not held", "condition without its lock"},
    {": dubious: associated lock", "condition without its lock"},
    {": pthread_", "wrong use of pthreads"},
    /* memcheck */
    {"Invalid read of size ", "invalid read"},
    {"Invalid write of size ", "invalid write"},
    {"Invalid free()", "invalid free"},
    {"Mismatched free()", "mismatched free"},
    {"depends on uninitialised value", "uninitialised value"},
    {"Use of uninitialised value", "uninitialised value"},
    {" uninitialised byte(s)", "uninitialised value"},
    {" unaddressable byte(s)", "unaddressable bytes"},
    {" definitely lost in loss record ", "memory leak"},
    {"Source and destination overlap in ", "overlapping copy"},
    {" has a fishy ", "fishy value"},
    {"Jump to the invalid address", "invalid jump"},
};

/* "at 0x10916A: work (lost.c:9)", "by 0x484C7D6: ??? (in /usr/…)": from the function on. */
static bool is_frame(struct str *line)
{
    struct str rest = *line, address;
    if ((!str_skip(&rest, "at 0x") && !str_skip(&rest, "by 0x")) ||
        !check_cut(&rest, ": ", &address))
        return false;
    *line = rest;
    return true;
}

/* The kind of report that the line begins, or NULL. A function may be called as it likes. */
static const char *kind_of(struct str line)
{
    struct str frame = line;
    if (is_frame(&frame))
        return NULL;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (check_find(line, kinds[i].says))
            return kinds[i].kind;
    return NULL;
}

/* Cut "==7== " off; such a line may also have no blank behind it. */
static bool is_tool_line(struct str *line)
{
    struct str rest = *line, number;
    if (!str_skip(&rest, "==") || rest.len == 0 || !isdigit((unsigned char)*rest.data) ||
        !check_cut(&rest, "==", &number))
        return false;
    *line = rest;
    return true;
}

/* What is not about the last report any more. */
static bool is_end(struct str line)
{
    static const char *const starts[] = {
        "---",           "Process terminating", "HEAP SUMMARY", "LEAK SUMMARY",
        "ERROR SUMMARY", "For lists of",        "Use --",
    };
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (str_starts(line, starts[i]))
            return true;
    return false;
}

/* --- names for addresses --- */

enum { NAMES_MOST = 16 };

struct names_of {
    struct {
        struct str address;
        const char *name;
    } items[NAMES_MOST];
    size_t count;
};

static bool same_address(struct str a, struct str b)
{
    return a.len == b.len && strncasecmp(a.data, b.data, a.len) == 0;
}

static const char *name_of(const struct names_of *names, struct str address)
{
    for (size_t i = 0; i < names->count; i++)
        if (same_address(names->items[i].address, address))
            return names->items[i].name;
    return NULL;
}

/* What is learnt later is better. */
static void set_name(struct names_of *names, struct str address, const char *name)
{
    size_t i = 0;
    while (i < names->count && !same_address(names->items[i].address, address))
        i++;
    if (i == NAMES_MOST)
        return;
    names->items[i].address = address;
    names->items[i].name = name;
    names->count += i == names->count;
}

/* The address at the start. */
static struct str address_at(struct str s)
{
    size_t len = 0;
    if (str_starts(s, "0x") || str_starts(s, "0X"))
        for (len = 2; len < s.len && isxdigit((unsigned char)s.data[len]);)
            len++;
    return (struct str){s.data, len};
}

/* "Lock at 0x10C060 was first observed", "Address 0x10c060 is 0 bytes inside data symbol "a"" */
static void learn_name(struct names_of *names, struct str line, struct arena *a)
{
    struct str rest = line, before, symbol;
    if (str_skip(&rest, "Lock at ")) {
        struct str address = address_at(rest);
        if (!name_of(names, address))
            set_name(names, address, arena_printf(a, "lock %zu", names->count + 1));
    } else if (str_skip(&rest, "Address ")) {
        struct str address = address_at(rest);
        if (check_cut(&rest, " inside data symbol \"", &before) && check_cut(&rest, "\"", &symbol))
            set_name(names, address, arena_strndup(a, symbol.data, symbol.len));
    }
}

/* The names in what follows, up to the next separator. */
static void learn_names(struct names_of *names, struct str text, struct arena *a)
{
    struct str line;
    names->count = 0;
    while (str_line(&text, &line)) {
        if (!is_tool_line(&line))
            continue;
        line = str_trim(line);
        if (is_end(line))
            return;
        learn_name(names, line, a);
    }
}

/* The line with names instead of addresses. */
static struct str with_names(const struct names_of *names, struct str line, struct arena *a)
{
    struct buf out = BUF_INIT;
    for (size_t i = 0; i < line.len;) {
        struct str address = address_at((struct str){line.data + i, line.len - i});
        const char *name = address.len ? name_of(names, address) : NULL;
        if (name)
            buf_puts(&out, name);
        else
            buf_putc(&out, line.data[i]);
        i += name ? address.len : 1;
    }
    struct str copy = arena_str(a, buf_view(&out));
    buf_release(&out);
    return copy;
}

/* --- reports --- */

/* Where a lock was first seen is no mistake's place. */
static bool is_aside(struct str line)
{
    return str_starts(line, "Lock at ") || str_starts(line, "Block was alloc'd by thread");
}

/* What happened at the place that the line is followed by. */
static const char *what_of(struct str line)
{
    if (check_find(line, " free'd"))
        return "freed here";
    return check_find(line, " alloc'd") ? "allocated here" : NULL;
}

struct valgrind_reader {
    struct check_reading *reading;
    struct names_of names;
    bool in_report, is_race;
};

static void begin_report(struct valgrind_reader *v, struct str line, const char *kind)
{
    v->in_report = true;
    v->is_race = strcmp(kind, "data race") == 0;
    check_reading_report(v->reading, str_of(kind));
    line = with_names(&v->names, line, v->reading->arena);
    check_reading_says(v->reading, line, v->is_race ? NULL : kind);
}

static void go_on(struct valgrind_reader *v, struct str line)
{
    struct check_reading *r = v->reading;
    bool is_address = str_starts(line, "Address ");
    if (is_frame(&line)) {
        check_reading_frame(r, line);
    } else if (is_aside(line)) {
        check_reading_skips(r);
    } else if (str_starts(line, "Locks held: ")) {
        check_reading_notes(r, with_names(&v->names, line, r->arena));
    } else if (is_address) { /* where a race is, is no part of it */
        check_reading_says(r, line, v->is_race ? "" : what_of(line));
    } else {
        check_reading_says(r, with_names(&v->names, line, r->arena), what_of(line));
    }
}

void check_read_valgrind(struct check_reading *r, struct str text)
{
    struct valgrind_reader v = {.reading = r};
    struct str line;
    while (str_line(&text, &line)) {
        if (!is_tool_line(&line) || (line = str_trim(line)).len == 0)
            continue;
        const char *kind = kind_of(line);
        if (is_end(line)) {
            v.in_report = false;
            learn_names(&v.names, text, r->arena);
        } else if (kind) {
            begin_report(&v, line, kind);
        } else if (v.in_report) {
            go_on(&v, line);
        }
    }
}
