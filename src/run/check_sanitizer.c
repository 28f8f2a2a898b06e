/* What the sanitizers of gcc and clang print. All begin a report with a line
 *
 *     WARNING: ThreadSanitizer: data race (pid=7)
 *     ==7==ERROR: AddressSanitizer: heap-buffer-overflow on address 0x60… at pc …
 *     lost.c:7:7: runtime error: signed integer overflow: 1 + 2147483647 cannot be …
 *
 * and end it with one that begins with SUMMARY (where we let UBSan print none, with an empty one).
 * Between them are lines that say what happened, each followed by the frames of a call stack:
 *
 *       Previous write of size 4 at 0x56456cd70064 by thread T1:
 *         #0 work /box/lost.c:9 (lost+0x9c1)
 *
 *     READ of size 4 at 0x7ffd20a5fb10 thread T0
 *         #0 0x55fa9f025635 in sum /box/stack.c:6:14
 */
#include <ctype.h>
#include <string.h>

#include "run/check_reading.h"
#include "run/check_tool.h"

/* UBSan's messages, in words that name the mistake. Some tell it at the start, some amidst values. */
static const char *const undefined[][2] = {
    {"signed integer overflow", "signed integer overflow"},
    {"negation of", "signed integer overflow"},
    {"division by zero", "division by zero"},
    {"shift exponent", "invalid shift"},
    {"left shift of", "invalid shift"},
    {"out of bounds for type", "index out of bounds"},
    {"null pointer", "null pointer"},
    {"misaligned address", "misaligned pointer"},
    {"assumption of", "misaligned pointer"},
    {"not a valid value for type", "invalid value"},
    {"outside the range of representable", "conversion overflow"},
    {"pointer index expression", "pointer overflow"},
    {"unsigned offset", "pointer overflow"},
    {"end of a value-returning function", "missing return"},
    {"unreachable", "unreachable code"},
    {"variable length array bound", "invalid array size"},
    {"incorrect function type", "wrong function type"},
    {"passing zero to", "invalid argument"},
    {"insufficient space for an object", "object too small"},
};

static const char *undefined_kind(struct str message)
{
    for (size_t i = 0; i < sizeof undefined / sizeof *undefined; i++)
        if (check_find(message, undefined[i][0]))
            return undefined[i][1];
    return "undefined behaviour";
}

/* The kind that a headline names: up to the first bracket, colon, or the words behind it. */
static struct str named_kind(struct str headline)
{
    static const char *const ends[] = {" (", ":", " on ", " in thread", " which "};
    str_skip(&headline, "attempting ");
    str_skip(&headline, "detected ");
    struct str kind = headline;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        const char *end = check_find(kind, ends[i]);
        if (end)
            kind.len = (size_t)(end - kind.data);
    }
    return str_trim(kind);
}

/* What the tools call otherwise than one another, or shortly. */
static struct str kind_of(struct str headline)
{
    static const char *const names[][2] = {
        {"SEGV", "segmentation fault"},
        {"BUS", "bus error"},
        {"FPE", "arithmetic error"},
        {"ILL", "illegal instruction"},
        {"ABRT", "abort"},
        {"memory leaks", "memory leak"},
        {"free", "bad free"},
        {"lock-order-inversion", "lock order inversion"},
    };
    struct str kind = named_kind(headline);
    if (str_is(kind, "SEGV") && check_find(headline, " unknown address 0x000000000000 "))
        return STR("null pointer");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_is(kind, names[i][0]))
            return str_of(names[i][1]);
    return kind.len ? kind : STR(CHECK_UNNAMED);
}

/* "ThreadSanitizer: "; AddressSanitizer has another one in it. */
static bool skip_tool(struct str *line, enum check_tool tool)
{
    return (str_skip(line, check_tool_title(tool)) ||
            (tool == CHECK_ASAN && str_skip(line, "LeakSanitizer"))) &&
           str_skip(line, ": ");
}

/* The headline behind "WARNING: ThreadSanitizer: ". Another tool's is nothing that this one said. */
static bool is_headline(struct str line, enum check_tool tool, struct str *headline)
{
    struct str number;
    if (str_skip(&line, "=="))
        check_cut(&line, "==", &number);
    return (str_skip(&line, "WARNING: ") || str_skip(&line, "ERROR: ")) && skip_tool(&line, tool) &&
           ((*headline = line), line.len > 0);
}

/* "#0 work /box/lost.c:9 (lost+0x9c1)", "#0 0x55fa in sum /box/stack.c:6:14": from the function on. */
static bool is_frame(struct str *line)
{
    struct str rest = *line, word;
    if (!str_skip(&rest, "#") || rest.len == 0 || !isdigit((unsigned char)*rest.data) ||
        !check_cut(&rest, " ", &word))
        return false;
    if (str_starts(rest, "0x"))
        check_cut(&rest, " in ", &word);
    *line = rest;
    return true;
}

/* Frames follow that tell what was created where, not what went wrong. */
static bool is_aside(struct str line)
{
    static const char *const starts[] = {"Thread T", "Mutex M", "Location is global '<null>'",
                                         "Location is global '?", "As if synchronized"};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (str_starts(line, starts[i]))
            return !check_find(line, " acquired ");
    return false;
}

/* Advice to those who know the tool. */
static bool is_advice(struct str line)
{
    static const char *const starts[] = {"Hint: use", "HINT:", "(longjmp", "This frame has"};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (str_starts(line, starts[i]))
            return true;
    return check_find(line, " can not provide additional info");
}

/* "[32, 48) 'a' (line 11) <== Memory access at offset 48 overflows this variable": only the guilty one
 * of a frame's variables is marked so. */
static bool is_variable(struct str *line)
{
    struct str range;
    return str_starts(*line, "[") && check_cut(line, ") ", &range);
}

/* "==7==The signal is caused by a WRITE memory access." */
static bool is_note(struct str *line)
{
    struct str number;
    return str_skip(line, "==") && check_cut(line, "==", &number);
}

static void read_line(struct check_reading *r, struct str line)
{
    if (is_frame(&line)) {
        check_reading_frame(r, line);
    } else if (is_variable(&line)) {
        if (check_find(line, "<=="))
            check_reading_notes(r, line);
    } else if (is_note(&line)) {
        check_reading_notes(r, line);
    } else if (is_aside(line)) {
        check_reading_skips(r);
    } else if (!is_advice(line)) {
        bool is_where =
            str_starts(line, "Location is ") || check_find(line, " is located in stack");
        check_reading_says(r, line, is_where ? "" : NULL);
    }
}

/* --- reports --- */

enum report_state {
    NO_REPORT,
    IN_REPORT,
    IN_THREAD_LEAK, /* where the thread was created is all that this tells */
    IN_UNDEFINED,   /* the first line said it; a call stack may follow */
};

static enum report_state begin_report(struct check_reading *r, struct str headline)
{
    const char *kind = check_reading_report(r, kind_of(headline));
    check_reading_says(r, str_of(kind), NULL);
    return strcmp(kind, "thread leak") == 0 ? IN_THREAD_LEAK : IN_REPORT;
}

/* Whether a call stack is among the lines up to the next empty one. */
static bool is_followed_by_frame(struct str rest)
{
    struct str line;
    while (str_line(&rest, &line) && (line = str_trim(line)).len > 0)
        if (str_starts(line, "#0 0x"))
            return true;
    return false;
}

/* UBSan lets the program go on, whose exit code then tells nothing. But we have it print call stacks,
 * which another program's "runtime error" has not. */
static bool is_undefined(struct str line, enum check_tool tool, struct str rest, struct str *place,
                         struct str *message)
{
    *message = line;
    return tool == CHECK_UBSAN && check_cut(message, ": runtime error: ", place) &&
           is_followed_by_frame(rest);
}

static enum report_state begin_undefined(struct check_reading *r, struct str place,
                                         struct str message)
{
    check_reading_report(r, str_of(undefined_kind(message)));
    check_reading_says(r, message, NULL);
    check_reading_place(r, place);
    return IN_UNDEFINED;
}

static enum report_state go_on(struct check_reading *r, enum report_state state, struct str line)
{
    if (str_starts(line, "SUMMARY: ") || (state == IN_UNDEFINED && line.len == 0))
        return NO_REPORT;
    if (state == IN_UNDEFINED) {
        if (is_frame(&line))
            check_reading_frame(r, line);
    } else if (state == IN_THREAD_LEAK && str_starts(line, "Thread T")) {
        check_reading_says(r, line, NULL);
    } else if (state != NO_REPORT && line.len > 0) {
        read_line(r, line);
    }
    return state;
}

void check_read_sanitizer(struct check_reading *r, struct str text)
{
    enum check_tool tool = r->check->tool;
    enum report_state state = NO_REPORT;
    struct str line, headline, place, message;
    while (str_line(&text, &line)) {
        line = str_trim(line);
        if (is_headline(line, tool, &headline))
            state = begin_report(r, headline);
        else if (is_undefined(line, tool, text, &place, &message))
            state = begin_undefined(r, place, message);
        else
            state = go_on(r, state, line);
    }
}
