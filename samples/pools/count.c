#include <err.h>
#include <errno.h>
#include <glob.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "map.h"
#include "must.h"
#include "words.h"

static char **names;
static int rounds; /* count each file so often, as if it were so much longer */

// [shared]
static struct words *all;
static pthread_mutex_t all_lock = PTHREAD_MUTEX_INITIALIZER;

static long count_into_one(long file)
{
    char *text = file_text(names[file]), word[WORD_LENGTH];
    if (text == NULL)
        return errno;
    for (int i = 0; i < rounds; i++)
        for (const char *rest = text; word_next(&rest, word) > 0;) {
            must(pthread_mutex_lock(&all_lock));
            words_add(all, word, 1);
            must(pthread_mutex_unlock(&all_lock));
        }
    free(text);
    return 0;
}
// [shared]

// [own]
static struct words **own; /* a table for each file */

static long count_into_own(long file)
{
    char *text = file_text(names[file]), word[WORD_LENGTH];
    if (text == NULL)
        return errno;
    own[file] = words_new();
    for (int i = 0; i < rounds; i++)
        for (const char *rest = text; word_next(&rest, word) > 0;)
            words_add(own[file], word, 1);
    free(text);
    return 0;
}
// [own]

// [main]
static int merge_all(const long errors[], int files)
{
    int failed = 0;
    for (int i = 0; i < files; i++) {
        if (errors[i] != 0) {
            warnx("%s: %s", names[i], strerror((int)errors[i]));
            failed = 1;
        } else if (own[i] != NULL) {
            words_merge(all, own[i]);
        }
    }
    return failed;
}

int main(int argc, char *argv[])
{
    glob_t found;
    if (argc != 5 || glob(argv[4], GLOB_NOCHECK, NULL, &found) != 0)
        errx(2, "usage: %s one|own WORKERS ROUNDS PATTERN", argv[0]);
    int files = (int)found.gl_pathc, workers = atoi(argv[2]);
    long (*count)(long) = strcmp(argv[1], "own") == 0 ? count_into_own : count_into_one;
    names = found.gl_pathv;
    rounds = atoi(argv[3]);
    all = words_new();
    own = calloc((size_t)files, sizeof *own);
    if (own == NULL)
        err(1, "calloc");

    long items[files], errors[files];
    for (int i = 0; i < files; i++)
        items[i] = i;
    map(count, items, errors, files, workers);
    int failed = merge_all(errors, files);
    words_print(all, 5);
    return failed;
}
// [main]
