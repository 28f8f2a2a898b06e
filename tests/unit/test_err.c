#include <errno.h>

#include "base/err.h"
#include "base/str.h"
#include "base/utf8.h"
#include "test.h"

static void fills_and_says_false(void)
{
    struct err err = {0};
    CHECK(!err_at(&err, "content/a.md", 3, 4, "unknown %s", "word"));
    CHECK_STR(err.file, "content/a.md");
    CHECK_INT(err.line, 3);
    CHECK_INT(err.column, 4);
    CHECK_STR(err.message, "unknown word");
    CHECK(!err_set(&err, "other"));
    CHECK_STR(err.message, "other");
    CHECK_STR(err.file, "content/a.md");
    CHECK(!err_in(&err, "reading %d", 5));
    CHECK_STR(err.message, "reading 5: other");
    errno = ENOENT;
    CHECK(!err_errno(&err, "%s", "x.c"));
    CHECK_STR(err.message, "x.c: No such file or directory");
    err_at(&err, NULL, 0, 0, "nowhere");
    CHECK_STR(err.file, "");
}

/* A caller may hand an err its own text. */
static void own_text_as_argument(void)
{
    struct err err = {0};
    err_at(&err, "a.md", 1, 1, "inner");
    err_set(&err, "outer (%s)", err.message);
    CHECK_STR(err.message, "outer (inner)");
    err_in(&err, "%s", err.message);
    CHECK_STR(err.message, "outer (inner): outer (inner)");
    err_at(&err, err.file, 2, 1, "%s", err.message);
    CHECK_STR(err.file, "a.md");
}

static void disks_are_told_from_the_rest(void)
{
    struct err err = {0};
    errno = ENOSPC;
    err_errno(&err, "site/a.html");
    err_in(&err, "outer");
    CHECK(err_is_of_disk(&err));
    errno = ENOENT;
    err_errno(&err, "site/a.html");
    CHECK(!err_is_of_disk(&err));
    errno = EIO;
    err_errno(&err, "site/a.html");
    CHECK(err_is_of_disk(&err));
    err_set(&err, "something else");
    CHECK(!err_is_of_disk(&err));
}

static void long_text_is_cut_between_characters(void)
{
    char text[4000];
    for (size_t shift = 0; shift < 3; shift++) {
        memset(text, 'x', sizeof text);
        for (size_t i = shift; i + 3 < sizeof text; i += 3)
            memcpy(text + i, "\xe2\x82\xac", 3);
        text[sizeof text - 1] = '\0';
        struct err err = {0};
        err_at(&err, text, 0, 0, "%s", text);
        CHECK(utf8_is_valid(str_of(err.message)) && utf8_is_valid(str_of(err.file)));
        CHECK(strlen(err.message) + 3 >= sizeof err.message);
        CHECK(strlen(err.file) + 3 >= sizeof err.file);
        err_in(&err, "%s", "in");
        CHECK(strncmp(err.message, "in: ", 4) == 0 && utf8_is_valid(str_of(err.message)));
    }
}

int main(void)
{
    RUN(fills_and_says_false);
    RUN(own_text_as_argument);
    RUN(disks_are_told_from_the_rest);
    RUN(long_text_is_cut_between_characters);
    return test_summary();
}
