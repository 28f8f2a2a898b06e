/* script_words: the words of a line of a recording_script, one after the other: numbers, times, and
 * what to say when they are none. */
#ifndef SCRIPT_WORDS_H
#define SCRIPT_WORDS_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/str.h"

struct recording_script;

/* What is being read; for messages, too. */
struct script_reader {
    const char *name;
    int line;
    struct str text, rest; /* of the line, and what is left of it */
    struct recording_script *script;
    struct arena *a;
};

_Noreturn static inline void script_fail(const struct script_reader *r, const char *what,
                                         struct str word)
{
    fprintf(stderr, "%s:%d: %s \"%.*s\" in: %.*s\n", r->name, r->line, what, STR_FMT(word),
            STR_FMT(r->text));
    abort();
}

static inline bool script_more(struct script_reader *r)
{
    r->rest = str_trim(r->rest);
    return r->rest.len > 0;
}

/* The next word; the line must have one. */
static inline struct str script_word(struct script_reader *r)
{
    if (!script_more(r))
        script_fail(r, "something is missing behind", r->text);
    struct str word = {r->rest.data, 0};
    while (word.len < r->rest.len && !strchr(" \t", word.data[word.len]))
        word.len++;
    r->rest = (struct str){word.data + word.len, r->rest.len - word.len};
    return word;
}

static inline const char *script_name(struct script_reader *r)
{
    struct str word = script_word(r);
    return arena_strndup(r->a, word.data, word.len);
}

/* Take the next word if it is this one. */
static inline bool script_is(struct script_reader *r, const char *word)
{
    struct script_reader ahead = *r;
    if (!script_more(&ahead) || !str_is(script_word(&ahead), word))
        return false;
    r->rest = ahead.rest;
    return true;
}

/* -1: none of them. */
static inline int script_find(struct str word, const char *const *names, int count)
{
    for (int i = 0; i < count; i++)
        if (names[i] && str_is(word, names[i]))
            return i;
    return -1;
}

static inline uint64_t script_number_of(struct script_reader *r, struct str word)
{
    char text[32] = {0}, *end = text;
    memcpy(text, word.data, word.len < sizeof text ? word.len : sizeof text - 1);
    uint64_t number = strtoull(text, &end, 0);
    if (end == text || *end || word.len >= sizeof text)
        script_fail(r, "this is no number:", word);
    return number;
}

static inline uint64_t script_number(struct script_reader *r)
{
    return script_number_of(r, script_word(r));
}

/* False: the word is no time. */
static inline bool script_is_time(struct str word, int64_t *ns)
{
    static const char *const units[] = {"ns", "us", "ms", "s"};
    static const double factors[] = {1, 1e3, 1e6, 1e9};
    char text[32] = {0}, *end = text;
    memcpy(text, word.data, word.len < sizeof text ? word.len : sizeof text - 1);
    double number = strtod(text, &end);
    int unit = script_find(str_of(end), units, 4);
    if (end == text || unit < 0)
        return false;
    double exact = number * factors[unit];
    *ns = (int64_t)(exact + (exact < 0 ? -0.5 : 0.5));
    return true;
}

static inline int64_t script_time(struct script_reader *r)
{
    int64_t ns = 0;
    struct str word = script_word(r);
    if (!script_is_time(word, &ns))
        script_fail(r, "this is no time with its unit:", word);
    return ns;
}

#endif
