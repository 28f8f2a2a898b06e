#include <err.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include "must.h"
#include "pool.h"
#include "words.h"

static int rounds; /* count each file so often, as if it were so much longer */

// [count]
static struct words *all;
static pthread_mutex_t all_lock = PTHREAD_MUTEX_INITIALIZER;

static void *count_file(void *name)
{
    char *text = file_text(name), word[WORD_LENGTH];
    if (text == NULL)
        err(1, "%s", (const char *)name);
    for (int i = 0; i < rounds; i++)
        for (const char *rest = text; word_next(&rest, word) > 0;) {
            must(pthread_mutex_lock(&all_lock));
            words_add(all, word, 1);
            must(pthread_mutex_unlock(&all_lock));
        }
    free(text);
    return NULL;
}

static void count_files(struct pool *pool, char *names[], size_t files)
{
    struct future *counted[files];
    for (size_t i = 0; i < files; i++)
        counted[i] = pool_submit(pool, count_file, names[i]);
    for (size_t i = 0; i < files; i++)
        future_wait(counted[i]);
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
    all = words_new();
    count_files(pool, files.gl_pathv, files.gl_pathc);
    words_print(all, 5);
    free(all);
    pool_close(pool);
    globfree(&files);
    return 0;
}
