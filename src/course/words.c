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

/* Read the word that begins at text[*i]; a word is never longer than what it is read from. */
static const char *read_word(struct str text, size_t *i, struct arena *a, struct err *err)
{
    char *word = arena_alloc(a, text.len - *i + 1, 1);
    size_t len = 0;
    while (*i < text.len && !is_blank(text.data[*i])) {
        char c = text.data[*i];
        if (c == '\'' || c == '"') {
            size_t at = *i;
            if (!read_quoted(text, i, word, &len)) {
                err_set(err, "the quote %c in `%.*s` is not closed", c, STR_FMT(text));
                err->column = (int)at + 1;
                return NULL;
            }
            continue;
        }
        if (c == '\\' && *i + 1 < text.len)
            c = text.data[++*i];
        word[len++] = c;
        ++*i;
    }
    word[len] = '\0';
    return word;
}

bool words_split(struct str text, struct arena *a, struct words *words, struct err *err)
{
    *words = (struct words){0};
    for (size_t i = 0; i < text.len;) {
        if (is_blank(text.data[i])) {
            i++;
            continue;
        }
        const char *word = read_word(text, &i, a, err);
        if (!word)
            return false;
        words_add(words, a, word);
    }
    return true;
}

void words_add(struct words *words, struct arena *a, const char *word)
{
    *LIST_ADD(a, words->items, words->count) = word;
}
