/* How the words are found.
 *
 * The line's names are looked at one by one: whether one is a call that works on such an object, and
 * which of its arguments the object is. There are three forms:
 *
 *     pthread_mutex_lock(&queue->lock)        a function; the functions of a kind share a prefix
 *     std::lock_guard<std::mutex> guard(m)    a variable whose constructor locks
 *     m.lock()                                a method; the object stands before it
 *
 * What a macro stands for is not known here; such a line has no words. */
#include "run/argument.h"

#include <ctype.h>
#include <string.h>

#include "base/utf8.h"
#include "base/visible.h"
#include "run/bare_source.h"

static const struct function {
    enum trace_what kind;
    const char *prefix;
    const char *part; /* which the name also has */
    int argument;
} functions[] = {
    {TRACE_MUTEX, "pthread_mutex_", "", 0},    {TRACE_MUTEX, "mtx_", "", 0},
    {TRACE_MUTEX, "pthread_cond_", "wait", 1}, {TRACE_MUTEX, "cnd_", "wait", 1},
    {TRACE_CONDITION, "pthread_cond_", "", 0}, {TRACE_CONDITION, "cnd_", "", 0},
    {TRACE_RWLOCK, "pthread_rwlock_", "", 0},  {TRACE_SPIN, "pthread_spin_", "", 0},
    {TRACE_SEMAPHORE, "sem_", "", 0},          {TRACE_BARRIER, "pthread_barrier_", "", 0},
};

static const char *const guards[] = {"lock_guard", "unique_lock", "scoped_lock", "shared_lock"};

static const struct method {
    bool is_condition; /* otherwise of a lock */
    const char *name;
} methods[] = {
    {false, "lock"},         {false, "try_lock"},
    {false, "try_lock_for"}, {false, "try_lock_until"},
    {false, "lock_shared"},  {false, "try_lock_shared"},
    {true, "wait"},          {true, "wait_for"},
    {true, "wait_until"},    {true, "notify_one"},
    {true, "notify_all"},
};

struct search {
    struct bare_source source;
    enum trace_what kind;
};

/* A piece of the source, from and to as offsets; to 0: none. */
struct piece {
    size_t from, to;
};

static bool is_name_char(char c)
{
    return isalnum((unsigned char)c) || c == '_' || (c & 0x80);
}

static size_t skip_blanks(const char *code, size_t at)
{
    while (isspace((unsigned char)code[at]))
        at++;
    return at;
}

static size_t skip_name(const char *code, size_t at)
{
    while (is_name_char(code[at]))
        at++;
    return at;
}

static bool is_open(char c)
{
    return c == '(' || c == '[' || c == '{';
}

static bool is_close(char c)
{
    return c == ')' || c == ']' || c == '}';
}

/* --- arguments of a call --- */

/* The argument `wanted` of the list whose bracket is at `at`; *is_last: no other follows it. */
static struct piece argument_at(const char *code, size_t at, int wanted, bool *is_last)
{
    struct piece piece = {.from = at + 1};
    int depth = 0, index = 0;
    for (; code[at]; at++) {
        bool ends = is_close(code[at]) && depth == 1;
        if (ends || (code[at] == ',' && depth == 1)) {
            *is_last = ends;
            piece.to = at;
            if (ends || index == wanted)
                return index == wanted ? piece : (struct piece){0};
            index++;
            piece.from = at + 1;
        }
        depth += is_open(code[at]) ? 1 : is_close(code[at]) ? -1 : 0;
    }
    return (struct piece){0};
}

static bool is_function(const struct search *s, const struct function *f, struct str name)
{
    return f->kind == s->kind && str_starts(name, f->prefix) &&
           memmem(name.data, name.len, f->part, strlen(f->part));
}

static struct piece of_function(const struct search *s, struct str name, size_t behind)
{
    const char *code = s->source.code;
    bool is_last;
    size_t open = skip_blanks(code, behind);
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        if (is_function(s, &functions[i], name) && code[open] == '(')
            return argument_at(code, open, functions[i].argument, &is_last);
    return (struct piece){0};
}

/* --- guards --- */

/* Behind <…>, if that begins here. */
static size_t skip_template(const char *code, size_t at)
{
    int depth = 0;
    if (code[at] != '<')
        return at;
    for (; code[at] && code[at] != ';'; at++) {
        depth += code[at] == '<' ? 1 : code[at] == '>' ? -1 : 0;
        if (depth == 0)
            return at + 1;
    }
    return at;
}

/* Which of several locks that are taken at once is meant is not known. */
static struct piece of_guard(const struct search *s, struct str name, size_t behind)
{
    const char *code = s->source.code;
    if ((s->kind != TRACE_MUTEX && s->kind != TRACE_RWLOCK) ||
        !str_is_one_of(name, guards, sizeof guards / sizeof *guards))
        return (struct piece){0};
    size_t variable = skip_blanks(code, skip_template(code, skip_blanks(code, behind)));
    size_t open = skip_blanks(code, skip_name(code, variable));
    if (code[open] != '(' && code[open] != '{')
        return (struct piece){0};
    bool is_last = true;
    struct piece piece = argument_at(code, open, 0, &is_last);
    return is_last || !str_is(name, "scoped_lock") ? piece : (struct piece){0};
}

/* --- methods --- */

/* Where the bracket that is closed at `at` was opened; at + 1: nowhere. */
static size_t open_of(const char *code, size_t at)
{
    int depth = 0;
    for (size_t i = at + 1; i-- > 0;) {
        depth += is_close(code[i]) ? 1 : is_open(code[i]) ? -1 : 0;
        if (depth == 0)
            return i;
    }
    return at + 1;
}

/* Where the expression that ends before `end` begins: names and brackets, joined by . -> and ::. */
static size_t begin_of(const char *code, size_t end)
{
    size_t at = end;
    while (at > 0) {
        char c = code[at - 1];
        bool is_end = at == end || !is_name_char(code[at]); /* not "if (x)m" */
        size_t open = is_close(c) && is_end ? open_of(code, at - 1) : at;
        if (open < at)
            at = open;
        else if (is_name_char(c) || c == '.')
            at--;
        else if (at > 1 && ((c == '>' && code[at - 2] == '-') || (c == ':' && code[at - 2] == ':')))
            at -= 2;
        else
            break;
    }
    return at;
}

static bool is_method(const struct search *s, struct str name)
{
    bool is_lock = s->kind == TRACE_MUTEX || s->kind == TRACE_RWLOCK;
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++)
        if (str_is(name, methods[i].name))
            return methods[i].is_condition ? s->kind == TRACE_CONDITION : is_lock;
    return false;
}

static struct piece of_method(const struct search *s, struct str name, size_t behind)
{
    const char *code = s->source.code;
    size_t end = behind - name.len;
    if (!is_method(s, name) || code[skip_blanks(code, behind)] != '(')
        return (struct piece){0};
    if (end > 1 && code[end - 1] == '.')
        end--;
    else if (end > 2 && code[end - 1] == '>' && code[end - 2] == '-')
        end -= 2;
    else
        return (struct piece){0};
    return (struct piece){begin_of(code, end), end};
}

/* --- words --- */

/* Where the bracket that opens s is closed; the length when it is not. */
static size_t close_of(struct str s)
{
    int depth = 0;
    for (size_t i = 0; i < s.len; i++) {
        depth += s.data[i] == '(' ? 1 : s.data[i] == ')' ? -1 : 0;
        if (depth == 0)
            return i;
    }
    return s.len;
}

/* Without brackets around it, and without a cast to a pointer. */
static struct str unwrap(struct str s)
{
    for (s = str_trim(s); str_starts(s, "(");) {
        size_t close = close_of(s);
        if (close + 1 == s.len)
            s = (struct str){s.data + 1, s.len - 2};
        else if (close < s.len && s.data[close - 1] == '*')
            s = (struct str){s.data + close + 1, s.len - close - 1};
        else
            break;
        s = str_trim(s);
    }
    return s;
}

/* "&(queue->lock)" is queue->lock. */
static struct str peel(struct str s)
{
    s = unwrap(s);
    return str_skip(&s, "&") ? unwrap(s) : s;
}

static void add_words(struct str s, struct buf *out)
{
    for (size_t i = 0; i < s.len; i++) {
        bool is_blank = isspace((unsigned char)s.data[i]);
        if (!is_blank || (out->len > 0 && out->data[out->len - 1] != ' '))
            buf_putc(out, is_blank ? ' ' : s.data[i]);
    }
}

/* Where the letter `count` begins in what is UTF-8; its length when there are fewer. */
static size_t letters(struct str s, int count)
{
    uint32_t code_point;
    size_t at = 0;
    while (count-- > 0 && at < s.len)
        at += utf8_decode(s.data + at, s.len - at, &code_point);
    return at;
}

static const char *words_of(const struct search *s, struct piece piece, struct arena *a)
{
    struct buf out = BUF_INIT;
    const char *words = NULL;
    add_words(peel((struct str){s->source.text + piece.from, piece.to - piece.from}), &out);
    struct str all = buf_view(&out);
    if (visible_is_text(all) && letters(all, ARGUMENT_LETTERS) == all.len)
        words = arena_strndup(a, all.data, all.len);
    else if (visible_is_text(all))
        words = arena_printf(a, "%.*s…", (int)letters(all, ARGUMENT_LETTERS - 1), all.data);
    buf_release(&out);
    return words;
}

/* --- the line --- */

static struct piece line_at(const char *code, int number)
{
    size_t from = 0;
    for (; number > 1; number--) {
        from += strcspn(code + from, "\n");
        if (!code[from++])
            return (struct piece){0};
    }
    return number == 1 ? (struct piece){from, from + strcspn(code + from, "\n")}
                       : (struct piece){0};
}

static struct piece object_of(const struct search *s, struct str name, size_t behind)
{
    struct piece piece = of_function(s, name, behind);
    if (piece.to == 0)
        piece = of_guard(s, name, behind);
    return piece.to > 0 ? piece : of_method(s, name, behind);
}

const char *argument_of(const struct sample *sample, int line, enum trace_what kind,
                        struct arena *a)
{
    struct search s = {.kind = kind};
    const char *found = NULL;
    bare_source_read(sample->files[0].text, a, &s.source);
    struct piece place = line_at(s.source.code, line);
    for (size_t at = place.from, behind; at<place.to; at = behind> at ? behind : at + 1) {
        behind = skip_name(s.source.code, at);
        struct str name = {s.source.code + at, behind - at};
        struct piece piece = behind > at ? object_of(&s, name, behind) : (struct piece){0};
        const char *words = piece.to > 0 ? words_of(&s, piece, a) : NULL;
        if (words && found && strcmp(words, found) != 0)
            return NULL;
        found = words ? words : found;
    }
    return found;
}
