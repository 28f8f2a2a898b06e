#include "test.h"

#include <stdlib.h>

#include "base/file.h"
#include "site/manifest.h"

static char folder[64];
static struct arena arena;
static struct err err;

static bool read_back(const char *text, struct manifest *m)
{
    return file_write(path_join(&arena, folder, MANIFEST_NAME), str_of(text), &err) &&
           manifest_read(folder, &arena, m, &err);
}

static void comes_back_as_written(void)
{
    struct manifest_entry entries[] = {
        {"z.html", 12, {1, 2}}, {"a b/ü.c", 0, {3, 4}}, {"samples.html", 7, {~0ull, 0}}};
    struct manifest m = {.entries = entries, .count = 3}, back;
    struct buf text = BUF_INIT;
    manifest_sort(&m);
    CHECK_STR(m.entries[0].path, "a b/ü.c");
    manifest_format(&m, &text);
    CHECK(read_back(text.data, &back) && back.found);
    CHECK_INT(back.count, 3);
    for (size_t i = 0; i < back.count; i++) {
        CHECK_STR(back.entries[i].path, m.entries[i].path);
        CHECK(hash_equal(back.entries[i].hash, m.entries[i].hash));
        CHECK(back.entries[i].size == m.entries[i].size);
        CHECK(manifest_find(&back, m.entries[i].path) == &back.entries[i]);
    }
    CHECK(!manifest_find(&back, "b"));
    buf_release(&text);
}

#define HEX "0123456789abcdef0123456789abcdef"

static void leaves_out_what_makes_no_sense(void)
{
    static const char *const lines[] = {
        HEX " 1 /etc/passwd", HEX " 1 ../x", HEX " 1 a/../../x", HEX " 1 ",
        HEX " x a",           HEX "1 a",     HEX " 1",           "0123 1 a",
        HEX " 1 a/./b",       HEX " 1 .",
    };
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        struct manifest m;
        const char *text = arena_printf(&arena, "drawloom site 1\n%s\n" HEX " 1 good\n", lines[i]);
        if (!CHECK(read_back(text, &m) && m.count == 1))
            printf("#   in row \"%s\"\n", lines[i]);
    }
}

static void of_another_format_it_is_ours_and_empty(void)
{
    struct manifest m;
    CHECK(read_back("", &m) && m.found && m.count == 0);
    CHECK(read_back("drawloom site 9\n" HEX " 1 a\n", &m) && m.found && m.count == 0);
}

static void missing(void)
{
    struct manifest m;
    CHECK(manifest_read("/nowhere", &arena, &m, &err) && !m.found);
    CHECK(!manifest_find(&m, "a"));
}

int main(void)
{
    snprintf(folder, sizeof folder, "/tmp/drawloom-manifest.XXXXXX");
    if (!mkdtemp(folder))
        return 1;
    RUN(comes_back_as_written);
    RUN(leaves_out_what_makes_no_sense);
    RUN(of_another_format_it_is_ours_and_empty);
    RUN(missing);
    file_remove_tree(folder, &err);
    arena_release(&arena);
    return test_summary();
}
