#include "run/key.h"

#include <stdlib.h>

#include "base/file.h"
#include "test.h"

static const struct {
    const char *old, *new, *why;
} rows[] = {
    {"opt -O0\n", "opt -O2\n", "opt changed: \"-O0\" is now \"-O2\""},
    {"cc gcc\nopt -O0\n", "cc clang\nopt -O2\n", "cc changed: \"gcc\" is now \"clang\""},
    {"opt -O0\n", "opt -O0\nlibs -lm\n", "libs \"-lm\" is new"},
    {"opt -O0\nlibs -lm\n", "opt -O0\n", "libs \"-lm\" is gone"},
    {"source lost.c 01ab\n", "source lost.c 02cd\n", "lost.c changed"},
    {"depends samples/include/my queue.h 01ab\n", "depends samples/include/my queue.h 02cd\n",
     "samples/include/my queue.h changed"},
    {"depends a.h 01ab\n", "depends a.h missing\n", "a.h changed"},
    {"depends a.h 01ab\n", "depends a.h 01ab\ndepends b.h 01ab\n", "b.h is new"},
    {"depends a.h 01ab\ndepends b.h 01ab\n", "depends a.h 01ab\n", "b.h is gone"},
    {"stdin - 01ab\n", "stdin - 02cd\n", "stdin changed"},
    {"tty no\n", "stdin - 02cd\ntty no\n", "stdin is new"},
    {"program - 01ab\n", "program - 02cd\n", "program changed"},
    {"argument a\nargument b\n", "argument b\nargument a\n", "the order of its inputs changed"},
    {"tty no\n", "tty yes\n", "tty changed: \"no\" is now \"yes\""},
};

static void explanations(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf why = BUF_INIT;
        key_explain(rows[i].old, rows[i].new, &why);
        CHECK_STR(why.data, rows[i].why);
        buf_release(&why);
    }
}

static void headers_are_part_of_the_key(void)
{
    char root[] = "/tmp/test-key-XXXXXX";
    struct err err = {0};
    struct arena a = {0};
    CHECK(mkdtemp(root) != NULL);
    const char *path = path_join(&a, root, "q.h");
    CHECK(file_write(path, STR("#define N 1\n"), &err));
    struct buf keys[3] = {BUF_INIT, BUF_INIT, BUF_INIT};
    for (int i = 0; i < 3; i++) {
        struct file_hashes *files = file_hashes_new(root);
        key_compile("base\n", "q.h\ngone.h\n", files, &keys[i]);
        file_hashes_free(files);
        if (i == 1)
            CHECK(file_write(path, STR("#define N 2\n"), &err));
    }
    CHECK(str_starts(buf_view(&keys[0]), "base\ndepends q.h "));
    CHECK(strstr(keys[0].data, "\ndepends gone.h missing\n"));
    CHECK_STR(keys[1].data, keys[0].data);
    CHECK(strcmp(keys[2].data, keys[0].data) != 0);
    for (int i = 0; i < 3; i++)
        buf_release(&keys[i]);
    CHECK(file_remove_tree(root, &err));
    arena_release(&a);
}

static const struct language c = {.name = "c", .compile = {(const char *[]){"{cc}"}, 1}};
static const struct tool gcc = {"gcc --version", "gcc 12"};

static struct sample plain(void)
{
    static struct source_file file = {.name = "sample.c"};
    return (struct sample){.id = "03-sharing-1",
                           .chapter = "03-sharing",
                           .place = {"content/03-sharing.md", 42, 1},
                           .language = &c,
                           .files = &file,
                           .file_count = 1,
                           .is_inline = true,
                           .has_entry = true,
                           .cc = "gcc",
                           .std = "",
                           .opt = ""};
}

/* The texts of both keys of a sample. */
static void keys_of(const struct sample *sample, struct buf *out)
{
    const struct words none = {0};
    const struct key_setting setting = {"full", &none, 1000};
    key_compile_base(sample, &gcc, &none, &setting, out);
    key_run_base(sample, NULL, &setting, out);
}

static void nothing_of_the_chapter_is_in_a_key(void)
{
    struct sample one = plain(), other = plain();
    other.id = "04-locks-7";
    other.chapter = "04-locks";
    other.place = (struct place){"content/04-locks.md", 1, 3};
    other.caption = "other";
    struct buf a = BUF_INIT, b = BUF_INIT;
    keys_of(&one, &a);
    keys_of(&other, &b);
    CHECK_STR(a.data, b.data);
    buf_release(&a);
    buf_release(&b);
}

static void all_that_matters_is_in_a_key(void)
{
    struct source_file data = {.name = "words.txt"};
    struct sample variants[] = {plain(), plain(), plain(), plain(), plain(), plain(),
                                plain(), plain(), plain(), plain(), plain()};
    const struct words two = {(const char *[]){"a", "b"}, 2}, one = {(const char *[]){"a b"}, 1};
    size_t n = sizeof variants / sizeof *variants;
    variants[1].opt = "-O2";
    variants[2].cflags = one;
    variants[3].libs = one;
    variants[4].args = two;
    variants[5].args = one;
    variants[6].env = one;
    variants[7].has_stdin = true;
    variants[8].tty = true;
    variants[9].limits.timeout_ms = 5;
    variants[10].data = &data;
    variants[10].data_count = 1;
    struct buf texts[11];
    for (size_t i = 0; i < n; i++) {
        texts[i] = (struct buf)BUF_INIT;
        keys_of(&variants[i], &texts[i]);
        for (size_t k = 0; k < i; k++)
            if (!CHECK(strcmp(texts[i].data, texts[k].data) != 0))
                printf("#   %zu and %zu\n", i, k);
    }
    for (size_t i = 0; i < n; i++)
        buf_release(&texts[i]);
}

static void the_sandbox_is_in_both_keys(void)
{
    const struct words none = {0}, some = {(const char *[]){"/opt/go"}, 1};
    const struct key_setting settings[] = {
        {"full", &none, 1000}, {"off", &none, 1000}, {"full", &some, 1000}};
    struct sample sample = plain();
    struct buf texts[2][3] = {{BUF_INIT, BUF_INIT, BUF_INIT}, {BUF_INIT, BUF_INIT, BUF_INIT}};
    for (size_t i = 0; i < 3; i++) {
        key_compile_base(&sample, &gcc, &none, &settings[i], &texts[0][i]);
        key_run_base(&sample, NULL, &settings[i], &texts[1][i]);
    }
    for (int kind = 0; kind < 2; kind++) {
        CHECK(strcmp(texts[kind][0].data, texts[kind][1].data) != 0);
        CHECK(strcmp(texts[kind][0].data, texts[kind][2].data) != 0);
        CHECK(strstr(texts[kind][0].data, "\nsandbox full\n"));
        CHECK(strstr(texts[kind][2].data, "\nreadable /opt/go\n"));
        for (size_t i = 0; i < 3; i++)
            buf_release(&texts[kind][i]);
    }
}

int main(void)
{
    RUN(explanations);
    RUN(headers_are_part_of_the_key);
    RUN(nothing_of_the_chapter_is_in_a_key);
    RUN(the_sandbox_is_in_both_keys);
    RUN(all_that_matters_is_in_a_key);
    return test_summary();
}
