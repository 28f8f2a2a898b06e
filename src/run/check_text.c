#include "run/check_text.h"

#include <ctype.h>
#include <string.h>

#include "base/buf.h"

const char *check_find(struct str s, const char *what)
{
    return memmem(s.data, s.len, what, strlen(what));
}

bool check_cut(struct str *s, const char *end, struct str *before)
{
    const char *at = check_find(*s, end);
    if (!at)
        return false;
    *before = (struct str){s->data, (size_t)(at - s->data)};
    s->len -= before->len + strlen(end);
    s->data = at + strlen(end);
    return true;
}

struct str check_shorten(struct str s)
{
    return (struct str){s.data, s.len < CHECK_LINE_MOST ? s.len : CHECK_LINE_MOST};
}

/* A word and the blanks before it. */
static bool next_word(struct str *rest, struct str *word)
{
    while (rest->len > 0 && *rest->data == ' ')
        rest->data++, rest->len--;
    const char *end = memchr(rest->data, ' ', rest->len);
    *word = (struct str){rest->data, end ? (size_t)(end - rest->data) : rest->len};
    rest->data += word->len;
    rest->len -= word->len;
    return word->len > 0;
}

static bool is_address(struct str word)
{
    return str_starts(word, "0x") || str_starts(word, "0X");
}

/* "(pid=1)", "(tid=2, running)", "(BuildId: 1f)", "(race+0x9a9)", "(0x7ff)" and ranges of addresses. */
static bool is_internal(struct str word)
{
    return str_starts(word, "(pid=") || str_starts(word, "(tid=") || str_starts(word, "(BuildId") ||
           str_starts(word, "[0x") ||
           (str_starts(word, "(") && word.data[word.len - 1] == ')' && check_find(word, "0x"));
}

/* The rest of a group that began with such a word. */
static void skip_group(struct str word, struct str *rest)
{
    struct str inside;
    if (word.data[0] == '(' && !memchr(word.data, ')', word.len))
        check_cut(rest, ")", &inside);
}

/* Drop the "at" or "on" that stands before an address; `before` is the length without it. */
static void drop_preposition(struct buf *out, size_t before)
{
    struct str last = {out->data + before, out->len - before};
    last = str_trim(last);
    if (str_is(last, "at") || str_is(last, "on")) {
        out->len = before;
        out->data[before] = '\0';
    }
}

/* ASan calls the main thread "thread T0". */
static void name_main_thread(struct arena *a, const char **text)
{
    const char *at = strstr(*text, "thread T0");
    const char *behind = at ? at + strlen("thread T0") : "";
    if (at && !isdigit((unsigned char)*behind))
        *text = arena_printf(a, "%.*smain thread%s", (int)(at - *text), *text, behind);
}

/* ASan says "READ of size 4 at 0x… thread T0". */
const char *check_clean(struct arena *a, struct str line)
{
    struct buf out = BUF_INIT;
    struct str rest = check_shorten(str_trim(line)), word;
    size_t before = 0;
    for (bool dropped = false; next_word(&rest, &word);) {
        bool was_dropped = dropped;
        dropped = is_address(word);
        if (dropped || is_internal(word)) {
            drop_preposition(&out, before);
            buf_puts(&out, dropped && out.len == 0 ? "Address" : "");
            buf_puts(&out, word.data[word.len - 1] == ':' ? ":" : "");
            skip_group(word, &rest);
            before = out.len;
            continue;
        }
        buf_puts(&out, was_dropped && str_is(word, "thread") ? " by" : "");
        before = out.len;
        buf_puts(&out, out.len ? " " : "");
        buf_str(&out, word);
    }
    const char *text = arena_strdup(a, out.data);
    buf_release(&out);
    name_main_thread(a, &text);
    return text;
}

static void cut_end(struct str *s, const char *end)
{
    size_t len = strlen(end);
    if (s->len >= len && memcmp(s->data + s->len - len, end, len) == 0)
        s->len -= len;
}

/* " of size 4" and the like are cut out. */
static void add_without_size(struct buf *out, struct str text)
{
    struct str before;
    if (check_cut(&text, " of size ", &before)) {
        buf_str(out, before);
        while (text.len && isdigit((unsigned char)*text.data))
            text.data++, text.len--;
    }
    buf_str(out, text);
}

const char *check_label(struct arena *a, const char *text)
{
    static const char *const starts[] = {"Possible data race during ", "This conflicts with a "};
    static const char *const ends[] = {":", " at", " here", " from"};
    struct buf out = BUF_INIT;
    struct str rest = str_of(text);
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        str_skip(&rest, starts[i]);
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        cut_end(&rest, ends[i]);
    add_without_size(&out, rest);
    bool shouts = out.len > 1 && isupper((unsigned char)out.data[1]);
    for (size_t i = 0; i < out.len && (i == 0 || (shouts && out.data[i] != ' ')); i++)
        out.data[i] = (char)tolower((unsigned char)out.data[i]);
    const char *copy = arena_strdup(a, out.data);
    buf_release(&out);
    return copy;
}
