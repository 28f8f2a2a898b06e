#include <err.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "pool.h"
#include "words.h"

static int rounds; /* count each file so often, as if it were so much longer */

// [count]
struct counted {
    struct words *words; /* NULL: see error */
    int error;
};

static void *count_file(void *name)
{
    struct counted *counted = calloc(1, sizeof *counted);
    if (counted == NULL)
        err(1, "calloc");
    char *text = file_text(name), word[WORD_LENGTH];
    if (text == NULL) {
        counted->error = errno;
        return counted;
    }
    counted->words = words_new();
    for (int i = 0; i < rounds; i++)
        for (const char *rest = text; word_next(&rest, word) > 0;)
            words_add(counted->words, word, 1);
    free(text);
    return counted;
}

/* Merges what could be counted, and says what could not. */
static struct words *count_files(struct pool *pool, char *names[], size_t files, int *failed)
{
    struct future *futures[files];
    for (size_t i = 0; i < files; i++)
        futures[i] = pool_submit(pool, count_file, names[i]);

    struct words *all = words_new();
    for (size_t i = 0; i < files; i++) {
        struct counted *counted = future_wait(futures[i]);
        if (counted->words != NULL) {
            words_merge(all, counted->words);
        } else {
            warnx("%s: %s", names[i], strerror(counted->error));
            (*failed)++;
        }
        free(counted->words);
        free(counted);
    }
    return all;
}
// [count]

int main(int argc, char *argv[])
{
    glob_t files;
    if (argc < 4)
        errx(2, "usage: %s WORKERS ROUNDS FILE...", argv[0]);
    rounds = atoi(argv[2]);
    files_find(&files, argc - 3, &argv[3]);

    struct pool *pool = pool_open(atoi(argv[1]));
    int failed = 0;
    struct words *all = count_files(pool, files.gl_pathv, files.gl_pathc, &failed);
    words_print(all, 5);
    free(all);
    pool_close(pool);
    globfree(&files);
    return failed > 0;
}
