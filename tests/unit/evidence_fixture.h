/* evidence_fixture: a course of one chapter with made-up results of every kind that the pages show:
 * trials, times, sweeps, checks, machine code, figures and claims. */
#ifndef EVIDENCE_FIXTURE_H
#define EVIDENCE_FIXTURE_H

#include <math.h>

#include "course/doc_builder.h"
#include "course_fixture.h"
#include "page/render.h"

enum {
    E_COUNTER, /* trials, numeric, many values; ThreadSanitizer finds a race */
    E_ORDER,   /* trials, texts */
    E_SAME,    /* trials, one outcome */
    E_TIMED,
    E_NOISY,
    E_SHORT,
    E_SWEEP, /* threads and opt: times, trials, checks */
    E_CODE,  /* mark, diff, asm */
    E_SAMPLES
};

enum { E_RUNS = 100, E_TEXTS = 15, E_REPS = 10, E_POINTS = 8, E_FIGURES = 5 };

struct evidence {
    struct fixture fixture;
    struct course course;
    struct chapter *chapter;
    struct result results[E_SAMPLES], points[E_POINTS];
    struct sample point_samples[E_POINTS];
    struct compile_result compile;
    struct run_result run;
    struct outcome numbers[E_RUNS], texts[E_TEXTS], same[1];
    double values[E_RUNS];
    bool right[E_RUNS];
    struct trials_result trials[3], point_trials;
    double wall[E_REPS], cpu[E_REPS], point_wall[E_POINTS][E_REPS];
    struct time_result time, noisy, too_short, point_times[E_POINTS];
    struct check_result checks[2];
    struct asm_line asm_lines[5];
    struct asm_result assembly;
    struct line_range marked[1];
    struct expected expected;
    struct verdict verdict;
    struct figure figures[E_FIGURES];
    struct claim claims[3];
    struct claim_result claim_results[3];
    struct series_point bars[3], ratios[3], lines[2][4], columns[6];
    struct series series[6];
    struct figure_result figure_results[E_FIGURES];
    struct chapter_values chapters[1];
    struct results all;
    struct render_spec spec;
    struct buf html;
};

static inline void evidence_course(struct evidence *f)
{
    static const char *const names[] = {"counter", "order", "same",  "timed",
                                        "noisy",   "short", "sweep", "code"};
    struct buf text = BUF_INIT;
    struct err err = {0};
    buf_puts(&text, "# Evidence\n\n");
    for (size_t i = 0; i < E_SAMPLES; i++)
        buf_printf(&text,
                   "```c {#%s}\n#include <stdio.h>\n\nstatic int counter;\n\nint main(void)\n{\n"
                   "    counter++;\n%s    printf(\"%%d\\n\", counter);\n}\n```\n\n",
                   names[i], i == E_CODE ? "    counter += 2;\n" : "");
    fixture_begin(&f->fixture, FIXTURE_COURSE "languages = { c = standard.c }\n");
    fixture_write_bytes(&f->fixture, "content/one.md", buf_view(&text));
    CHECK(course_load(f->fixture.root, NULL, 1, &f->course, &err));
    CHECK_INT(f->course.sample_count, E_SAMPLES);
    f->chapter = f->course.chapters[0];
    buf_release(&text);
}

static inline void evidence_results(struct evidence *f)
{
    static const char *compile[] = {"gcc", "-std=gnu17", "-O0", "-pthread", "x.c"};
    static const char *run[] = {"./x"};
    static struct chunk chunks[] = {{1, 2}};
    f->compile = (struct compile_result){
        .command = {compile, 5}, .wall_s = 0.05, .measured_at = "2026-11-23T12:00:00Z"};
    f->run = (struct run_result){.command = {run, 1},
                                 .out = STR("1\n"),
                                 .chunks = chunks,
                                 .chunk_count = 1,
                                 .wall_s = 0.0436,
                                 .max_rss_kib = 1536,
                                 .measured_at = "2026-11-23T12:00:00Z",
                                 .machine_id = "m"};
    for (size_t i = 0; i < E_SAMPLES; i++)
        f->results[i] = (struct result){.sample = f->course.samples[i],
                                        .compiler = "gcc (Debian 12.2.0-14) 12.2.0",
                                        .compile = &f->compile,
                                        .run = &f->run,
                                        .ended_as_expected = true,
                                        .ok = true};
}

/* 100 runs of 4 x 1M unprotected additions: one is right, the others lose a third. */
static inline void evidence_trials(struct evidence *f)
{
    struct arena *a = &f->fixture.arena;
    f->expected = (struct expected){.fd = 1, .text = STR("4000000\n")};
    f->verdict = (struct verdict){&f->expected, false, "@@ -1 +1 @@\n-4000000\n+1\n"};
    for (size_t i = 0; i < E_RUNS; i++) {
        f->values[i] = i == 0 ? 4e6 : 2.1e6 + 12345.0 * (double)(i * i % 89);
        f->right[i] = i == 0;
        f->numbers[i] =
            (struct outcome){.out = str_of(arena_printf(a, "%.0f\n", f->values[i])), .count = 1};
    }
    for (size_t i = 0; i < E_TEXTS; i++)
        f->texts[i] = (struct outcome){
            .out =
                str_of(arena_printf(a, "\x1b[1mthread %zu\x1b[0m first\nthen <%zu>\n", i, i + 1)),
            .count = i == 0  ? 60
                     : i < 4 ? 12 - 3 * i
                             : 2};
    f->texts[3].end = END_SIGNALED;
    f->texts[3].code = 11;
    f->same[0] = (struct outcome){.out = STR("4000000\n"), .count = 1000};
    f->trials[0] = (struct trials_result){f->numbers, E_RUNS, E_RUNS, TRIALS_COUNT, NULL, NULL};
    f->trials[1] = (struct trials_result){f->texts, E_TEXTS, E_RUNS, TRIALS_CLEAR, NULL, NULL};
    f->trials[2] = (struct trials_result){f->same, 1, 1000, TRIALS_TIME, NULL, NULL};
    for (size_t i = 0; i < 3; i++)
        f->results[i].trials = &f->trials[i];
    struct result *counter = &f->results[E_COUNTER];
    counter->trials_verdict = (struct trials_verdict){1, f->right, 0, true, f->values, true, 4e6};
    counter->verdicts = &f->verdict;
    counter->verdict_count = 1;
    f->results[E_ORDER].trials_verdict =
        (struct trials_verdict){60, f->right, 0, false, NULL, false, 0};
    f->results[E_SAME].trials_verdict =
        (struct trials_verdict){1000, f->right, 0.003, false, NULL, false, 0};
    f->course.samples[E_COUNTER]->trials = E_RUNS;
    f->course.samples[E_ORDER]->trials = f->course.samples[E_SAME]->trials = SAMPLE_TRIALS_AUTO;
}

static inline void evidence_times(struct evidence *f)
{
    static const double off[] = {0.9, 0.1, -0.3, 0.4, 0, 1.6, -0.2, 0.3, -0.5, 0.2};
    for (size_t i = 0; i < E_REPS; i++) {
        f->wall[i] = 0.0436 + 0.0005 * off[i];
        f->cpu[i] = 0.0851 + 0.0004 * off[i];
    }
    f->time = (struct time_result){.warmup = 1,
                                   .reps = E_REPS,
                                   .wall_s = f->wall,
                                   .cpu_s = f->cpu,
                                   .discarded = 2,
                                   .measured_at = "2026-11-23T12:00:00Z",
                                   .machine_id = "m"};
    f->noisy = f->time;
    f->noisy.reps = 5;
    f->noisy.noisy_why = "something else used the processor <during> 4 of 5 runs";
    f->too_short = (struct time_result){.status = TIME_TOO_SHORT, .warmup = 1};
    f->results[E_TIMED].time = &f->time;
    f->results[E_NOISY].time = &f->noisy;
    f->results[E_SHORT].time = &f->too_short;
}

static inline void evidence_checks(struct evidence *f)
{
    static const struct check_location at = {"counter.c", 7, "write by thread T2"},
                                       before = {"counter.c", 8, "previous read by main thread"};
    struct check_location *locations = arena_alloc(&f->fixture.arena, 2, sizeof *locations);
    locations[0] = at;
    locations[1] = before;
    f->checks[0] = (struct check_result){.tool = CHECK_TSAN,
                                         .is_known = true,
                                         .finds = "data race",
                                         .ok = true,
                                         .brief = STR("data race: write at counter.c:7 by T2 <x>\n"
                                                      "previous read at counter.c:8 by main\n"),
                                         .report = STR("WARNING: ThreadSanitizer: data race\n"),
                                         .locations = locations,
                                         .location_count = 2};
    f->checks[1] = (struct check_result){.tool = CHECK_MEMCHECK, .is_known = true, .ok = true};
    f->course.samples[E_COUNTER]->finds = "data race";
    f->course.samples[E_COUNTER]->files[0].name = "counter.c";
    f->results[E_COUNTER].checks = f->checks;
    f->results[E_COUNTER].check_count = 2;
}

static inline void evidence_sweep(struct evidence *f)
{
    static const char *const threads[] = {"1", "2", "4", "8"}, *const opts[] = {"-O0", "-O2"};
    struct sample *sweep = f->course.samples[E_SWEEP];
    struct arena *a = &f->fixture.arena;
    const char **names = arena_alloc(a, 2, sizeof *names);
    names[0] = "threads";
    names[1] = "opt";
    sweep->parameters = (struct words){names, 2};
    sweep->points = f->point_samples;
    sweep->point_count = E_POINTS;
    for (size_t i = 0; i < E_POINTS; i++) {
        const char **values = arena_alloc(a, 2, sizeof *values);
        values[0] = threads[i / 2];
        values[1] = opts[i % 2];
        f->point_samples[i] = *sweep;
        f->point_samples[i].points = NULL;
        f->point_samples[i].point_count = 0;
        f->point_samples[i].values = (struct words){values, 2};
        for (size_t k = 0; k < E_REPS; k++)
            f->point_wall[i][k] = (i % 2 ? 0.05 : 0.12) * (1 + 0.02 * (double)((k * 7 + i) % 5)) /
                                  (i < 2 ? 1 : 1.9 - 0.03 * (double)i);
        f->point_times[i] = f->time;
        f->point_times[i].wall_s = f->point_wall[i];
        f->points[i] = f->results[E_TIMED];
        f->points[i].sample = &f->point_samples[i];
        f->points[i].time = &f->point_times[i];
        f->points[i].trials = &f->trials[1];
        f->points[i].trials_verdict = f->results[E_ORDER].trials_verdict;
        f->points[i].checks = &f->checks[1];
        f->points[i].check_count = 1;
    }
    f->results[E_SWEEP] = (struct result){.sample = sweep,
                                          .points = f->points,
                                          .point_count = E_POINTS,
                                          .ended_as_expected = true,
                                          .ok = true};
}

static inline void evidence_code(struct evidence *f)
{
    struct sample *code = f->course.samples[E_CODE];
    f->marked[0] = (struct line_range){5, 6};
    code->marked = f->marked;
    code->marked_count = 1;
    code->diff = "timed";
    code->asm_function = "main";
    f->asm_lines[0] = (struct asm_line){"main:", 0};
    f->asm_lines[1] = (struct asm_line){"pushq %rbp", 6};
    f->asm_lines[2] = (struct asm_line){"movl counter(%rip), %eax", 7};
    f->asm_lines[3] = (struct asm_line){"addl $1, %eax", 7};
    f->asm_lines[4] = (struct asm_line){"addl $2, counter(%rip)", 8};
    f->assembly = (struct asm_result){f->asm_lines, 5, NULL};
    f->results[E_CODE].assembly = &f->assembly;
}

static inline struct words evidence_words(struct evidence *f, const char *a, const char *b,
                                          const char *c)
{
    const char **items = arena_alloc(&f->fixture.arena, 3, sizeof *items);
    items[0] = a;
    items[1] = b;
    items[2] = c;
    return (struct words){items, 3};
}

static inline void evidence_pictures(struct evidence *f)
{
    static const char *const ids[] = {"counter", "timed", "noisy"};
    for (size_t i = 0; i < 3; i++) {
        double y = 0.2 / (double)(i * 2 + 1), ratio = 1.0 / (double)(i * 2 + 1);
        f->bars[i] = (struct series_point){(double)i, ids[i], y, y * 0.97, y * 1.05, true, i == 2};
        f->ratios[i] = (struct series_point){
            (double)i, ids[i], ratio, ratio * 0.95, i == 2 ? 1.1 : ratio * 1.04, true, false};
    }
    for (size_t s = 0; s < 2; s++)
        for (size_t i = 0; i < 4; i++) {
            double y = 1e-3 * (double)(i + 1) * (double)(s + 1);
            f->lines[s][i] =
                (struct series_point){(double)(1u << (i * 2)), NULL, y, y, y, false, false};
        }
    for (size_t i = 0; i < 6; i++)
        f->columns[i] =
            (struct series_point){(double)i * 10, NULL, (double)(i * (6 - i)), 0, 0, false, false};
    f->series[0] = (struct series){"time", f->bars, 3};
    f->series[1] = (struct series){"ratio", f->ratios, 3};
    f->series[2] = (struct series){"mutex", f->lines[0], 4};
    f->series[3] = (struct series){"a <name> that is long", f->lines[1], 4};
    f->series[4] = (struct series){"", f->columns, 6};
    f->series[5] = (struct series){"", f->bars, 3};
    f->figure_results[0] = (struct figure_result){
        true, CHART_BAR, "", "time", "s", f->series, 2, "noisy is the fastest of three."};
    f->figure_results[1] = (struct figure_result){true, CHART_LINE,    "threads", "time",
                                                  "s",  f->series + 2, 2,         "Both grow."};
    f->figure_results[2] = (struct figure_result){true, CHART_HISTOGRAM, "value", "runs",
                                                  "",   f->series + 4,   1,       "A hill."};
    f->figure_results[3] = (struct figure_result){true, CHART_BAR,     "sample", "time",
                                                  "s",  f->series + 5, 1,        "Three bars."};
}

static inline void evidence_figures(struct evidence *f)
{
    struct words of = evidence_words(f, "counter", "timed", "noisy");
    evidence_pictures(f);
    for (size_t i = 0; i < E_FIGURES; i++)
        f->figures[i] = (struct figure){.kind = FIGURE_CHART, .id = "", .caption = "", .of = of};
    f->figures[0].kind = FIGURE_COMPARE;
    f->figures[0].caption = "Three ways to count";
    f->figures[1].id = "growth";
    f->figures[4].kind = FIGURE_CLAIMS;
    f->figures[4].claim_count = 3;
    f->claims[0] = (struct claim){"wall(\"timed\") < wall(\"noisy\")", {"content/one.md", 7, 1}, 0};
    f->claims[1] = (struct claim){"ratio(\"timed\", \"noisy\") > 4", {"content/one.md", 8, 1}, 0};
    f->claims[2] =
        (struct claim){"outcomes(\"counter\") > 1 and 1 < 2", {"content/one.md", 9, 1}, 8};
    f->claim_results[0] = (struct claim_result){true, CLAIM_HOLDS, NULL, "43.6 ms", "49 ms"};
    f->claim_results[1] = (struct claim_result){true, CLAIM_FAILS, NULL, "1.21 (1.1 to 1.3)", "4"};
    f->claim_results[2] =
        (struct claim_result){true, CLAIM_UNSETTLED, "it needs 8 cores, here are 2", "true", NULL};
    f->chapter->claims = f->claims;
    f->chapter->claim_count = 3;
    f->chapter->figures = f->figures;
    f->chapter->figure_count = E_FIGURES;
    f->chapters[0] =
        (struct chapter_values){.claims = f->claim_results, .figures = f->figure_results};
}

/* All samples, then all figures. */
static inline void evidence_doc(struct evidence *f)
{
    struct doc_builder doc = {0};
    doc_open(&doc, NODE_DOCUMENT);
    for (int i = 0; i < E_SAMPLES; i++)
        doc_leaf(&doc, NODE_SAMPLE)->level = i;
    for (int i = 0; i < E_FIGURES; i++)
        doc_leaf(&doc, NODE_FIGURE)->level = i;
    doc_close(&doc);
    doc_finish(&doc, &f->fixture.arena, &f->chapter->doc);
}

static inline struct evidence *evidence_new(void)
{
    struct evidence *f = calloc(1, sizeof *f);
    f->html = (struct buf)BUF_INIT;
    evidence_course(f);
    evidence_results(f);
    evidence_trials(f);
    evidence_times(f);
    evidence_checks(f);
    evidence_sweep(f);
    evidence_code(f);
    evidence_figures(f);
    evidence_doc(f);
    f->all = (struct results){
        .course = &f->course, .sandbox = "full", .samples = f->results, .chapters = f->chapters};
    f->all.machine = (struct machine){.id = "m",
                                      .cpu = "CPU",
                                      .arch = "x86_64",
                                      .kernel = "Linux",
                                      .os = "Debian",
                                      .cores = 2,
                                      .usable_cores = 2,
                                      .memory_bytes = 1ull << 33};
    f->spec = (struct render_spec){.results = &f->all, .templates = {"templates"}, .version = "1"};
    return f;
}

static inline void evidence_free(struct evidence *f)
{
    buf_release(&f->html);
    course_release(&f->course);
    fixture_end(&f->fixture);
    free(f);
}

/* The page's HTML, into f->html. */
static inline bool evidence_page(struct evidence *f, enum page_kind kind, const char *path)
{
    struct page page = {.kind = kind, .path = path};
    struct renderer *renderer;
    struct err err = {0};
    buf_clear(&f->html);
    bool ok =
        renderer_new(&f->spec, &renderer, &err) && render_page(renderer, &page, &f->html, &err);
    if (!ok)
        printf("# %s:%d: %s\n", err.file, err.line, err.message);
    renderer_free(renderer);
    return ok;
}

#endif
