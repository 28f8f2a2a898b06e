#include "run/trace_download.h"

#include "test.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define TEN "0123456789"
#define HUNDRED TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN

/* The file of a sample, and of a point of a sweep when there are parameters. */
static const char *path_of(const char *id, const char *names[2], const char *values[2],
                           size_t count, struct arena *a)
{
    struct sample sample = {
        .id = id, .parameters = {names, count}, .values = {values, values ? count : 0}};
    return trace_download(&sample, a);
}

static void names_of_files(void)
{
    static const struct {
        const char *id, *names[2], *values[2];
        size_t count;
        const char *path;
    } rows[] = {
        {"lost", {0}, {0}, 0, "samples/lost.trace.json"},
        {"03-locks-2", {0}, {0}, 0, "samples/03-locks-2.trace.json"},
        {"a.b", {0}, {0}, 0, "samples/a~2Eb.trace.json"},
        {"\xC3\xBC", {0}, {0}, 0, "samples/~C3~BC.trace.json"},
        {"../x", {0}, {0}, 0, "samples/~2E~2E~2Fx.trace.json"},
        {HUNDRED, {0}, {0}, 0, "samples/" HUNDRED ".trace.json"},
        {"pool", {"threads"}, {"4"}, 1, "samples/pool.threads=4.trace.json"},
        {"pool", {"threads", "opt"}, {"4", "-O2"}, 2, "samples/pool.threads=4.opt=-O2.trace.json"},
        {"pool", {"n"}, {""}, 1, "samples/pool.n=.trace.json"},
        {"pool", {"n"}, {"a b/..%"}, 1, "samples/pool.n=a~20b~2F~2E~2E~25.trace.json"},
    };
    struct arena a = {0};
    for (size_t i = 0; i < COUNT(rows); i++)
        CHECK_STR(path_of(rows[i].id, (const char **)rows[i].names, (const char **)rows[i].values,
                          rows[i].count, &a),
                  rows[i].path);
    arena_release(&a);
}

/* What could be taken for another's. */
static void no_two_have_one_name(void)
{
    static const struct {
        const char *id, *names[2], *values[2];
        size_t count;
    } rows[] = {
        {"a", {"n", "m"}, {"1", "2"}, 2}, {"a", {"n"}, {"1.m=2"}, 1},
        {"a.n=1", {"m"}, {"2"}, 1},       {"a.n=1.m=2", {0}, {0}, 0},
        {"a~2En=1", {0}, {0}, 0},         {"a", {"n"}, {"1"}, 1},
        {HUNDRED "1", {0}, {0}, 0},       {HUNDRED "2", {0}, {0}, 0},
        {"a", {"n"}, {HUNDRED "1"}, 1},   {"a", {"n"}, {HUNDRED "2"}, 1},
        {"a", {"m"}, {HUNDRED "2"}, 1},
    };
    struct arena a = {0};
    const char *paths[COUNT(rows)];
    for (size_t i = 0; i < COUNT(rows); i++) {
        paths[i] = path_of(rows[i].id, (const char **)rows[i].names, (const char **)rows[i].values,
                           rows[i].count, &a);
        CHECK(strlen(strrchr(paths[i], '/') + 1) <= 255);
        for (size_t k = 0; k < i; k++)
            if (!CHECK(strcmp(paths[i], paths[k]) != 0))
                printf("#   rows %zu and %zu: %s\n", k, i, paths[i]);
    }
    arena_release(&a);
}

int main(void)
{
    RUN(names_of_files);
    RUN(no_two_have_one_name);
    return test_summary();
}
