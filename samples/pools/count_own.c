#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include "pool.h"
#include "words.h"

static int rounds; /* count each file so often, as if it were so much longer */

// [count]
/* The map: from the name of a file to its words. */
static void *count_file(void *name)
{
    char *text = file_text(name), word[WORD_LENGTH];
    if (text == NULL)
        err(1, "%s", (const char *)name);
    struct words *own = words_new();
    for (int i = 0; i < rounds; i++)
        for (const char *rest = text; word_next(&rest, word) > 0;)
            words_add(own, word, 1);
    free(text);
    return own;
}

/* The reduction: from many tables to one. */
static struct words *count_files(struct pool *pool, char *names[], size_t files)
{
    struct future *counted[files];
    for (size_t i = 0; i < files; i++)
        counted[i] = pool_submit(pool, count_file, names[i]);

    struct words *all = words_new();
    for (size_t i = 0; i < files; i++) {
        struct words *words = future_wait(counted[i]);
        words_merge(all, words);
        free(words);
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
    struct words *all = count_files(pool, files.gl_pathv, files.gl_pathc);
    words_print(all, 5);
    free(all);
    pool_close(pool);
    globfree(&files);
    return 0;
}
