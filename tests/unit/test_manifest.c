#include "test.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "site/manifest.h"

static char folder[64];
static struct arena arena;
static struct err err;

static bool read_bytes(struct str text, struct manifest *m)
{
    return file_write(path_join(&arena, folder, MANIFEST_NAME), text, &err) &&
           manifest_read(folder, &arena, m, &err);
}

/* With the last line that a whole one has. */
static bool read_back(const char *text, struct manifest *m)
{
    char hex[HASH_HEX_LEN + 1];
    hash_hex(hash_of(text, strlen(text)), hex);
    return read_bytes(str_of(arena_printf(&arena, "%send %s\n", text, hex)), m);
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
    CHECK(read_bytes(buf_view(&text), &back) && back.found && !back.damaged);
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

static void of_another_format_it_is_ours_and_unknown(void)
{
    struct manifest m;
    CHECK(read_back("drawloom site 9\n" HEX " 1 a\n", &m) && m.found && m.damaged && m.count == 0);
}

/* A power cut may leave any part of a file, or zeros. */
static void damage_is_noticed(void)
{
    struct manifest_entry entries[] = {{"a.html", 12, {1, 2}}, {"b.html", 7, {3, 4}}};
    struct manifest m = {.entries = entries, .count = 2}, back;
    struct buf text = BUF_INIT;
    manifest_format(&m, &text);
    for (size_t i = 0; i < text.len; i++) {
        if (!CHECK(read_bytes((struct str){text.data, i}, &back) && back.found && back.damaged))
            printf("#   cut at %zu\n", i);
        text.data[i] ^= 1;
        if (!CHECK(read_bytes(buf_view(&text), &back) && back.damaged && back.count == 0))
            printf("#   with a flipped bit at %zu\n", i);
        text.data[i] ^= 1;
    }
    memset(text.data, 0, text.len);
    CHECK(read_bytes(buf_view(&text), &back) && back.found && back.damaged);
    buf_release(&text);
}

static void a_link_is_no_manifest(void)
{
    struct manifest m;
    const char *path = path_join(&arena, folder, MANIFEST_NAME);
    CHECK(read_back("drawloom site 1\n" HEX " 1 a\n", &m) && m.found);
    CHECK(rename(path, path_join(&arena, folder, "elsewhere")) == 0);
    CHECK(symlink("elsewhere", path) == 0);
    CHECK(manifest_read(folder, &arena, &m, &err) && !m.found);
    CHECK(unlink(path) == 0);
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
    RUN(of_another_format_it_is_ours_and_unknown);
    RUN(damage_is_noticed);
    RUN(a_link_is_no_manifest);
    RUN(missing);
    file_remove_tree(folder, &err);
    arena_release(&arena);
    return test_summary();
}
