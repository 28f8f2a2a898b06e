#include "course/formula.h"
#include "course_fixture.h"

/* What is a formula, and what only has dollars. */
static const struct {
    const char *text, *tree;
} trees[] = {
    {"a $`x`$ b\n", "p(text[a ] math[x] text[ b])"},
    {"$`x`$\n", "p(math[x])"},
    {"$` x_1 ^2 `$, $``a`b``$\n", "p(math[x_1 ^2] text[, ] math[a`b])"},
    {"$`a`$$`b`$\n", "p(math[a] math[b])"},
    {"$`a`$`b`$\n", "p(math[a] span[b] text[$])"},
    {"`a`$`b`$\n", "p(span[a] math[b])"},
    {"a$`x\ny + z`$b\n", "p(text[a] math[x y + z] text[b])"},
    {"*$`x`$* [$`y`$](http://z)\n", "p(em(math[x]) text[ ] link[http://z](math[y]))"},
    {"# A $`n`$ {#x}\n", "h[x](text[A ] math[n])"},
    {"- $`x`$\n- > $`y`$\n", "list(item(p(math[x])) item(quote(p(math[y]))))"},
    {"- a\n  b `x` $`x`$ \\$`x`$\n",
     "list(item(p(text[a] soft text[b ] span[x] text[ ] math[x] text[ $] span[x] text[$])))"},
    {"| a |\n|---|\n| $`x \\| y`$ |\n| \\$`z`$ |\n",
     "table[-](row(cell(text[a])) row(cell(math[x | y])) row(cell(text[$] span[z] text[$])))"},
    {"```math\nx\n  y\n```\n", "math[x\n  y]"},
    {"> - ```math\n>   x\n>   ```\n", "quote(list(item(math[x])))"},
    {"````exercise\n$`x`$\n```math\ny\n```\n````\n", "exercise(p(math[x]) math[y])"},
    /* not */
    {"$5 and `x`$ and $PATH\n", "p(text[$5 and ] span[x] text[$ and $PATH])"},
    {"$x$ $ `x` $\n", "p(text[$x$ $ ] span[x] text[ $])"},
    {"`$PATH` $\n", "p(span[$PATH] text[ $])"},
    {"\\$`x`$\n", "p(text[$] span[x] text[$])"},
    {"$`x`\\$\n", "p(text[$] span[x] text[$])"},
    {"\\\\$`x`$\n", "p(text[\\] math[x])"},
    {"$`x` $`y`$\n", "p(text[$] span[x] text[ ] math[y])"},
    {"$`x`\n$\n", "p(text[$] span[x] soft text[$])"},
    {"$*`x`*$\n", "p(text[$] em(span[x]) text[$])"},
    {"$`{lua} 1`$\n", "p(text[$] value[1] text[$])"},
    {"\\$\\$ $$ a\n", "p(text[$$ $$ a])"},
    {"`$$`\n", "p(span[$$])"},
};

static void formulas_are_found(void)
{
    struct fixture f;
    fixture_begin(&f, FIXTURE_COURSE);
    fixture_config(&f);
    for (size_t i = 0; i < sizeof trees / sizeof *trees; i++) {
        struct chapter *c = fixture_chapter(&f, trees[i].text);
        struct buf got = BUF_INIT;
        fixture_tree(&c->doc, 1, &got);
        CHECK_STR(got.data, trees[i].tree);
        CHECK(c->problems.first == NULL);
        buf_release(&got);
    }
    fixture_end(&f);
}

/* Where the byte `offset` of the last formula's TeX stands. */
static const struct {
    const char *text;
    size_t offset;
    int line, column;
} places[] = {
    {"a $`x+y`$\n", 0, 1, 5},
    {"a $`x+y`$\n", 2, 1, 7},
    {"x $`x`$ \\$`x`$ $``  x``$\n", 0, 1, 21},
    {"> - a\n>   b $`\xC3\xA9+y`$\n", 3, 2, 12},
    {"- a\n  max $`x`$\n", 0, 2, 9},
    {"````exercise\n> $`ab`$\n````\n", 1, 2, 6},
    {"| a |\n|---|\n| b $`ab`$ |\n", 1, 3, 8},
    {"a $`x\ny`$ b\n", 2, 1, 5}, /* no more than the formula */
    {"```math\nab\n```\n", 1, 2, 2},
    {"```math\nab\n```\n", 2, 2, 3},
    {"a\n\n```math\n\n  ab\ncd\n```\n", 4, 5, 4},
    {"a\n\n```math\n\n  ab\ncd\n```\n", 6, 6, 1},
    {"- a\n  > ```math\n  > ab\n  >  cd\n  > ```\n", 4, 4, 6},
};

static void places_are_those_of_the_file(void)
{
    struct fixture f;
    fixture_begin(&f, FIXTURE_COURSE);
    fixture_config(&f);
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        struct chapter *c = fixture_chapter(&f, places[i].text);
        if (!CHECK(c->formula_count > 0))
            continue;
        struct place place = formula_place(&c->formulas[c->formula_count - 1], places[i].offset);
        CHECK_STR(place.file, "content/one.md");
        if (!CHECK(place.line == places[i].line) || !CHECK(place.column == places[i].column))
            printf("#   row %zu: %d:%d\n", i, place.line, place.column);
    }
    fixture_end(&f);
}

static const struct {
    const char *text;
    int line, column;
    const char *message;
} problems[] = {
    {"a $` `$\n", 1, 5, "an empty formula"},
    {"```math\n\n```\n", 1, 1, "an empty formula"},
    {"```math\nx\n", 1, 1, "not closed"},
    {"```math {x=1}\nx\n```\n", 1, 10, "\"math\" has no attribute \"x\""},
    {"a\n\n$$ x = 1 $$\n", 3, 1, "\"$$\" makes no formula here"},
    {"a\n$$\nx = 1\n$$ b\n", 2, 1, "\"$$\" makes no formula here"},
};

static void what_is_wrong_is_reported(void)
{
    struct fixture f;
    fixture_begin(&f, FIXTURE_COURSE);
    fixture_config(&f);
    for (size_t i = 0; i < sizeof problems / sizeof *problems; i++) {
        struct chapter *c = fixture_chapter(&f, problems[i].text);
        if (!CHECK(fixture_has(&c->problems, problems[i].line, problems[i].column,
                               problems[i].message)) ||
            !CHECK(fixture_count(&c->problems) == 1))
            fixture_print(&c->problems);
    }
    fixture_end(&f);
}

static void titles_have_the_tex(void)
{
    struct fixture f;
    fixture_begin(&f, FIXTURE_COURSE);
    fixture_config(&f);
    struct chapter *c = fixture_chapter(&f, "# Sorting in $`O(n^2)`$\n");
    CHECK_STR(c->title, "Sorting in O(n^2)");
    CHECK_STR(c->headings[0].id, "sorting-in-on2");
    CHECK(c->formula_count == 1 && !c->formulas[0].is_display);
    CHECK_STR(c->formulas[0].tex, "O(n^2)");
    fixture_end(&f);
}

int main(void)
{
    RUN(formulas_are_found);
    RUN(places_are_those_of_the_file);
    RUN(what_is_wrong_is_reported);
    RUN(titles_have_the_tex);
    return test_summary();
}
