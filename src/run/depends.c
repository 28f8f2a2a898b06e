#include "run/depends.h"

#include <string.h>

#include "base/buf.h"

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

static bool has_word(const struct words *words, const char *word)
{
    for (size_t i = 0; i < words->count; i++)
        if (strcmp(words->items[i], word) == 0)
            return true;
    return false;
}

/* One rule: targets, the last of which ends in ":", then prerequisites. */
static void parse_rule(struct str text, size_t *at, struct buf *word, struct arena *a,
                       struct words *paths)
{
    bool behind_colon = false;
    while (next_word(text, at, word)) {
        if (!behind_colon)
            behind_colon = word->data[word->len - 1] == ':';
        else if (!has_word(paths, word->data))
            words_add(paths, a, arena_strndup(a, word->data, word->len));
    }
}

void depends_parse(struct str text, struct arena *a, struct words *paths)
{
    struct buf word = BUF_INIT;
    for (size_t at = 0; at < text.len;)
        parse_rule(text, &at, &word, a, paths);
    buf_release(&word);
}
