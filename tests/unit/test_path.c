#include "base/path.h"
#include "test.h"

struct row {
    const char *a, *b, *want;
};

static void joining(void)
{
    static const struct row rows[] = {
        {"", "a", "a"}, {".", "a", "a"}, {"d", "a", "d/a"}, {"d/", "a", "d/a"}, {"/", "a", "/a"},
    };
    struct arena a = {0};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        CHECK_STR(path_join(&a, rows[i].a, rows[i].b), rows[i].want);
    arena_release(&a);
}

static void parts(void)
{
    static const struct {
        const char *path, *dir, *base;
    } rows[] = {
        {"a/b.md", "a", "b.md"}, {"b.md", ".", "b.md"}, {"/a", "/", "a"},
        {"/", "/", ""},          {"a/b/c", "a/b", "c"}, {"a//b", "a", "b"},
        {"", ".", ""},           {"/a/b", "/a", "b"},   {"a/b/", "a", ""},
    };
    struct arena a = {0};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        CHECK_STR(path_dir(&a, rows[i].path), rows[i].dir);
        CHECK_STR(path_base(rows[i].path), rows[i].base);
    }
    arena_release(&a);
}

static void normalizing(void)
{
    static const struct row rows[] = {
        {"", NULL, "."},
        {".", NULL, "."},
        {"a", NULL, "a"},
        {"a/", NULL, "a"},
        {"./a/./b", NULL, "a/b"},
        {"a//b", NULL, "a/b"},
        {"a/../b", NULL, "b"},
        {"a/..", NULL, "."},
        {"a/b/../../c", NULL, "c"},
        {"..", NULL, NULL},
        {"a/../..", NULL, NULL},
        {"/a", NULL, NULL},
        {"...", NULL, "..."},
        {"..a/b..", NULL, "..a/b.."},
        {"a/../../a", NULL, NULL},
        {"ab/../c", NULL, "c"},
    };
    struct arena a = {0};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        CHECK_STR(path_normalize(&a, rows[i].a), rows[i].want);
    arena_release(&a);
}

static void relative(void)
{
    static const struct row rows[] = {
        {"a/b", "c/d.html", "../../c/d.html"},
        {"", "a/b", "a/b"},
        {".", "a/b", "a/b"},
        {"a", "a/x.html", "x.html"},
        {"a", "ab/x.html", "../ab/x.html"},
        {"a/b", "a/c.html", "../c.html"},
        {"a/b", "a/b", "."},
        {"a/b", "a/b/c/d", "c/d"},
        {"a", "x.html", "../x.html"},
    };
    struct arena a = {0};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        CHECK_STR(path_relative(&a, rows[i].a, rows[i].b), rows[i].want);
    arena_release(&a);
}

int main(void)
{
    RUN(joining);
    RUN(parts);
    RUN(normalizing);
    RUN(relative);
    return test_summary();
}
