/* The store of formulas, and how a page shows them. What makes them: tests/cli/formulas.sh. */
#include <unistd.h>

#include "base/file.h"
#include "base/path.h"
#include "course_fixture.h"
#include "page/html.h"
#include "run/formulas.h"

/* A course with these formulas, and a store. */
struct made {
    struct fixture course;
    struct chapter *chapter, *chapters[1];
    struct course read;
    struct chapter_values values[1];
    struct results results;
    struct store *store;
    struct problems warnings;
    const char *script, *katex;
};

static void begin(struct made *m, const char *text)
{
    struct err err;
    *m = (struct made){0};
    fixture_begin(&m->course, FIXTURE_COURSE);
    fixture_config(&m->course);
    fixture_write(&m->course, "script", "1");
    fixture_write(&m->course, "katex", "2");
    m->script = path_join(&m->course.arena, m->course.root, "script");
    m->katex = path_join(&m->course.arena, m->course.root, "katex");
    m->chapters[0] = m->chapter = fixture_chapter(&m->course, text);
    m->read = (struct course){.chapters = m->chapters, .chapter_count = 1};
    m->results = (struct results){.course = &m->read, .chapters = m->values};
    CHECK(store_open(m->course.root, &m->course.arena, &m->warnings, &m->store, &err));
}

static void end(struct made *m)
{
    store_close(m->store);
    arena_release(&m->results.arena);
    fixture_end(&m->course);
}

static size_t open_formulas(struct made *m, struct formulas *f)
{
    struct err err = {0};
    CHECK(formulas_look_up(f, &m->results, m->store, m->script, m->katex, &err));
    return f->open;
}

static void equal_formulas_are_one(void)
{
    struct made m;
    struct formulas f;
    begin(&m, "$`x`$ $`y`$ $`x`$\n\n```math\nx\n```\n");
    CHECK_INT(open_formulas(&m, &f), 3);
    CHECK_INT(f.count, 3);
    formulas_settle(&f);
    CHECK(m.values[0].formulas && !m.values[0].formulas[0]);
    CHECK(m.results.problems.first == NULL);
    end(&m);
}

static void a_course_without_formulas_reads_nothing(void)
{
    struct made m;
    struct formulas f;
    begin(&m, "$x$\n");
    unlink(m.script);
    CHECK_INT(open_formulas(&m, &f), 0);
    formulas_settle(&f);
    CHECK(!m.values[0].formulas);
    end(&m);
}

static void a_missing_script_is_told(void)
{
    struct made m;
    struct formulas f;
    struct err err = {0};
    begin(&m, "$`x`$\n");
    unlink(m.katex);
    CHECK(!formulas_look_up(&f, &m.results, m.store, m.script, m.katex, &err));
    CHECK(strstr(err.message, "katex") != NULL);
    end(&m);
}

/* Keep this for the only formula of the course. */
static void put(struct made *m, const char *mathml)
{
    struct buf bytes = BUF_INIT;
    struct err err = {0};
    char hex[HASH_HEX_LEN + 1];
    CHECK(file_read(m->script, &bytes, &err) && file_read(m->katex, &bytes, &err));
    hash_hex(hash_of(bytes.data, bytes.len), hex);
    const char *key = arena_printf(&m->course.arena, "formula 1\nby %s\nix", hex);
    CHECK(store_put_formula(m->store, key, mathml, "2026-11-23T12:00:00Z", &err));
    buf_release(&bytes);
}

static void what_the_store_has_is_taken(void)
{
    struct made m;
    struct formulas f;
    begin(&m, "$`x`$\n");
    put(&m, "<math><mi>x</mi></math>");
    CHECK_INT(open_formulas(&m, &f), 0);
    formulas_settle(&f);
    CHECK_STR(m.values[0].formulas[0], "<math><mi>x</mi></math>");
    fixture_write(&m.course, "katex", "3"); /* another version makes it anew */
    CHECK_INT(open_formulas(&m, &f), 1);
    end(&m);
}

static void what_may_not_stand_in_a_page_is_not_taken(void)
{
    struct made m;
    struct formulas f;
    begin(&m, "$`x`$\n");
    put(&m, "<math><script>x</script></math>");
    CHECK_INT(open_formulas(&m, &f), 1);
    end(&m);
}

static bool none(void *ctx, const struct result *result, struct buf *out, struct err *err)
{
    (void)ctx, (void)result, (void)out;
    return err_set(err, "no card");
}

static bool none_either(void *ctx, size_t index, struct buf *out, struct err *err)
{
    (void)ctx, (void)index, (void)out;
    return err_set(err, "no figure");
}

static void pages_show_mathml_or_tex(void)
{
    struct made m;
    struct err err = {0};
    struct buf html = BUF_INIT;
    const struct html_maker maker = {.card = none, .figure = none_either};
    const char *mathml[] = {"<math><mi>x</mi></math>", NULL, "<math></math>", NULL};
    begin(&m, "$`x`$ $`a<b`$\n\n```math\ny\n```\n- ```math\n  &z\n  ```\n");
    m.values[0].formulas = mathml;
    CHECK(html_chapter(&m.results, 0, &maker, &html, &err));
    CHECK_STR(html.data, "<p><math><mi>x</mi></math> <code class=\"tex\">a&lt;b</code></p>\n"
                         "<div class=\"math\" tabindex=\"0\"><math></math></div>\n"
                         "<ul>\n<li><div class=\"math\" tabindex=\"0\">"
                         "<code class=\"tex\">&amp;z</code></div>\n</li>\n</ul>\n");
    buf_release(&html);
    end(&m);
}

int main(void)
{
    RUN(equal_formulas_are_one);
    RUN(a_course_without_formulas_reads_nothing);
    RUN(a_missing_script_is_told);
    RUN(what_the_store_has_is_taken);
    RUN(what_may_not_stand_in_a_page_is_not_taken);
    RUN(pages_show_mathml_or_tex);
    return test_summary();
}
