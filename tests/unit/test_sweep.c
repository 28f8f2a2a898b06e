#include "course_fixture.h"

#define MAIN "int main(void) { return 0; }\n"

/* The points of a sweep, as "threads=1 opt=-O0 | …", or what is wrong with it after "!". */
static const struct {
    const char *attributes;
    int column; /* of the problem, that of "```c {" being 1 */
    const char *points;
} rows[] = {
    {"sweep=\"t=1,2\" args={t}", 0, "t=1 | t=2"},
    {"sweep=t=1 args={t}", 0, "t=1"},
    {"sweep=\"t=1,2 opt=-O0,-O2\" args={t}", 0,
     "t=1 opt=-O0 | t=1 opt=-O2 | t=2 opt=-O0 | t=2 opt=-O2"},
    {"sweep=\"opt=-O0,-O2\" opt=-O1", 0, "opt=-O0 | opt=-O2"},
    {"sweep=\"s='a b',c\" args={s}", 0, "s=a b | s=c"},
    {"sweep=\"a-b_1=x\" args={a-b_1}", 0, "a-b_1=x"},
    {"sweep=\"processes=1,2\" args={processes}", 0, "processes=1 | processes=2"},
    {"sweep=\"n=1,2,3,4,5,6,7,8 m=1,2,3,4,5,6,7,8\" args={n} env=M={m}", 0, NULL},
    {"sweep=\"trials=10,20 exit=1,2\"", 0,
     "trials=10 exit=1 | trials=10 exit=2 | trials=20 exit=1 | trials=20 exit=2"},
    {"sweep=\"t=1\" caption=\"{t} {x}\" args=\"{{}} {t}\"", 0, "t=1"},
    {"sweep=\"t=1\" .norun asm=main cflags=-DT={t}", 0, "t=1"},
    /* its own form */
    {"sweep=", 7, "!sweep: is empty (write sweep=\"threads=1,2,4\")"},
    {"sweep=\" \"", 7, "!sweep: is empty"},
    {"sweep=threads", 7, "!sweep: \"threads\" has no values (write threads=1,2,4)"},
    {"sweep=\"'t\"", 7, "!sweep: the quote ' in `'t` is not closed"},
    {"sweep=t= args={t}", 7, "!sweep: a value of \"t\" is empty"},
    {"sweep=t=1,,2 args={t}", 7, "!sweep: a value of \"t\" is empty"},
    {"sweep=t=1, args={t}", 7, "!sweep: a value of \"t\" is empty"},
    {"sweep=t=1,2,1 args={t}", 7, "!sweep: \"t\" has the value \"1\" twice"},
    {"sweep=\"t=1 t=2\" args={t}", 7, "!sweep: \"t\" is there twice"},
    {"sweep=1=2", 7, "!sweep: \"1\" is not a name"},
    {"sweep=\"=2\"", 7, "!sweep: \"\" is not a name"},
    {"sweep=\"of=1\" args={of}", 7, "!sweep: \"of\" has another meaning in output blocks"},
    {"sweep=t=1,2 sweep=t=3 args={t}", 19, "!\"sweep\" is given twice"},
    {"sweep=\"n=1,2,3,4,5,6,7,8 m=1,2,3,4,5,6,7,8,9\" args={n}{m}", 7,
     "!sweep: makes 72 points (at most 64)"},
    {"sweep=\"a=1,2,3,4,5,6,7,8,9 b=1,2,3,4,5,6,7,8,9 c=1,2,3,4,5,6,7,8,9 d=1,2,3,4,5,6,7,8,9 "
     "e=1,2,3,4,5,6,7,8,9 f=1,2,3,4,5,6,7,8,9 g=1,2,3,4,5,6,7,8,9\"",
     7, "!sweep: makes more than 1000000 points (at most 64)"},
    {"sweep=\"a=1 b=1 c=1 d=1 e=1 f=1 g=1 h=1 i=1 j=1 k=1 l=1 m=1 n=1 o=1 p=1 q=1\"", 7,
     "!sweep: has more than 16 parameters"},
    /* what it sets, and where it is put in */
    {"sweep=thrads=1,2 args={threads}", 24,
     "!args: {threads} is no parameter of the sweep (did you mean {thrads}?)"},
    {"sweep=t=1,2", 7, "!sweep: no attribute has the name \"t\", and none holds {t}"},
    {"sweep=otp=-O0,-O2", 7, "!and none holds {otp} (did you mean \"opt\"?)"},
    {"sweep=file=a.c,b.c", 7, "!sweep: \"file\" is the same at all points"},
    {"sweep=show=1,2", 7, "!sweep: \"show\" is the same at all points"},
    {"sweep=caption=a,b", 7, "!sweep: \"caption\" is the same"},
    {"sweep=data=a,b", 7, "!sweep: \"data\" is the same"},
    {"sweep=mark=1,2", 7, "!sweep: \"mark\" is the same"},
    {"sweep=diff=a,b", 7, "!sweep: \"diff\" is the same"},
    {"sweep=sweep=a,b", 7, "!sweep: \"sweep\" is the same"},
    {"sweep=tty=1,2", 7, "!sweep: \".tty\" has no value that could change"},
    {"sweep=t=1 args={t} stdin={zz}", 26, "!stdin: {zz} is no parameter of the sweep (\"{{\" is a"},
    {"sweep=t=1 args=\"{t} {\"", 17, "!args: a lone \"{\": with a sweep, \"{{\" is a brace"},
    {"sweep=t=1 args=\"{t} }\"", 17, "!args: a lone \"}\": with a sweep, \"}}\" is a brace"},
    {"sweep=t=1 args=\"{t {t}\"", 17, "!args: a lone \"{\""},
    /* what is wrong at a point is said once, with the point */
    {"sweep=t=1,2,4 timeout={t}s", 0, "t=1 | t=2 | t=4"},
    {"sweep=t=1,2,98,99 timeout={t}s", 25,
     "!with t=98: timeout: 98s is more than course.lua allows"},
    {"sweep=\"n=1,2 opt=-O2,-O9\" args={n}", 7,
     "!with n=1 opt=-O9: opt: \"-O9\" is not a level of optimisation"},
    {"sweep=opt=-O2,-O0 timeout=0s", 25, "!timeout: \"0s\" is not between"},
    {"sweep=t=1,2 trials={t} outcomes=2", 30, "!with t=1: outcomes: 1 trial can't have 2 of them"},
    {"sweep=trials=1,2 reps=5", 24, "!\"reps\" has no meaning without \".time\""},
    {"sweep=reps=3,5", 7, "!\"reps\" has no meaning without \".time\""},
    {"sweep=opt=-O0,-O2 .show", 7, "!\"sweep\" has no meaning here"},
    {"sweep=args=1,2 .norun", 7, "!\"args\" has no meaning here: a sample that says .norun"},
    {"sweep=t=1 args={t} timout={t}", 26, "!unknown attribute \"timout\""},
};

static const char *points_of(const struct sample *s, struct arena *a)
{
    const char *list = "";
    for (size_t i = 0; i < s->point_count; i++) {
        const struct sample *point = &s->points[i];
        list = arena_printf(a, "%s%s", list, i ? " |" : "");
        for (size_t k = 0; k < point->parameters.count; k++)
            list = arena_printf(a, "%s%s%s=%s", list, i || k ? " " : "", point->parameters.items[k],
                                point->values.items[k]);
    }
    return list;
}

static void sweeps_have_points_or_problems(void)
{
    struct fixture f;
    fixture_begin(&f, FIXTURE_COURSE);
    fixture_config(&f);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct chapter *c = fixture_chapter(
            &f, arena_printf(&f.arena, "```c {%s}\n" MAIN "```\n", rows[i].attributes));
        const struct sample *s = &c->samples[0];
        bool is_wrong = rows[i].points && rows[i].points[0] == '!';
        CHECK_INT(c->sample_count, 1);
        if (!CHECK(fixture_count(&c->problems) == is_wrong) ||
            !CHECK(!is_wrong || fixture_has(&c->problems, 1, rows[i].column, rows[i].points + 1))) {
            printf("#   %s\n", rows[i].attributes);
            fixture_print(&c->problems);
        }
        if (is_wrong)
            CHECK(s->is_broken && s->point_count == 0 && s->parameters.count == 0);
        else if (rows[i].points)
            CHECK_STR(points_of(s, &f.arena), rows[i].points);
        else
            CHECK_INT(s->point_count, 64);
    }
    fixture_end(&f);
}

static void points_are_whole_samples(void)
{
    struct fixture f;
    fixture_begin(&f, FIXTURE_COURSE);
    fixture_write(&f, "samples/d.txt", "D");
    fixture_config(&f);
    struct chapter *c = fixture_chapter(
        &f,
        "```c {#x sweep=\"n=3,4 opt=-O0,-O3\" args=\"a{n} '{n} b'\" env=N={n} cflags=-DN={n} "
        "stdin=\"{{{n}}}\" timeout={n}s data=d.txt caption=\"{n}\" show=1 .time trials=5}\n" MAIN
        "```\n"
        "```input\n```\n" /* refused: it has one already */
        "```c {#y sweep=opt=-O1,-O2}\n" MAIN "```\n"
        "```input\nin\n```\n"
        "```c {#z args=\"{n} {{\"}\n" MAIN "```\n");
    CHECK(fixture_has(&c->problems, 4, 1, "has its standard input already"));
    CHECK_INT(fixture_count(&c->problems), 1);
    const struct sample *x = &c->samples[0], *p = &x->points[3];
    CHECK_INT(x->point_count, 4);
    CHECK_STR(p->id, "x");
    CHECK(p->named && p->timed && p->trials == 5 && p->depth == SAMPLE_RUN && p->has_entry);
    CHECK(p->points == NULL && p->point_count == 0);
    CHECK_STR(p->args.items[0], "a4");
    CHECK_STR(p->args.items[1], "4 b");
    CHECK_STR(p->env.items[0], "N=4");
    CHECK_STR(p->opt, "-O3");
    CHECK_STR(x->points[2].opt, "-O0");
    CHECK_STR(p->cflags.items[p->cflags.count - 1], "-DN=4");
    CHECK_STR(x->points[0].cflags.items[p->cflags.count - 1], "-DN=3");
    CHECK(str_is(p->stdin_text, "{4}\n"));
    CHECK_INT(p->limits.timeout_ms, 4000);
    CHECK_INT(p->data_count, 1);
    CHECK_STR(p->caption, "{n}");
    CHECK_INT(p->shown_count, 1);
    CHECK(p->files == x->files && p->file_count == 1);
    /* the sweep is like its first point */
    CHECK_STR(x->args.items[0], "a3");
    CHECK_STR(x->opt, "-O0");
    CHECK_INT(x->parameters.count, 2);
    CHECK_INT(x->values.count, 0);
    const struct sample *y = &c->samples[1];
    CHECK(str_is(y->stdin_text, "in\n") && y->has_stdin);
    CHECK(str_is(y->points[1].stdin_text, "in\n") && y->points[1].has_stdin);
    /* without a sweep, braces are braces */
    CHECK_STR(c->samples[2].args.items[0], "{n}");
    CHECK_STR(c->samples[2].args.items[1], "{{");
    fixture_end(&f);
}

#define SWEEP "```c {#x sweep=\"n=1,2 m=a,b\" args={n}{m}}\n" MAIN "```\n"

/* Output blocks: what each point expects of its streams, or what is wrong after "!". */
static const struct {
    const char *blocks;
    int line, column;
    const char *points; /* a word for each point: the block's texts, or "-" */
} outputs[] = {
    {"", 0, 0, "- - - -"},
    {"```output\nA\n```\n", 0, 0, "A A A A"},
    {"```output {n=1 m=b}\nB\n```\n", 0, 0, "- B - -"},
    {"```output\nA\n```\n```output {n=1 m=b}\nB\n```\n", 0, 0, "A B A A"},
    {"```output {m=b}\nB\n```\n```output\nA\n```\n", 0, 0, "A B A B"},
    {"```output {n=1}\nB\n```\n```output {n=2 m=a}\nC\n```\n", 0, 0, "B B C -"},
    {"```output {n=1}\nB\n```\n```output {stream=stderr}\nE\n```\n", 0, 0, "BE BE E E"},
    {"```output {stream=stderr n=1}\nF\n```\n```output {stream=stderr}\nE\n```\n", 0, 0, "F F E E"},
    {"```output {of=x n=2}\nA\n```\n", 0, 0, "- - A A"},
    {"```output {n=1}\nA\n```\n```output {n=1 m=a}\nB\n```\n", 7, 1,
     "!at one of these points, the output is given in line 4 already"},
    {"```output\nA\n```\n```output\nB\n```\n", 7, 1, "!this sample's output is given in line 4"},
    {"```output {n=3}\nA\n```\n", 4, 12, "!n=3 is not in the sweep (1, 2)"},
    {"```output {m=B}\nA\n```\n", 4, 12, "!m=B is not in the sweep (a, b)"},
    {"```output {k=1}\nA\n```\n", 4, 12,
     "!\"k\" is no parameter of the sweep (did you mean \"n\"?)"},
    {"```output {threads=1}\nA\n```\n", 4, 12, "!\"threads\" is no parameter of the sweep"},
    {"```output {stram=stderr}\nA\n```\n", 4, 12, "!did you mean \"stream\"?"},
    {"```output {n=1 of=x n=2}\nA\n```\n", 4, 21, "!attribute \"n\" is given twice"},
    {"```input {n=1}\nA\n```\n", 4, 11, "!\"input\" has no attribute \"n\""},
    {"- > ```output {n=3}\n  > A\n  > ```\n", 4, 16, "!n=3 is not in the sweep"},
};

static void outputs_belong_to_points(void)
{
    struct fixture f;
    fixture_begin(&f, FIXTURE_COURSE);
    fixture_config(&f);
    for (size_t i = 0; i < sizeof outputs / sizeof *outputs; i++) {
        struct chapter *c =
            fixture_chapter(&f, arena_printf(&f.arena, SWEEP "%s", outputs[i].blocks));
        const struct sample *s = &c->samples[0];
        if (outputs[i].points[0] == '!') {
            if (!CHECK(fixture_count(&c->problems) == 1 &&
                       fixture_has(&c->problems, outputs[i].line, outputs[i].column,
                                   outputs[i].points + 1))) {
                printf("#   %s\n", outputs[i].blocks);
                fixture_print(&c->problems);
            }
            continue;
        }
        CHECK(c->problems.first == NULL);
        const char *got = "";
        for (size_t p = 0; p < s->point_count; p++) {
            got = arena_printf(&f.arena, "%s%s%s", got, p ? " " : "",
                               s->points[p].expected_count ? "" : "-");
            for (size_t k = 0; k < s->points[p].expected_count; k++)
                got = arena_printf(&f.arena, "%s%.1s", got, s->points[p].expected[k].text.data);
        }
        CHECK_STR(got, outputs[i].points);
    }
    fixture_end(&f);
}

static void a_sweep_keeps_all_of_its_blocks(void)
{
    struct fixture f;
    fixture_begin(&f, FIXTURE_COURSE);
    fixture_config(&f);
    struct chapter *c = fixture_chapter(
        &f, SWEEP "```output\nA\n```\n```output {m=b n=1 .regex}\nB\n```\n```output {n=2}\n```\n");
    const struct sample *s = &c->samples[0];
    CHECK_INT(s->expected_count, 3);
    CHECK_INT(s->expected[0].point_count, 0);
    CHECK_INT(s->expected[1].point_count, 2);
    CHECK_STR(s->expected[1].point[0].name, "m");
    CHECK_STR(s->expected[1].point[0].value, "b");
    CHECK(s->expected[1].mode == EXPECTED_REGEX);
    CHECK_STR(s->points[1].expected[0].point[1].value, "1");
    CHECK_INT(s->points[1].expected[0].place.line, 7);
    fixture_end(&f);
}

static void values_that_grow_too_long_are_refused(void)
{
    struct fixture f;
    fixture_begin(&f, FIXTURE_COURSE);
    fixture_config(&f);
    struct buf text = BUF_INIT;
    buf_puts(&text, "```c {sweep=n=1,");
    for (int i = 0; i < 1000; i++)
        buf_putc(&text, 'x');
    buf_puts(&text, " args=");
    for (int i = 0; i < 70; i++)
        buf_puts(&text, "{n}");
    buf_puts(&text, "}\n" MAIN "```\n");
    struct chapter *c = fixture_chapter_bytes(&f, buf_view(&text));
    CHECK(fixture_has(&c->problems, 1, 1018, "args: longer than 64 KiB with its values"));
    CHECK_INT(fixture_count(&c->problems), 1);
    buf_release(&text);
    fixture_end(&f);
}

int main(void)
{
    RUN(sweeps_have_points_or_problems);
    RUN(points_are_whole_samples);
    RUN(outputs_belong_to_points);
    RUN(a_sweep_keeps_all_of_its_blocks);
    RUN(values_that_grow_too_long_are_refused);
    return test_summary();
}
