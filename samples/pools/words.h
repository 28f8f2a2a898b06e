/* words: how often each word occurs. Knows nothing about threads. */
#ifndef WORDS_H
#define WORDS_H

#include <glob.h>

enum { WORDS_MAX = 4096, WORD_LENGTH = 24 };

struct words {
    int total, different;
    struct word {
        char text[WORD_LENGTH]; /* empty: this place is free */
        int count;
    } places[WORDS_MAX];
};

/* An empty table. Ends the program if there is no memory. free() takes it back. */
struct words *words_new(void);

/* Add so many occurrences of a word. Ends the program when the table is full. */
void words_add(struct words *words, const char *word, int count);

/* Add all that is in another table. */
void words_merge(struct words *words, const struct words *other);

/* Find the files that match the patterns. A pattern that matches none stands for itself. */
void files_find(glob_t *files, int count, char *patterns[]);

/* The text of a file, for free(). NULL: it can't be read, and errno says why. */
char *file_text(const char *name);

/* Copy the next word of *text, in small letters, and move *text behind it. 0: there is none. */
int word_next(const char **text, char word[WORD_LENGTH]);

/* Print the totals and the most frequent words. */
void words_print(const struct words *words, int lines);

#endif
