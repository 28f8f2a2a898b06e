#include <math.h>

#include "base/buf.h"

#include "measured_course.h"

/* "line [threads|wall time|s] : (1) 0.8±; (2) 0.42±": an interval as ±, a doubtful point as ?. */
static void describe(const struct figure_result *f, struct buf *out)
{
    static const char *const kinds[] = {"chosen", "line", "bar", "histogram"};
    buf_printf(out, "%s [%s|%s|%s]", kinds[f->kind], f->x_label, f->y_label, f->y_unit);
    for (size_t i = 0; i < f->series_count; i++) {
        buf_printf(out, " %s:", f->series[i].name);
        for (size_t k = 0; k < f->series[i].count; k++) {
            const struct series_point *p = &f->series[i].points[k];
            CHECK(isfinite(p->x) && isfinite(p->y) && isfinite(p->low) && isfinite(p->high));
            buf_printf(out, " %g", p->x);
            if (p->label)
                buf_printf(out, "(%s)", p->label);
            buf_printf(out, "=%.3g%s%s", p->y, p->has_interval ? "±" : "", p->noisy ? "?" : "");
        }
    }
}

struct row {
    const char *of, *x, *y;
    enum chart_kind kind;
    const char *body;
    const char *figure, *story;
};

static const struct row rows[] = {
    {"pool", NULL, NULL, CHART_CHOSEN, NULL, "line [threads|wall time|s] : 1=0.8± 2=0.42± 4=0.23±",
     "Wall time falls from 800 ms with 1 thread to 230 ms with 4 threads."},
    {"pool", NULL, "speedup", CHART_CHOSEN, NULL, "line [threads|speed-up|] : 1=1± 2=1.9± 4=3.48±",
     "Speed-up rises from 1 with 1 thread to 3.48 with 4 threads."},
    {"pool", "threads", "rss", CHART_BAR, NULL,
     "bar [threads|memory|B] : 1(1)=2.1e+06 2(2)=2.1e+06 3(4)=2.1e+06",
     "Memory is about the same, 2.00 MiB, with 1 thread and with 4 threads."},
    {"pool", NULL, "number total: (%d+)", CHART_LINE, NULL,
     "line [threads|printed number|] : 1=42 2=42 4=42",
     "Printed number is about the same, 42, with 1 thread and with 4 threads."},
    {"grid", NULL, NULL, CHART_CHOSEN, NULL,
     "bar [opt|wall time|s] threads=1: 1(-O0)=0.4± 2(-O2)=0.2± threads=2: 1(-O0)=0.21± "
     "2(-O2)=0.11±",
     "Wall time: threads=1 falls from 400 ms with opt = -O0 to 200 ms with opt = -O2; threads=2 "
     "falls from 210 ms with opt = -O0 to 110 ms with opt = -O2."},
    {"grid", "threads", "efficiency", CHART_LINE, NULL,
     "line [threads|efficiency|] opt=-O0: 1=1± 2=0.952± opt=-O2: 1=1± 2=0.909±",
     "Efficiency: opt=-O0 falls from 1 with 1 thread to 0.952 with 2 threads; opt=-O2 falls "
     "from 1 with 1 thread to 0.909 with 2 threads."},
    {"seq threads", NULL, NULL, CHART_CHOSEN, NULL,
     "bar [sample|wall time|s] : 1(seq)=0.8± 2(threads)=0.2±",
     "Wall time: seq 800 ms and threads 200 ms."},
    {"seq noisy left plain", NULL, NULL, CHART_CHOSEN, NULL,
     "bar [sample|wall time|s] : 1(seq)=0.8± 2(noisy)=0.4±? 3(left)=0.44? 4(plain)=0.3?",
     "Wall time: seq 800 ms, noisy 400 ms, left 440 ms and plain 300 ms. Of \"left\" and \"plain\" "
     "there are single runs only."},
    {"left plain", NULL, NULL, CHART_CHOSEN, NULL,
     "bar [sample|wall time of single runs|s] : 1(left)=0.44? 2(plain)=0.3?",
     "Wall time of single runs: left 440 ms and plain 300 ms."},
    {"", NULL, NULL, CHART_CHOSEN,
     "return { { points = { { 'a', wall('left') }, { 'b', 2 * wall('plain') },\n"
     "  { 'c', seconds(1) } } } }",
     "bar [x|y|s] : 1(a)=0.44? 2(b)=0.6? 3(c)=1",
     "Y: a 440 ms, b 600 ms and c 1.00 s. All of this is from single runs."},
    {"", NULL, NULL, CHART_CHOSEN,
     "return { { points = { { 'a', ratio('left', 'plain') }, { 'b', ratio('seq', 'noisy') } } } }",
     "bar [x|y|] : 1(a)=1.47? 2(b)=2±?",
     "Y: a 1.47 and b 2. Of \"left\" and \"plain\" there are "
     "single runs only."},
    {"pool", NULL, "wall", CHART_CHOSEN, "return measured()",
     "line [x|wall time|s] : 1=0.8± 2=0.42± 4=0.23±",
     "Wall time falls from 800 ms with x = 1 to 230 ms with x = 4."},
    {"grid", NULL, NULL, CHART_BAR,
     "local all = measured()\nfor _, s in ipairs(all) do for _, p in ipairs(s.points) do\n"
     "  p[2] = 2 * p[2] end end\nreturn all",
     "bar [x|y|s] threads=1: 1(-O0)=0.8± 2(-O2)=0.4± threads=2: 1(-O0)=0.42± 2(-O2)=0.22±",
     "Y: threads=1: -O0 800 ms and -O2 400 ms; threads=2: -O0 420 ms and -O2 220 ms."},
    {"", NULL, NULL, CHART_CHOSEN,
     "return { { points = { { 1, 5e-324 }, { 2, -1.7e308 }, { 1e300, 1.7e308 } } } }",
     "line [x|y|] : 1=4.94e-324 2=-1.7e+308 1e+300=1.7e+308",
     "Y rises from 4.94e-324 with x = 1 to 1.70e308 with x = 1.00e300."},
    {"pool near", NULL, NULL, CHART_CHOSEN, NULL,
     "line [threads|wall time|s] pool: 1=0.8± 2=0.42± 4=0.23± near: 1=0.201± 2=0.201± 4=0.201±",
     "Wall time: pool falls from 800 ms with 1 thread to 230 ms with 4 threads; near is about "
     "the same, 201 ms, with 1 thread and with 4 threads."},
    {"race", NULL, "outcomes", CHART_BAR, NULL, "bar [sample|different outcomes|] : 1(race)=3",
     "Different outcomes: race 3."},
    {"race", NULL, NULL, CHART_HISTOGRAM, NULL,
     "histogram [outcome|runs|] : 13(13)=37 17(17)=3 20(20)=60",
     "100 runs between 13 and 20; most frequent, 60 of them: 20."},
    {"seq", NULL, NULL, CHART_HISTOGRAM, NULL,
     "histogram [wall time (ms)|runs|] : 785(780–790)=2 795(790–800)=3 805(800–810)=3 "
     "815(810–820)=2",
     "10 timed runs between 784 ms and 816 ms; most frequent, 3 of them: 790–800 ms."},
    {"wide", NULL, "outcomes", CHART_HISTOGRAM, NULL,
     "histogram [outcome|runs|] : 100(0–200)=15 300(200–400)=5 500(400–600)=5 700(600–800)=4 "
     "900(800–1000)=3 1100(1000–1200)=3 1300(1200–1400)=3 1500(1400–1600)=2 1700(1600–1800)=3 "
     "1900(1800–2000)=2 2100(2000–2200)=2 2300(2200–2400)=2 2500(2400–2600)=2 2700(2600–2800)=2 "
     "2900(2800–3000)=2 3100(3000–3200)=2 3300(3200–3400)=2 3500(3400–3600)=1",
     "60 runs between 0 and 3481; most frequent, 15 of them: 0–200."},
    {"pool", NULL, "speedup", CHART_CHOSEN,
     "local amdahl = {}\n"
     "for i, n in ipairs { 1, 2, 4 } do amdahl[i] = { n, 1 / (0.1 + 0.9 / n) } end\n"
     "local all = measured()\n"
     "all[1].name = 'measured'\n"
     "all[2] = { name = 'Amdahl', points = amdahl }\n"
     "return all",
     "line [x|speed-up|] measured: 1=1± 2=1.9± 4=3.48± Amdahl: 1=1 2=1.82 4=3.08",
     "Speed-up: measured rises from 1 with x = 1 to 3.48 with x = 4; Amdahl rises from 1 "
     "with x = 1 to 3.08 with x = 4."},
    {"", "n", "steps", CHART_CHOSEN,
     "return { { points = { { 1, 10 }, { 2, 20, 19, 21 }, { 3, 40 } } } }",
     "line [n|steps|] : 1=10 2=20± 3=40", "Steps rises from 10 with n = 1 to 40 with n = 3."},
    {"", NULL, NULL, CHART_CHOSEN,
     "return { x_label = 'program', y_label = 'time',\n"
     "  { points = { { 'a', wall('seq') }, { 'b', milliseconds(5) } } } }",
     "bar [program|time|s] : 1(a)=0.8± 2(b)=0.005", "Time: a 800 ms and b 5.00 ms."},
    {"", NULL, NULL, CHART_BAR, "return { { points = { { 1, 10 }, { 2, 20 }, { 3, 40 } } } }",
     "bar [x|y|] : 1(1)=10 2(2)=20 3(3)=40", "Y rises from 10 with x = 1 to 40 with x = 3."},
};

static void prepare_figure(struct measured_course *c, const struct row *row, enum figure_kind kind)
{
    course_set(c);
    c->chapter.figure_count = 1;
    c->figures[0] = (struct figure){.kind = kind,
                                    .place = {"content/a.md", 7, 1},
                                    .id = "",
                                    .caption = "",
                                    .of = course_words(c, row->of),
                                    .x = row->x,
                                    .y = row->y,
                                    .chart = row->kind,
                                    .body = row->body,
                                    .body_line = 8};
}

static void set_figure(struct measured_course *c, const struct row *row, enum figure_kind kind)
{
    prepare_figure(c, row, kind);
    course_compute(c);
}

static void check_figure(const struct row *row, enum figure_kind kind)
{
    struct measured_course c;
    struct buf got = BUF_INIT;
    set_figure(&c, row, kind);
    const struct figure_result *figure = &c.results.chapters[0].figures[0];
    if (CHECK(figure->is_known)) {
        describe(figure, &got);
        CHECK_STR(got.data, row->figure);
        CHECK_STR(figure->story, row->story);
    } else if (c.results.problems.first) {
        printf("# %s: %s\n", row->of, c.results.problems.first->message);
    }
    buf_release(&got);
    course_clear(&c);
}

static void draws(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        check_figure(&rows[i], FIGURE_CHART);
}

static void compares(void)
{
    static const struct row compare[] = {
        {"seq threads", NULL, NULL, CHART_CHOSEN, NULL,
         "bar [|wall time|s] wall time: 1(seq)=0.8± 2(threads)=0.2± ratio to seq: 1(seq)=1 "
         "2(threads)=0.25±",
         "seq takes 800 ms and threads 200 ms (0.250 of the first)."},
        {"grid", NULL, NULL, CHART_CHOSEN, NULL,
         "bar [|wall time|s] wall time: 1(grid opt=-O0, threads=1)=0.4± 2(grid opt=-O0, "
         "threads=2)=0.21± 3(grid opt=-O2, threads=1)=0.2± 4(grid opt=-O2, threads=2)=0.11± ratio "
         "to grid opt=-O0, threads=1: 1(grid opt=-O0, threads=1)=1 2(grid opt=-O0, "
         "threads=2)=0.525± "
         "3(grid opt=-O2, threads=1)=0.5± 4(grid opt=-O2, threads=2)=0.275±",
         "grid opt=-O0, threads=1 takes 400 ms, grid opt=-O0, threads=2 210 ms (0.525 of the "
         "first), grid "
         "opt=-O2, threads=1 200 ms (0.500 of the first) and grid opt=-O2, threads=2 110 ms (0.275 "
         "of "
         "the first)."},
    };
    for (size_t i = 0; i < sizeof compare / sizeof *compare; i++)
        check_figure(&compare[i], FIGURE_COMPARE);
}

/* What trials printed may be of any size. */
static void histograms_stand_any_numbers(void)
{
    static const double ends[][2] = {{0, 5e-324},         {-1.7e308, 1.7e308}, {1e-300, 1e300},
                                     {1e17, 1e17 + 1600}, {-1e-310, 1e-310},   {0, 0}};
    static const struct row row = {.of = "wide", .kind = CHART_HISTOGRAM};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        struct measured_course c;
        struct buf got = BUF_INIT;
        prepare_figure(&c, &row, FIGURE_CHART);
        for (int k = 0; k < 60; k++)
            c.result[WIDE].trials_verdict.values[k] =
                ends[i][0] / 59 * (59 - k) + ends[i][1] / 59 * k;
        course_compute(&c);
        const struct figure_result *figure = &c.results.chapters[0].figures[0];
        if (CHECK(figure->is_known))
            describe(figure, &got);
        else if (c.results.problems.first)
            printf("# %s\n", c.results.problems.first->message);
        double count = 0;
        for (size_t k = 0; figure->is_known && k < figure->series[0].count; k++)
            count += figure->series[0].points[k].y;
        CHECK_INT((int)count, 60);
        buf_release(&got);
        course_clear(&c);
    }
}

static const struct {
    struct row row;
    int line;
    const char *message; /* NULL: a problem elsewhere says it */
} bad[] = {
    {{.of = "seq broken"}, 0, NULL},
    {{.of = "nobody"}, 0, NULL},
    {{.of = "rejected", .x = "threads", .y = "speedup"}, 0, NULL},
    {{.of = "rejected", .body = "return { { points = { { 1, speedup('rejected', {n=1}) } } } }"},
     0,
     NULL},
    {{.of = "seq", .y = "speed"},
     7,
     "chart: y=\"speed\" is nothing that can be shown: there are correct, cpu,"},
    {{.of = "seq", .x = "threads"},
     7,
     "x=\"threads\" is a parameter of a sweep, and none of these"},
    {{.of = "pool", .x = "thread"}, 7, "the sweep \"pool\" has no parameter \"thread\""},
    {{.of = "seq", .y = "speedup"}, 7, "speedup needs a sweep"},
    {{.of = "pool", .kind = CHART_HISTOGRAM},
     7,
     "\"pool\" is a sweep: a histogram shows one sample"},
    {{.of = "plain", .kind = CHART_HISTOGRAM}, 7, "sample \"plain\" has no trials"},
    {{.of = "left", .kind = CHART_HISTOGRAM}, 0, NULL},
    {{.of = "", .body = "return 1 +"}, 8, "chart: unexpected symbol near <eof>"},
    {{.of = "", .body = "local x = 1\nreturn x.y.z"}, 9, "attempt to index a number value"},
    {{.of = "", .body = "local x\n\nx = wall('sec')\nreturn x"}, 10, "there is no sample \"sec\""},
    {{.of = "", .body = "return 1"}, 8, "must return a list of series, not a plain number"},
    {{.of = "", .body = "return {}"}, 8, "returned no series"},
    {{.of = "", .body = "return { { name = 'a', points = {} } }"},
     8,
     "the series \"a\" has no points"},
    {{.of = "", .body = "return { { points = { { 1, 1 / 0 } } } }"}, 8, "is not a finite number"},
    {{.of = "", .body = "return { { points = { { 0 / 0, 1 } } } }"}, 8, "is not a finite number"},
    {{.of = "", .body = "return { { points = { { 1, 2, 1 } } } }"},
     8,
     "high of a point must be a number"},
    {{.of = "", .body = "return { { points = { { 1, 'x' } } } }"},
     8,
     "y of a point must be a number"},
    {{.of = "", .body = "return { { points = { { 1, 2 }, { 1, wall('seq') } } } }"},
     8,
     "the same unit"},
    {{.of = "",
      .body = "local p = {}\nfor i = 1, 1e5 do p[i] = { i, i } end\nreturn { { points = p } }"},
     10,
     "a chart may have 10000 points"},
    {{.of = "", .body = "while true do\nend"}, 8, "ran longer than"},
    {{.of = "",
      .body = "local s = {}\nfor i = 1, 51 do s[i] = { points = { { 1, 1 } } } end\n"
              "return s"},
     10,
     "a chart may have 50 series"},
    {{.of = "", .body = "\nreturn { { points = { { text = 'x', y = 0 / 0 } } } }"},
     9,
     "x of a point must be a number or a text, not nothing"},
    {{.of = "", .body = "return { { points = { { text = {}, y = {} } } } }"},
     8,
     "x of a point must be a number or a text, not nothing"},
    {{.of = "pool", .body = "local m = measured()\nm[1].points[1][2] = 'x'\nreturn m"},
     10,
     "y of a point must be a number or a quantity, not a text"},
    {{.of = "pool", .body = "local m = measured()\nm[1].points[1].points[1].y = 'x'\nreturn m"},
     9,
     "attempt to index a nil value"},
    {{.of = "pool", .body = "return measured"}, 8, "must return a list of series, not a function"},
    {{.of = "pool", .body = "return wall('seq')"}, 8, "must return a list of series, not a time"},
    {{.of = "", .body = "return measured()"}, 8, "measured() needs samples"},
    {{.of = "", .body = "return { points = { { 1, 2 } } }"}, 8, "returned no series: { { name = ,"},
    {{.of = "", .body = "return { wall('seq') }"}, 8, "a series is { name = , points ="},
    {{.of = "", .body = "local t = {}\nt.points = t\nt[1] = t\nreturn t"},
     11,
     "x of a point must be a number or a text, not a table"},
    {{.of = "", .body = "return { { name = ('x'):rep(201), points = { { 1, 2 } } } }"},
     8,
     "the name of a series must be one line of at most 200 bytes: \"xxxx"},
    {{.of = "", .body = "return { { name = 'a\\nb', points = { { 1, 2 } } } }"},
     8,
     "the name of a series must be one line of at most 200 bytes: \"a\\nb\""},
    {{.of = "", .body = "return { { name = {}, points = { { 1, 2 } } } }"},
     8,
     "the name of a series must be a text, not a table"},
    {{.of = "", .body = "return { { points = { { ('x'):rep(1e6), 2 } } } }"},
     8,
     "x of a point must be one line"},
    {{.of = "", .body = "return { x_label = 1, { points = { { 1, 2 } } } }"},
     8,
     "x_label must be a text, not a plain number"},
    {{.of = "", .body = "return { { points = { { 1, 2, 3, 1 } } } }"},
     8,
     "y of a point must lie between its low and its high"},
    {{.of = "", .body = "return { { points = { { 1, 2, -1/0, 1 } } } }"},
     8,
     "low of a point is not a finite number"},
    {{.of = "", .body = "return { { points = { { 1, 2, wall('seq'), 1 } } } }"},
     8,
     "low of a point must have the unit of y"},
    {{.of = "odd", .y = "efficiency"}, 7, "efficiency divides by threads, which must be a number"},
};

static void says_what_is_wrong(void)
{
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct measured_course c;
        set_figure(&c, &bad[i].row, FIGURE_CHART);
        const struct problem *problem = c.results.problems.first;
        CHECK(!c.results.chapters[0].figures[0].is_known);
        if (!CHECK((problem != NULL) == (bad[i].message != NULL)))
            printf("# %s %s\n", bad[i].row.of, problem ? problem->message : bad[i].message);
        else if (problem && (!CHECK(strstr(problem->message, bad[i].message)) ||
                             !CHECK(problem->line == bad[i].line)))
            printf("# %d: %s\n", problem->line, problem->message);
        course_clear(&c);
    }
}

int main(void)
{
    RUN(draws);
    RUN(compares);
    RUN(histograms_stand_any_numbers);
    RUN(says_what_is_wrong);
    return test_summary();
}
