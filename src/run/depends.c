#include "run/depends.h"

#include <string.h>

#include "base/buf.h"
#include "course/names.h"

/* Take the next word from *at into `word`. False at the end of the line, which is passed. */
static bool next_word(struct str text, size_t *at, struct buf *word)
{
    buf_clear(word);
    while (*at < text.len) {
        char c = text.data[*at], next = *at + 1 < text.len ? text.data[*at + 1] : '\0';
        bool joins = c == '\\' && next == '\n';
        bool blank = c == ' ' || c == '\t' || joins;
        if (c == '\n' || (blank && word->len > 0))
            break;
        if (blank) {
            *at += joins ? 2 : 1;
        } else if ((c == '\\' && (next == ' ' || next == '#' || next == '\\')) ||
                   (c == '$' && next == '$')) {
            buf_putc(word, next);
            *at += 2;
        } else {
            buf_putc(word, c);
            ++*at;
        }
    }
    if (word->len > 0)
        return true;
    *at += *at < text.len;
    return false;
}

struct collection {
    struct words *paths;
    struct names seen; /* the same */
    struct arena *a;
};

static void collect(struct collection *c, const char *path)
{
    if (names_find(&c->seen, path))
        return;
    path = arena_strdup(c->a, path);
    names_add(&c->seen, c->a, path, c->paths->count);
    words_add(c->paths, c->a, path);
}

/* One rule: targets, the last of which ends in ":", then prerequisites. */
static void parse_rule(struct str text, size_t *at, struct buf *word, struct collection *c)
{
    bool behind_colon = false;
    while (next_word(text, at, word)) {
        if (behind_colon)
            collect(c, word->data);
        else
            behind_colon = word->data[word->len - 1] == ':';
    }
}

void depends_parse(struct str text, struct arena *a, struct words *paths)
{
    struct collection c = {.paths = paths, .a = a};
    struct buf word = BUF_INIT;
    for (size_t i = 0; i < paths->count; i++)
        if (!names_find(&c.seen, paths->items[i]))
            names_add(&c.seen, a, paths->items[i], i);
    for (size_t at = 0; at < text.len;)
        parse_rule(text, &at, &word, &c);
    buf_release(&word);
}
