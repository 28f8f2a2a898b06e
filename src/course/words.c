#include "course/words.h"

#include <string.h>

#include "course/list.h"

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Append what the quote at text[*i] encloses to word; *i moves behind the closing one. */
static bool read_quoted(struct str text, size_t *i, char *word, size_t *len)
{
    char quote = text.data[(*i)++];
    for (; *i < text.len; (*i)++) {
        char c = text.data[*i];
        if (c == quote) {
            (*i)++;
            return true;
        }
        if (c == '\\' && quote == '"' && *i + 1 < text.len &&
            (text.data[*i + 1] == '"' || text.data[*i + 1] == '\\'))
            c = text.data[++*i];
        word[(*len)++] = c;
    }
    return false;
}

/* Read the word that begins at text[*i] into `word`; its length with the NUL, or 0. */
static size_t read_word(struct str text, size_t *i, char *word, struct err *err)
{
    size_t len = 0;
    while (*i < text.len && !is_blank(text.data[*i])) {
        char c = text.data[*i];
        if (c == '\'' || c == '"') {
            size_t at = *i;
            if (!read_quoted(text, i, word, &len)) {
                err_set(err, "the quote %c in `%.*s` is not closed", c, STR_FMT(text));
                err->column = (int)at + 1;
                return 0;
            }
            continue;
        }
        if (c == '\\' && *i + 1 < text.len)
            c = text.data[++*i];
        word[len++] = c;
        ++*i;
    }
    word[len] = '\0';
    return len + 1;
}

/* A word is never longer than what it is read from, and its NUL takes the place of the blank behind
 * it: all of them fit into the length of the text. */
bool words_split(struct str text, struct arena *a, struct words *words, struct err *err)
{
    char *word = arena_alloc(a, text.len + 1, 1);
    *words = (struct words){0};
    for (size_t i = 0; i < text.len;) {
        if (is_blank(text.data[i])) {
            i++;
            continue;
        }
        size_t size = read_word(text, &i, word, err);
        if (size == 0)
            return false;
        words_add(words, a, word);
        word += size;
    }
    return true;
}

void words_add(struct words *words, struct arena *a, const char *word)
{
    *LIST_ADD(a, words->items, words->count) = word;
}

struct words words_copy(const struct words *words, struct arena *a)
{
    struct words copy = {0};
    for (size_t i = 0; i < words->count; i++)
        words_add(&copy, a, words->items[i]);
    return copy;
}
