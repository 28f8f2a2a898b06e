/* words: how often each word occurs. Knows nothing about threads. */
#ifndef WORDS_H
#define WORDS_H

#include <ctype.h>
#include <err.h>
#include <errno.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WORDS_MAX = 4096, WORD_LENGTH = 24 };

struct words {
    int total, different;
    struct word {
        char text[WORD_LENGTH]; /* empty: this place is free */
        int count;
    } places[WORDS_MAX];
};

/* An empty table. Ends the program if there is no memory. free() takes it back. */
static inline struct words *words_new(void)
{
    struct words *words = calloc(1, sizeof *words);
    if (words == NULL)
        err(1, "calloc");
    return words;
}

/* The place of a word, or the free place where it belongs. */
static inline struct word *words_find(struct words *words, const char *word)
{
    unsigned place = 5381;
    for (const char *c = word; *c != '\0'; c++)
        place = place * 33 + (unsigned char)*c;
    for (place %= WORDS_MAX; words->places[place].count > 0; place = (place + 1) % WORDS_MAX)
        if (strcmp(words->places[place].text, word) == 0)
            break;
    return &words->places[place];
}

/* Add so many occurrences of a word. Ends the program when the table is full. */
static inline void words_add(struct words *words, const char *word, int count)
{
    struct word *place = words_find(words, word);
    if (place->count == 0) {
        if (words->different == WORDS_MAX - 1)
            errx(1, "too many different words");
        strcpy(place->text, word);
        words->different++;
    }
    place->count += count;
    words->total += count;
}

/* Add all that is in another table. */
static inline void words_merge(struct words *words, const struct words *other)
{
    for (int i = 0; i < WORDS_MAX; i++)
        if (other->places[i].count > 0)
            words_add(words, other->places[i].text, other->places[i].count);
}

/* Copy the next word of *text, in small letters, and move *text behind it. 0: there is none. */
static inline int word_next(const char **text, char word[WORD_LENGTH])
{
    int length = 0;
    const char *c = *text;
    while (*c != '\0' && !isalpha((unsigned char)*c))
        c++;
    for (; isalpha((unsigned char)*c); c++)
        if (length < WORD_LENGTH - 1)
            word[length++] = (char)tolower((unsigned char)*c);
    word[length] = '\0';
    *text = c;
    return length;
}

static inline int words_by_count(const void *a, const void *b)
{
    const struct word *x = a, *y = b;
    return x->count != y->count ? y->count - x->count : strcmp(x->text, y->text);
}

/* Print the totals and the most frequent words. */
static inline void words_print(const struct words *words, int lines)
{
    struct words *sorted = words_new();
    *sorted = *words;
    qsort(sorted->places, WORDS_MAX, sizeof sorted->places[0], words_by_count);
    printf("%d words, %d different\n", words->total, words->different);
    for (int i = 0; i < lines && i < words->different; i++)
        printf("%6d %s\n", sorted->places[i].count, sorted->places[i].text);
    free(sorted);
}

/* Find the files that match the patterns. A pattern that matches none stands for itself. */
static inline void files_find(glob_t *files, int count, char *patterns[])
{
    *files = (glob_t){0};
    for (int i = 0; i < count; i++)
        if (glob(patterns[i], GLOB_NOCHECK | (i > 0 ? GLOB_APPEND : 0), NULL, files) != 0)
            errx(1, "%s: no files found", patterns[i]);
}

/* The text of a file, for free(). NULL: it can't be read, and errno says why. */
static inline char *file_text(const char *name)
{
    FILE *stream = fopen(name, "r");
    if (stream == NULL)
        return NULL;
    char *text = NULL;
    size_t size = 0;
    if (getdelim(&text, &size, '\0', stream) < 0) {
        int error = errno;
        free(text);
        text = NULL;
        errno = error;
    }
    fclose(stream);
    return text;
}

#endif
