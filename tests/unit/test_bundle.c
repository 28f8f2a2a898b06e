#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "base/path.h"
#include "site/bundle.h"
#include "test.h"

struct folders {
    struct arena arena;
    char own[64], ours[64];
    const char *list[3];
    struct err err;
};

static void folders_init(struct folders *f)
{
    *f = (struct folders){.own = "/tmp/drawloom-bundle-XXXXXX",
                          .ours = "/tmp/drawloom-bundle-XXXXXX"};
    CHECK(mkdtemp(f->own) && mkdtemp(f->ours));
    f->list[0] = f->own;
    f->list[1] = f->ours;
}

static void folders_release(struct folders *f)
{
    CHECK(file_remove_tree(f->own, &f->err) && file_remove_tree(f->ours, &f->err));
    arena_release(&f->arena);
}

static void put(struct folders *f, const char *folder, const char *name, const char *text)
{
    const char *path = path_join(&f->arena, folder, name);
    CHECK(file_make_dirs(path_dir(&f->arena, path), &f->err) &&
          file_write(path, str_of(text), &f->err));
}

static const struct bundle style = {"style", ".css", "assets/style.css"};
static const struct bundle script = {"script", ".js", "assets/page.js"};

static struct str read_bundle(struct folders *f, const struct bundle *bundle)
{
    struct str bytes = {0};
    CHECK(bundle_read(bundle, f->list, &f->arena, &bytes, &f->err));
    return bytes;
}

static void files_come_by_name_and_the_first_folder_wins(void)
{
    struct folders f;
    folders_init(&f);
    put(&f, f.ours, "script/20-b.js", "b\n");
    put(&f, f.ours, "script/10-a.js", "a\n");
    put(&f, f.ours, "script/notes.txt", "no script\n");
    put(&f, f.own, "script/20-b.js", "mine\n");
    put(&f, f.own, "script/15-new.js", "new\n");
    CHECK(str_equal(read_bundle(&f, &script), STR("a\nnew\nmine\n")));
    CHECK_INT(read_bundle(&f, &style).len, 0);
    folders_release(&f);
}

struct row {
    const char *text, *want;
};

static void check_rows(const struct bundle *bundle, const char *path, const struct row *rows,
                       size_t count)
{
    struct folders f;
    folders_init(&f);
    for (size_t i = 0; i < count; i++) {
        put(&f, f.ours, path, rows[i].text);
        struct str got = read_bundle(&f, bundle);
        if (!CHECK(str_equal(got, str_of(rows[i].want))))
            printf("#   row %zu: %.*s\n", i, STR_FMT(got));
    }
    folders_release(&f);
}

#define ROWS(bundle, path, rows) check_rows(bundle, path, rows, sizeof rows / sizeof *rows)

static void stylesheets_lose_their_comments(void)
{
    static const struct row rows[] = {
        {"/* a */\na {\n    color: red; /* b */\n}\n\nb { }\n", "a{color:red;}b{}"},
        {"a::before { content: \"/* \\\" no */\"; }\n", "a::before{content:\"/* \\\" no */\";}"},
        {"a { b: url('x/*y') }/**/c\n", "a{b:url('x/*y')}c"},
        {"a :hover, b > c:not( .d ) {}", "a :hover,b > c:not( .d ){}"},
        {"a { b: calc(1px + 2px)\n    \"c  d\" }", "a{b:calc(1px + 2px) \"c  d\"}"},
        {"@media (a: b) and (c) { d { --e: ; } }", "@media (a:b) and (c){d{--e:;}}"},
        {"a/* b */.c /* d */ e {}", "a.c e{}"},
        {"a /* no end", "a"},
        {"a \" no end /* x */", "a \" no end /* x */"},
        {"a \"b\n  /* x */ c", "a \"b\n c"},
        {"a \"\\", "a \"\\"},
        {"/*/ a */b", "b"},
        {"/", "/"},
        {"/*", "/*"},
    };
    ROWS(&style, "style/10.css", rows);
}

static void scripts_lose_lines_of_comment(void)
{
    static const struct row rows[] = {
        {"/* a */\nb();\n\n    // c\n    d(); // e\n", "b();\nd(); // e\n"},
        {"/* a\n   b(); // c\n * d */\ne();\n", "e();\n"},
        {"/* a */ b();\n/* c\n*/ d();\n", "b();\nd();\n"},
        {"a(\"/* b\");\nc = /d\\/*/;\n", "a(\"/* b\");\nc = /d\\/*/;\n"},
        {"a();", "a();\n"},
        {"a();\n/* no end\nb();\n", "a();\n"},
        {"/*/ a */\n/**/\nb\n", "b\n"},
    };
    ROWS(&script, "script/10.js", rows);
}

static void what_cannot_be_read_is_an_error(void)
{
    struct folders f;
    struct str bytes;
    folders_init(&f);
    put(&f, f.ours, "script/10.js/not-a-file", "");
    CHECK(!bundle_read(&script, f.list, &f.arena, &bytes, &f.err));
    CHECK(strstr(f.err.message, "10.js") || strstr(f.err.file, "10.js"));
    folders_release(&f);
}

int main(void)
{
    RUN(files_come_by_name_and_the_first_folder_wins);
    RUN(stylesheets_lose_their_comments);
    RUN(scripts_lose_lines_of_comment);
    RUN(what_cannot_be_read_is_an_error);
    return test_summary();
}
