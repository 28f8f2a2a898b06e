#include "site/offline.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "test.h"

struct desk {
    struct arena arena;
    char folder[32];
    const char *templates[2];
    struct buf out;
};

static void open_desk(struct desk *d)
{
    struct err err = {0};
    *d = (struct desk){.folder = "/tmp/test-offline-XXXXXX", .out = BUF_INIT};
    CHECK(mkdtemp(d->folder) != NULL);
    d->templates[0] = d->folder;
    CHECK(file_make_dirs(path_join(&d->arena, d->folder, "worker"), &err));
    CHECK(file_write(path_join(&d->arena, d->folder, "worker/1.js"), STR("go();\n"), &err));
}

static void close_desk(struct desk *d)
{
    struct err err = {0};
    CHECK(file_remove_tree(d->folder, &err));
    buf_release(&d->out);
    arena_release(&d->arena);
}

static const char *worker_of(struct desk *d, struct manifest_entry *files, size_t count)
{
    struct err err = {0};
    const struct manifest site = {.entries = files, .count = count};
    buf_clear(&d->out);
    CHECK(offline_write(&site, d->templates, &d->out, &err));
    return d->out.data;
}

static void offline_lists_all_and_its_scripts(void)
{
    struct desk d;
    open_desk(&d);
    struct manifest_entry files[] = {
        {"index.html", 10, {1, 2}}, {"sw.js", 10, {3, 4}}, {"a </script>.c", 1, {0xAB, 0}}};
    CHECK_STR(worker_of(&d, files, 3), "const site = {\n"
                                       "  \"files\": {\n"
                                       "    \"a \\u003c/script\\u003e.c\": \"00000000000000ab\",\n"
                                       "    \"index.html\": \"0000000000000001\"\n"
                                       "  },\n"
                                       "  \"first\": [\n"
                                       "    \"a \\u003c/script\\u003e.c\",\n"
                                       "    \"index.html\"\n"
                                       "  ]\n"
                                       "};\n"
                                       "go();\n");
    close_desk(&d);
}

static void offline_of_nothing(void)
{
    struct desk d;
    open_desk(&d);
    CHECK(strstr(worker_of(&d, NULL, 0), "go();") != NULL);
    close_desk(&d);
}

/* What is in the list `first`, which comes last. */
static bool is_first(const char *worker, const char *quoted)
{
    const char *first = strstr(worker, "\"first\"");
    return first && strstr(first, quoted);
}

static void offline_keeps_first_what_readers_need(void)
{
    struct desk d;
    open_desk(&d);
    enum { MIB = 1 << 20 };
    struct manifest_entry files[] = {
        {"assets/huge.js", 6 * MIB, {1, 0}},  {"assets/page.js", MIB, {2, 0}},
        {"big.html", 2 * MIB, {3, 0}},        {"small.html", MIB, {4, 0}},
        {"pictures/a.png", MIB, {5, 0}},      {"samples/a.c", 100, {6, 0}},
        {"samples/big.js", MIB, {7, 0}},      {"results.json", 1, {8, 0}},
        {"assets/cards/index.png", 1, {9, 0}}};
    const char *worker = worker_of(&d, files, sizeof files / sizeof *files);
    CHECK(is_first(worker, "\"assets/page.js\""));
    CHECK(is_first(worker, "\"big.html\"") && is_first(worker, "\"small.html\""));
    CHECK(!is_first(worker, "\"assets/huge.js\"")); /* alone larger than all that may be kept */
    CHECK(is_first(worker, "\"pictures/a.png\""));  /* the last that fits */
    CHECK(!is_first(worker, "\"samples/big.js\""));
    CHECK(!is_first(worker, "\"results.json\"") && !is_first(worker, "cards"));
    CHECK(strstr(worker, "\"results.json\": ") != NULL);
    close_desk(&d);
}

int main(void)
{
    RUN(offline_lists_all_and_its_scripts);
    RUN(offline_of_nothing);
    RUN(offline_keeps_first_what_readers_need);
    return test_summary();
}
