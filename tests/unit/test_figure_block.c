#include "course_fixture.h"

#define MAIN "int main(void) { return 0; }\n"

/* A chapter with this block in its second line: what is reported. */
static const struct {
    const char *block;
    int line, column;    /* 0: no problem */
    const char *message; /* part of it */
} rows[] = {
    {"```compare {of=\"a b\"}\n```\n", 0, 0, NULL},
    {"```compare {of=\"a b c\" #figure caption=\"x y\"}\n\n```\n", 0, 0, NULL},
    {"```compare {of=a}\n```\n", 0, 0, NULL}, /* a may have a sweep: that shows later */
    {"```compare\n```\n", 2, 1, "which samples? (write compare {of=\"seq threads\"})"},
    {"```compare {of=}\n```\n", 2, 13, "of: names no sample"},
    {"```compare {of=\"a 'b\"}\n```\n", 2, 13, "of: the quote ' in `a 'b` is not closed"},
    {"```compare {of=\"a b a\"}\n```\n", 2, 13, "of: \"a\" is there twice"},
    {"```compare {of=\"a b\"}\na\n```\n", 2, 1, "this block must be empty"},
    {"```compare {of=\"a b\" kind=bar}\n```\n", 2, 22, "\"compare\" has no attribute \"kind\""},
    {"```compare {off=\"a b\" of=a}\n```\n", 2, 13,
     "unknown attribute \"off\" of compare (did you mean \"of\"?)"},
    {"```compare {of=a of=b}\n```\n", 2, 18, "attribute \"of\" is given twice"},
    {"```compare a b\n```\n", 2, 1, "which samples?"},
    {"```chart {of=a}\n```\n", 0, 0, NULL},
    {"```chart {of=a x=threads y=wall kind=line}\n```\n", 0, 0, NULL},
    {"```chart {kind=histogram}\nreturn {}\n```\n", 0, 0, NULL},
    {"```chart {of=\"a b\" kind=bar}\nreturn {}\n```\n", 0, 0, NULL},
    {"```chart\n```\n", 2, 1, "of what? (write chart {of=id}, or Lua that computes the series)"},
    {"```chart {kind=pie}\nx\n```\n", 2, 11,
     "\"pie\" is not a kind of chart (line, bar, histogram or timeline)"},
    {"```chart {kind=lines}\nx\n```\n", 2, 11,
     "\"lines\" is not a kind of chart (did you mean \"line\"?)"},
    {"```chart {of=\"a b\" kind=timeline}\n```\n", 0, 0, NULL},
    {"```chart {kind=timeline}\n```\n", 2, 1, "which samples?"},
    {"```chart {of=a kind=timeline x=t}\n```\n", 2, 30, "\"x\" has no meaning with kind=timeline"},
    {"```chart {of=a kind=timeline}\nreturn {}\n```\n", 2, 1, "this block must be empty"},
    {"```chart {of=a cores=2}\n```\n", 2, 16, "\"chart\" has no attribute \"cores\""},
    {"```claim\n1 < 2\n```\n", 0, 0, NULL},
    {"```claim {cores=2 #c caption=x}\n1 < 2\n```\n", 0, 0, NULL},
    {"```claim\n```\n", 2, 1, "this block claims nothing"},
    {"```claim\n\n  -- later\n```\n", 2, 1, "this block claims nothing"},
    {"```claim {cores=0}\n1 < 2\n```\n", 2, 11,
     "cores: \"0\" is not a whole number from 1 to 4096"},
    {"```claim {core=2}\n1 < 2\n```\n", 2, 11, "did you mean \"cores\"?"},
    {"```claim {of=a}\n1 < 2\n```\n", 2, 11, "\"claim\" has no attribute \"of\""},
    {"```claim {.strict}\n1 < 2\n```\n", 2, 11, "\"claim\" has no attribute \".strict\""},
    {"```claim 1 < 2\n1 < 2\n```\n", 2, 1, "\"claim\" may only be followed by {\xE2\x80\xA6}"},
    {"```claim {#1}\n1 < 2\n```\n", 2, 11, "\"#1\" is not an id"},
    {"```claim {#a #b}\n1 < 2\n```\n", 2, 14, "a figure has one id: \"#b\" is the second"},
    {"```claim {#h}\n1 < 2\n```\n", 2, 11, "the id \"h\" is taken by content/one.md:1"},
    {"```claim {#k}\n1 < 2\n```\n# K {#k}\n", 5, 1, "the id \"k\" is taken by content/one.md:2"},
    {"- > ```claim {cores=x}\n  > 1 < 2\n  > ```\n", 2, 15, "cores: \"x\" is not"},
    {"```claim\n1 < 2\n", 2, 1, "this fenced block is not closed"},
    {"```compare {of=\"a\n```\n", 2, 16, "this quote is not closed"},
};

static void blocks_are_checked(void)
{
    struct fixture f;
    fixture_begin(&f, FIXTURE_COURSE);
    fixture_config(&f);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct chapter *c =
            fixture_chapter(&f, arena_printf(&f.arena, "# H {#h}\n%s", rows[i].block));
        size_t count = fixture_count(&c->problems);
        bool right = rows[i].message
                         ? fixture_has(&c->problems, rows[i].line, rows[i].column, rows[i].message)
                         : count == 0;
        bool more =
            strcmp(rows[i].block, "```compare a b\n```\n") == 0; /* "may only be followed" */
        if (!CHECK(right) || !CHECK(more || count == (rows[i].message != NULL))) {
            printf("#   %s (%d:%d)\n", rows[i].block, rows[i].line, rows[i].column);
            fixture_print(&c->problems);
        }
        CHECK_INT(c->figure_count, 1);
    }
    fixture_end(&f);
}

static void figures_have_what_their_blocks_say(void)
{
    struct fixture f;
    fixture_begin(&f, FIXTURE_COURSE);
    fixture_config(&f);
    struct chapter *c = fixture_chapter(
        &f, "# H\n[c](#c) [](#times) [](#d)\n\n"
            "```compare {of=\"seq threads\" #times caption=\"Times\"}\n```\n"
            "> ```chart {of=seq x=threads y=wall kind=bar #c}\n> return 1\n>   + 2\n> ```\n"
            "````exercise\n```claim {cores=2 #d}\n-- a comment\n  wall(\"a\") < 3  \n\n1 < "
            "2\n```\n````\n"
            "```chart {of=seq}\n```\n");
    CHECK(c->problems.first == NULL);
    CHECK_INT(c->figure_count, 4);
    const struct figure *compare = &c->figures[0], *chart = &c->figures[1];
    const struct figure *claims = &c->figures[2], *plain = &c->figures[3];
    CHECK(compare->kind == FIGURE_COMPARE && compare->of.count == 2);
    CHECK_STR(compare->of.items[1], "threads");
    CHECK_STR(compare->id, "times");
    CHECK_STR(compare->caption, "Times");
    CHECK_INT(compare->place.line, 4);
    CHECK(chart->kind == FIGURE_CHART && chart->chart == CHART_BAR && chart->of.count == 1);
    CHECK_STR(chart->x, "threads");
    CHECK_STR(chart->y, "wall");
    CHECK_STR(chart->body, "return 1\n  + 2\n");
    CHECK_INT(chart->body_line, 7);
    CHECK_INT(chart->place.column, 3);
    CHECK_STR(chart->caption, "");
    CHECK(claims->kind == FIGURE_CLAIMS && claims->first_claim == 0 && claims->claim_count == 2);
    CHECK_INT(c->claim_count, 2);
    CHECK_STR(c->claims[0].text, "wall(\"a\") < 3");
    CHECK_INT(c->claims[0].place.line, 13);
    CHECK_INT(c->claims[0].place.column, 3);
    CHECK_STR(c->claims[0].place.file, "content/one.md");
    CHECK_INT(c->claims[0].cores, 2);
    CHECK_INT(c->claims[1].place.line, 15);
    CHECK_INT(c->claims[1].place.column, 1);
    CHECK(plain->chart == CHART_CHOSEN && !plain->body && !plain->x && !plain->y);
    CHECK_STR(plain->id, "");
    /* anchors and references */
    CHECK_INT(*names_find(&c->anchors, "times"), c->heading_count + c->sample_count);
    CHECK_INT(*names_find(&c->anchors, "d"), c->heading_count + c->sample_count + 2);
    CHECK_INT(c->reference_count, 4);
    CHECK_STR(c->references[1].id, "threads");
    CHECK(c->references[1].needs_time && !c->references[1].needs_sweep);
    CHECK(!c->references[2].needs_time && c->references[2].from == NULL);
    CHECK_INT(c->references[2].place.line, 6);
    CHECK_INT(c->references[2].place.column, 13);
    size_t seen = 0;
    for (size_t i = 0; i < c->doc.count; i++)
        if (c->doc.nodes[i].kind == NODE_FIGURE)
            CHECK_INT(c->doc.nodes[i].level, seen++);
    CHECK_INT(seen, 4);
    fixture_end(&f);
}

static void claims_know_their_columns_in_quotes(void)
{
    struct fixture f;
    fixture_begin(&f, FIXTURE_COURSE);
    fixture_config(&f);
    struct chapter *c = fixture_chapter(
        &f, "---\ntitle: T\n---\n- > ````exercise\n  > ```claim\n  > 1 < 2\n  > \t 3 > 2\n  > ```\n"
            "  > ````\n");
    CHECK(c->problems.first == NULL);
    CHECK_INT(c->claim_count, 2);
    CHECK_STR(c->claims[0].text, "1 < 2");
    CHECK_INT(c->claims[0].place.line, 6);
    CHECK_INT(c->claims[0].place.column, 5);
    CHECK_INT(c->claims[1].place.line, 7);
    CHECK_INT(c->claims[1].place.column, 7);
    fixture_end(&f);
}

/* What stands behind a fence without an end is not what it claims. */
static void a_block_without_end_holds_nothing(void)
{
    struct fixture f;
    fixture_begin(&f, FIXTURE_COURSE);
    fixture_config(&f);
    struct chapter *c = fixture_chapter(&f, "```claim {#x}\n1 < 2\n\nA long story.\n");
    CHECK_INT(c->claim_count, 0);
    CHECK_INT(c->figure_count, 1);
    CHECK_STR(c->figures[0].id, "x");
    fixture_end(&f);
}

int main(void)
{
    RUN(blocks_are_checked);
    RUN(figures_have_what_their_blocks_say);
    RUN(claims_know_their_columns_in_quotes);
    RUN(a_block_without_end_holds_nothing);
    return test_summary();
}
