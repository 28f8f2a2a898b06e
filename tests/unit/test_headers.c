#include "course/headers.h"

#include "course_fixture.h"

static const struct language c = {.name = "c", .include = "-I{dir}"}, lua = {.name = "lua"};

static void write_headers(struct fixture *f)
{
    fixture_write(f, "samples/include/must.h", "#include <stdio.h>\n#include \"deep/er.h\"\n");
    fixture_write(f, "samples/include/deep/er.h", "#include \"../must.h\"\n");
    fixture_write(f, "samples/a/queue.h", "int q;\n");
    fixture_write(f, "samples/a/page.html", "<script>\n");
    fixture_write(f, "secret.h", "no\n");
}

/* The paths of the headers that were found, and "!" when some are lacking. */
static const char *found(struct fixture *f, const struct language *language, const char *file,
                         const char *text)
{
    struct source_file source = {.name = file, .text = str_of(text)};
    struct sample sample = {
        .language = language, .files = &source, .file_count = 1, .is_inline = !strchr(file, '/')};
    struct headers headers = headers_find(f->root, &sample, &f->arena);
    struct buf out = BUF_INIT;
    for (size_t i = 0; i < headers.count; i++)
        buf_printf(&out, "%s ", headers.items[i].path);
    buf_puts(&out, headers.lacks_some ? "!" : "");
    const char *paths = arena_str(&f->arena, buf_view(&out)).data;
    buf_release(&out);
    return paths;
}

static void headers_are_found_as_a_compiler_would(void)
{
    static const struct {
        const struct language *language;
        const char *file, *text, *want;
    } rows[] = {
        {&c, "a/x.c", "#include <stdio.h>\nint main(void) {}\n", ""},
        {&c, "a/x.c", "#include \"queue.h\"\n", "a/queue.h "},
        {&c, "a/x.c", "  #  include\t\"queue.h\" // it\n#include \"queue.h\"", "a/queue.h "},
        {&c, "a/x.c", "#include \"must.h\"\n", "include/must.h include/deep/er.h "},
        {&c, "x.c", "#include \"must.h\"\n#include \"queue.h\"\n",
         "include/must.h include/deep/er.h !"},
        {&c, "a/x.c", "#include \"../a/queue.h\"\n", "a/queue.h "},
        {&c, "a/x.c", "#include \"nowhere.h\"\n", "!"},
        {&c, "a/x.c", "#include \"../../secret.h\"\n#include \"/etc/passwd\"\n", "!"},
        {&c, "a/x.c", "#include \"page.html\"\n", "!"},
        {&c, "a/x.c", "#include \"\n#include\n#includes \"queue.h\"\n#\n", ""},
        {&lua, "a/x.lua", "#include \"queue.h\"\n", ""},
    };
    struct fixture f;
    fixture_begin(&f, "title = 'T'\n");
    write_headers(&f);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        CHECK_STR(found(&f, rows[i].language, rows[i].file, rows[i].text), rows[i].want);
    fixture_end(&f);
}

static void there_are_not_too_many(void)
{
    struct fixture f;
    struct buf text = BUF_INIT;
    fixture_begin(&f, "title = 'T'\n");
    for (int i = 0; i <= HEADERS_MOST; i++) {
        fixture_write(&f, arena_printf(&f.arena, "samples/include/%d.h", i), "");
        buf_printf(&text, "#include \"%d.h\"\n", i);
    }
    const char *paths = found(&f, &c, "x.c", text.data);
    CHECK(strstr(paths, "31.h !") != NULL);
    buf_release(&text);
    fixture_end(&f);
}

int main(void)
{
    RUN(headers_are_found_as_a_compiler_would);
    RUN(there_are_not_too_many);
    return test_summary();
}
