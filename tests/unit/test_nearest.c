#include "base/nearest.h"
#include "test.h"

static const char *const names[] = {"timeout", "time",  "trials", "trace", "args",
                                    "std",     "stdin", "cc",     "of",    "processes"};

static void did_you_mean(void)
{
    static const struct {
        const char *word, *name;
    } rows[] = {
        {"timout", "timeout"},      /* a letter less */
        {"timeoutt", "timeout"},    /* a letter more */
        {"tiemout", "timeout"},     /* two swapped, one missing */
        {"tmioeut", "timeout"},     /* two swaps: 7 letters allow two changes */
        {"tmioetu", NULL},          /* three */
        {"prosseses", "processes"}, /* three changes in nine letters */
        {"TRIALS", "trials"},       /* case does not count */
        {"agrs", "args"},           /* a swap counts once: 4 letters allow one change */
        {"rags", "args"},
        {"sdt", "std"},
        {"st", "std"},
        {"timr", "time"},
        {"wall", NULL},
        {"cpus", NULL},
        {"", NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *got = nearest(rows[i].word, names, sizeof names / sizeof *names);
        if (!CHECK_STR(got, rows[i].name))
            printf("#   for \"%s\"\n", rows[i].word);
    }
}

static void first_of_equals_and_long_words(void)
{
    static const char *const equals[] = {"bat", "cat", "rat"};
    CHECK_STR(nearest("hat", equals, 3), "bat");
    CHECK_STR(nearest("rat", equals, 3), "rat");
    CHECK_STR(nearest("hat", equals, 0), NULL);
    char word[200];
    memset(word, 'x', sizeof word - 1);
    word[sizeof word - 1] = '\0';
    const char *const same[] = {word, "x"};
    CHECK_STR(nearest(word, same, 2), NULL);
    CHECK_STR(nearest("y", same, 2), "x");
}

int main(void)
{
    RUN(did_you_mean);
    RUN(first_of_equals_and_long_words);
    return test_summary();
}
