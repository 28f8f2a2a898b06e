/* What a chapter's page makes of trials, times, sweeps, checks, figures and claims. */
#include "evidence_fixture.h"
#include "inert.h"

static bool has(const struct evidence *f, const char *text)
{
    return memmem(f->html.data, f->html.len, text, strlen(text)) != NULL;
}

static int count(const struct evidence *f, const char *text)
{
    int n = 0;
    const char *end = f->html.data + f->html.len;
    for (const char *at = f->html.data; (at = memmem(at, (size_t)(end - at), text, strlen(text)));
         at += strlen(text))
        n++;
    return n;
}

/* Check each text, and say which is missing. */
static void has_all(const struct evidence *f, const char *const *texts)
{
    for (; *texts; texts++)
        if (!CHECK(has(f, *texts)))
            printf("#   %s\n", *texts);
}

static struct evidence *made(void)
{
    struct evidence *f = evidence_new();
    CHECK(evidence_page(f, PAGE_CHAPTER, "one.html"));
    return f;
}

static void many_numbers_are_a_histogram(void)
{
    static const char *const texts[] = {
        "<strong>1 of 100 runs</strong> was right, 100 different outcomes",
        "role=\"img\" aria-label=\"How often each number came out. 100 runs",
        "The right one is 4,000,000; 1 of the runs came to it.",
        "class=\"right-fill\"",
        "right: 4,000,000</text>",
        ("100 runs, each alone on the machine. <span class=\"made\">gcc 12.2.0, -O0, 2 "
         "cores.</span>"),
        NULL};
    struct evidence *f = made();
    has_all(f, texts);
    evidence_free(f);
}

static void without_a_right_number_none_is_marked(void)
{
    struct evidence *f = evidence_new();
    struct result *counter = &f->results[E_COUNTER];
    counter->verdict_count = 0;
    counter->trials_verdict.has_expected = false;
    memset(f->right, true, sizeof f->right);
    for (size_t i = 0; i < E_RUNS; i++)
        f->values[i] *= 1e3;
    CHECK(evidence_page(f, PAGE_CHAPTER, "one.html"));
    CHECK(!has(f, "right-fill"));
    CHECK(has(f, ">3×10⁹</text>"));
    evidence_free(f);
}

static void texts_are_bars(void)
{
    static const char *const texts[] = {
        "<strong>15</strong> different outcomes in 100 runs",
        "<samp><span class=\"bold\">thread 0</span> first\nthen &lt;1&gt;</samp>",
        "<rect width=\"60.00%\" height=\"8\"/>",
        "<span class=\"ended\">killed by SIGSEGV (segmentation fault)</span>",
        "4 other outcomes",
        "until the picture was clear",
        NULL};
    struct evidence *f = made();
    has_all(f, texts);
    CHECK(!has(f, "thread 12"));
    evidence_free(f);
}

static void one_outcome_is_never_called_correct(void)
{
    struct evidence *f = made();
    CHECK(has(f, "No other outcome in 1,000 runs: any other is rarer than 0.3 % (95 %)."));
    CHECK(has(f, "1,000 runs, each alone on the machine, until the time for measuring was over."));
    CHECK(!has(f, "orrect"));
    evidence_free(f);
}

static void few_runs_promise_nothing(void)
{
    static const char *const texts[] = {
        "No other outcome, but 1 run is too few to say how rare others are.",
        "1 of 100 runs was made, each alone on the machine: the time for measuring was over.",
        NULL};
    struct evidence *f = evidence_new();
    struct sample *same = f->course.samples[E_SAME];
    same->trials = 100;
    same->outcomes = OUTCOMES_EQUAL;
    same->outcomes_number = 1;
    CHECK(evidence_page(f, PAGE_CHAPTER, "one.html"));
    CHECK(has(f, "<span class=\"badge good\">1 outcome expected</span>"));
    f->trials[2].runs = f->same[0].count = 1;
    CHECK(evidence_page(f, PAGE_CHAPTER, "one.html"));
    has_all(f, texts);
    CHECK(!has(f, "any other is rarer"));
    CHECK(!has(f, "1 outcome expected"));
    evidence_free(f);
}

static void a_rare_text_says_that_there_are_more(void)
{
    struct evidence *f = evidence_new();
    for (size_t i = 4; i < E_TEXTS; i++)
        f->texts[i].count = 1;
    CHECK(evidence_page(f, PAGE_CHAPTER, "one.html"));
    CHECK(has(
        f, "The next run comes to something that none of these did with a chance of about 11 %."));
    evidence_free(f);
}

static void right_outcomes_are_marked_in_words(void)
{
    struct evidence *f = evidence_new();
    f->results[E_ORDER].verdicts = &f->verdict;
    f->results[E_ORDER].verdict_count = 1;
    CHECK(evidence_page(f, PAGE_CHAPTER, "one.html"));
    CHECK(has(f, "<strong>60 of 100 runs</strong> were right, 15 different outcomes"));
    CHECK(has(f, "<tr class=\"is-right\">"));
    CHECK(has(f, "<span class=\"badge good\">right</span>"));
    evidence_free(f);
}

static void times_have_spread_and_dots(void)
{
    static const char *const texts[] = {
        "<strong>43.7 ms</strong> median, 95 % interval 42.6–44.9 ms",
        "10 runs: fastest 43.4 ms, median 43.7 ms, slowest 44.4 ms, 95 % interval of the median",
        "class=\"band\"",
        "On the processor 85.2 ms in the median, 1.95 cores at work.",
        "10 runs with the machine to itself, after 1 warm-up; 2 disturbed runs not counted.",
        "<span class=\"badge care\">noisy</span>",
        "The times may be off: something else used the processor &lt;during&gt; 4 of 5 runs.",
        "Fewer than 6 runs give no interval.",
        "Under 5 ms: too short to be timed honestly",
        NULL};
    struct evidence *f = made();
    has_all(f, texts);
    CHECK_INT(count(f, "<circle cx="), 10 + 5 + E_POINTS * 10);
    evidence_free(f);
}

static void what_was_left_out_is_said(void)
{
    struct evidence *f = evidence_new();
    f->course.samples[E_TIMED]->timed = true;
    f->results[E_SAME].trials = NULL;
    CHECK(evidence_page(f, PAGE_CHAPTER, "one.html"));
    CHECK(!has(f, "It was not timed in this build."));
    CHECK(has(f, "It was not tried out many times in this build."));
    f->results[E_TIMED].time = NULL;
    CHECK(evidence_page(f, PAGE_CHAPTER, "one.html"));
    CHECK(has(f, "It was not timed in this build."));
    evidence_free(f);
}

static void a_sweep_is_a_table_and_a_picture(void)
{
    static const char *const texts[] = {
        "<strong>8</strong> variants: threads and opt",
        "role=\"img\" aria-label=\"Times over threads. The median times of ",
        "<text class=\"name\" x=\"100%\" dx=\"8\"",
        ">-O2</text>",
        "<th scope=\"col\" class=\"right\">Speed-up</th>",
        "<td class=\"right\">1.84</td><td class=\"right\">92 %</td>",
        "<th scope=\"row\">8</th>",
        "<td>15 outcomes in 100 runs</td>",
        "<summary>threads 8, opt -O2</summary>",
        NULL};
    struct evidence *f = made();
    has_all(f, texts);
    CHECK_INT(count(f, "data-part=\"sweep\""), 1);
    CHECK_INT(count(f, "data-part=\"time\""), 3);
    evidence_free(f);
}

static void a_sweep_without_times_keeps_its_points(void)
{
    struct evidence *f = evidence_new();
    f->course.samples[E_SWEEP]->timed = true;
    for (size_t i = 0; i < E_POINTS; i++)
        f->points[i].time = NULL;
    CHECK(evidence_page(f, PAGE_CHAPTER, "one.html"));
    CHECK(!has(f, "aria-label=\"Times over "));
    CHECK(!has(f, "Speed-up"));
    CHECK_INT(count(f, "<td class=\"right\">not timed</td>"), E_POINTS);
    CHECK(has(f, "It was not timed in this build."));
    evidence_free(f);
}

/* A speed-up against anything but the first value would be another number than speedup() gives. */
static void without_the_first_time_there_is_no_speedup(void)
{
    static const char efficiency[] = " %</td>";
    struct evidence *f = made();
    int all = count(f, efficiency);
    f->points[0].time = NULL;
    CHECK(evidence_page(f, PAGE_CHAPTER, "one.html"));
    CHECK_INT(all - count(f, efficiency), E_POINTS / 2);
    evidence_free(f);
}

static void noise_in_a_sweep_is_explained(void)
{
    static const char words[] = "Empty marks are noisy: their values may be off.";
    struct evidence *f = made();
    CHECK(!has(f, words));
    f->point_times[3].noisy_why = "it was loud";
    CHECK(evidence_page(f, PAGE_CHAPTER, "one.html"));
    CHECK(has(f, words));
    CHECK(has(f, "The times may be off: it was loud."));
    evidence_free(f);
}

static void a_sweep_says_how_it_was_made(void)
{
    static const char *const texts[] = {"<dt>Compiler</dt><dd>gcc (Debian 12.2.0-14) 12.2.0</dd>",
                                        " for threads 1, opt -O0, and alike for the others, with ",
                                        "<dt>Compiled in</dt><dd>400 ms altogether</dd>",
                                        "once for each variant, ", NULL};
    static const char *const other[] = {"gcc", "-O2", "x.c"};
    struct evidence *f = evidence_new();
    struct compile_result compile = f->compile;
    compile.command = evidence_words(f, other[0], other[1], other[2]);
    f->results[E_SWEEP].compiler = NULL;
    f->points[1].compile = &compile;
    CHECK(evidence_page(f, PAGE_CHAPTER, "one.html"));
    has_all(f, texts);
    CHECK(!has(f, "Interpreter"));
    f->points[1].compiler = "clang 14";
    CHECK(evidence_page(f, PAGE_CHAPTER, "one.html"));
    CHECK(has(f, "<dt>Compilers</dt><dd>gcc (Debian 12.2.0-14) 12.2.0, clang 14</dd>"));
    evidence_free(f);
}

static void checks_lead_to_their_lines(void)
{
    static const char *const texts[] = {
        "ThreadSanitizer <span class=\"badge found\">found a data race, as expected</span>",
        "Clean under <span class=\"badge good\" data-part=\"check\">Memcheck</span></p>",
        "write at <a class=\"place\" href=\"#counter%3A7\" data-place=\"content/one.md:10\">",
        "<span class=\"l named\" id=\"counter:7\">",
        "<a href=\"#counter%3A8\">line 8</a>: previous read by main thread",
        "by T2 &lt;x&gt;",
        "<summary>The whole report</summary>",
        NULL};
    struct evidence *f = made();
    has_all(f, texts);
    evidence_free(f);
}

static void what_failed_is_said_in_words(void)
{
    static const char *const texts[] = {
        "ThreadSanitizer found nothing; it had to find a data race.",
        "It had to come to more than 100 outcomes, but came to 100 in 100 runs.",
        "It had to exit with code 0 each time, but 3 of 100 runs did not.",
        "When it was timed, a run did not end as it must: exited with code 3.",
        "threads 1, opt -O2: Memcheck came to no verdict: no valgrind.",
        "badge bad\">clean, which was not expected</span>",
        NULL};
    struct evidence *f = evidence_new();
    struct run_result failed = f->run;
    f->checks[0].finds = NULL;
    f->checks[0].ok = false;
    f->course.samples[E_COUNTER]->outcomes = OUTCOMES_MORE;
    f->course.samples[E_COUNTER]->outcomes_number = 100;
    failed.code = 3;
    f->time.status = TIME_FAILED;
    f->time.failed = &failed;
    struct check_result none = {.tool = CHECK_MEMCHECK, .why = "no valgrind"};
    f->points[1].checks = &none;
    for (size_t i = 0; i < E_SAMPLES; i++)
        f->results[i].ok = false;
    f->points[1].ok = false;
    CHECK(evidence_page(f, PAGE_CHAPTER, "one.html"));
    has_all(f, texts);
    evidence_free(f);
}

static void code_is_marked_compared_and_disassembled(void)
{
    static const char *const texts[] = {
        "<span class=\"l marked\"><b class=\"t\">int</b> <b class=\"f\">main</b>",
        "<span class=\"l changed\">    counter += <i class=\"n\">2</i>;\n</span>",
        "<summary>What changed against “timed”</summary>",
        "<ins>+    counter += 2;</ins>",
        "<a href=\"one.html#timed\">Go to “timed”</a>",
        "<summary>Machine code of <code>main</code>, 5 lines</summary>",
        ("<td class=\"right\">7</td><td><code>counter++;</code></td>"
         "<td><pre><code>movl counter(%rip), %eax\naddl $1, %eax</code></pre></td>"),
        NULL};
    struct evidence *f = made();
    has_all(f, texts);
    evidence_free(f);
}

static void figures_have_a_text_and_a_table(void)
{
    static const char *const texts[] = {
        "<figure class=\"figure compare\" id=\"figure:1\">",
        "role=\"img\" aria-label=\"Three ways to count. noisy is the fastest of three.\"",
        "<td><a href=\"one.html#timed\">timed</a></td>",
        "<td>faster</td>",
        "<td>no difference seen</td>",
        "<figcaption>Three ways to count</figcaption>",
        "<figure class=\"figure chart\" id=\"growth\">",
        "<text class=\"name\" x=\"100%\" dx=\"8\"",
        "<span class=\"letter\">B</span> a &lt;name&gt; that is long",
        "role=\"img\" aria-label=\"",
        NULL};
    struct evidence *f = made();
    has_all(f, texts);
    CHECK_INT(count(f, "role=\"img\""), count(f, "role=\"img\" aria-label=\""));
    evidence_free(f);
}

static void single_runs_have_no_intervals(void)
{
    static const char head[] = "<th scope=\"col\" class=\"right\">95 % interval</th>"
                               "<th scope=\"col\" class=\"right\">Ratio to the first</th>";
    struct evidence *f = made();
    CHECK(has(f, "class=\"right\">Median</th>"));
    CHECK(has(f, head));
    for (size_t i = 0; i < 3; i++)
        f->bars[i].has_interval = f->ratios[i].has_interval = false;
    CHECK(evidence_page(f, PAGE_CHAPTER, "one.html"));
    CHECK(!has(f, head));
    CHECK(has(f, "class=\"right\">Time</th><th scope=\"col\" class=\"right\">Ratio to the first"
                 "</th><th scope=\"col\">Verdict</th>"));
    evidence_free(f);
}

static void claims_show_their_verdicts(void)
{
    static const char *const texts[] = {
        "<code>wall(&quot;timed&quot;) &lt; wall(&quot;noisy&quot;)</code>",
        "</span> holds</span>",
        "</span> does not hold</span>",
        "measured: 1.21 (1.1 to 1.3) against 4</span>",
        "</span> unsettled</span>",
        "it needs 8 cores, here are 2",
        NULL};
    struct evidence *f = made();
    has_all(f, texts);
    evidence_free(f);
}

static void what_could_not_be_computed_is_said(void)
{
    struct evidence *f = evidence_new();
    for (size_t i = 0; i < E_FIGURES; i++)
        f->figure_results[i].is_known = false;
    for (size_t i = 0; i < 3; i++)
        f->claim_results[i].is_known = false;
    CHECK(evidence_page(f, PAGE_CHAPTER, "one.html"));
    CHECK(has(f, "These times could not be compared."));
    CHECK(has(f, "This picture could not be drawn."));
    CHECK(has(f, "It could not be computed."));
    f->all.chapters = NULL;
    CHECK(evidence_page(f, PAGE_CHAPTER, "one.html"));
    CHECK(has(f, "It could not be computed."));
    evidence_free(f);
}

/* Pictures must stand any numbers that a chart's Lua or a program comes to. */
static void strange_numbers_are_drawn(void)
{
    static const double rows[][2] = {
        {0, 0},      {-1, -1},          {1e300, 1e-300},  {-1e300, 1e300},
        {1, 1},      {0.1, 1e9},        {-5, 5},          {-1.7e308, 1.7e308},
        {5e-324, 0}, {1e17, 1e17 + 16}, {1e-301, -1e-301}};
    struct evidence *f = evidence_new();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        for (size_t k = 0; k < 4; k++) {
            f->lines[0][k].x = f->lines[0][k].y = rows[i][k % 2];
            f->columns[k].x = rows[i][k % 2];
            f->columns[k].y = fabs(rows[i][1]);
            f->values[k] = rows[i][k % 2];
        }
        f->bars[0].y = rows[i][1];
        f->results[E_COUNTER].trials_verdict.has_expected = i % 2;
        f->results[E_COUNTER].trials_verdict.expected_value = rows[i][0];
        CHECK(evidence_page(f, PAGE_CHAPTER, "one.html"));
        CHECK(!has(f, "nan%") && !has(f, "\"nan") && !has(f, "-nan") && !has(f, "\"inf"));
    }
    evidence_free(f);
}

static void spoil_results(struct evidence *f, const char *evil)
{
    for (size_t i = 0; i < E_RUNS; i++)
        f->numbers[i].out = f->numbers[i].err = str_of(evil);
    for (size_t i = 0; i < E_TEXTS; i++)
        f->texts[i].out = str_of(evil);
    f->noisy.noisy_why = f->too_short.noisy_why = evil;
    for (size_t i = 0; i < 2; i++) {
        f->checks[i].finds = f->checks[i].why = evil;
        f->checks[i].brief = f->checks[i].report = str_of(evil);
        f->checks[i].command = evidence_words(f, evil, evil, evil);
    }
    f->checks[0].locations[0].file = f->checks[0].locations[1].what = evil;
    for (size_t i = 0; i < 5; i++)
        f->asm_lines[i].text = evil;
    for (size_t i = 0; i < E_POINTS; i++) {
        f->point_samples[i].values = evidence_words(f, evil, evil, evil);
        f->point_samples[i].values.count = 2;
    }
    for (size_t i = 0; i < E_SAMPLES; i++)
        f->results[i].compiler = evil;
}

static void spoil_figures(struct evidence *f, const char *evil)
{
    for (size_t i = 0; i < 3; i++) {
        f->claims[i].text = f->claim_results[i].left = f->claim_results[i].right = evil;
        f->claim_results[i].reason = evil;
        f->bars[i].label = f->ratios[i].label = evil;
    }
    for (size_t i = 0; i < 6; i++)
        f->series[i].name = evil;
    for (size_t i = 0; i < E_FIGURES; i++) {
        f->figures[i].caption = f->figures[i].id = evil;
        f->figure_results[i].x_label = f->figure_results[i].y_label = evil;
        f->figure_results[i].story = evil;
    }
}

static void nothing_hostile_gets_through(void)
{
    static const char evil[] = "\"'></svg></pre><script>alert(1)</script>\x1b[31m\xFF\xE2\x80\xAE";
    struct change change = {evil, "time", evil, evil};
    struct evidence *f = evidence_new();
    spoil_results(f, evil);
    spoil_figures(f, evil);
    CHECK(evidence_page(f, PAGE_CHAPTER, "one.html"));
    CHECK(is_inert(f->html.data, f->html.len));
    f->all.changes = &change;
    f->all.change_count = 1;
    f->all.changes_at = f->all.frozen_at = evil;
    f->all.frozen = true;
    CHECK(evidence_page(f, PAGE_BUILD, "build.html"));
    CHECK(is_inert(f->html.data, f->html.len));
    CHECK(evidence_page(f, PAGE_SAMPLES, "samples.html"));
    CHECK(is_inert(f->html.data, f->html.len));
    evidence_free(f);
}

static void the_build_lists_times_and_changes(void)
{
    static const char *const texts[] = {
        "Nothing was run for this site: it is made from frozen results of 2026-11-20 10:00 UTC.",
        "Between 2026-11-22 12:00 UTC and 2026-11-23 12:00 UTC:",
        ("<strong><a href=\"one.html#timed\">timed</a></strong> takes another time: <span "
         "class=\"before\">43.6 ms</span>"),
        "the claim <code>1 &lt; 2</code> of one",
        "sweep (threads=8 opt=-O2)</a>",
        "<td class=\"right\">43.7 ms</td><td class=\"right\">42.6–44.9 ms</td>",
        NULL};
    static struct change changes[] = {{"timed", "time", "43.6 ms", "51 ms"},
                                      {"one", "claim 1 < 2", "holds", "fails"}};
    struct evidence *f = evidence_new();
    f->all.changes = changes;
    f->all.change_count = 2;
    f->all.changes_at = "2026-11-23T12:00:00Z";
    f->all.changes_since = "2026-11-22T12:00:00Z";
    f->all.frozen = true;
    f->all.frozen_at = "2026-11-20T10:00:00Z";
    CHECK(evidence_page(f, PAGE_BUILD, "build.html"));
    has_all(f, texts);
    evidence_free(f);
}

static void lists_say_what_is_known(void)
{
    struct evidence *f = evidence_new();
    CHECK(evidence_page(f, PAGE_SAMPLES, "samples.html"));
    CHECK(has(f, ">run in 8 variants</td>"));
    CHECK(has(f, "<span class=\"badge seen\">ThreadSanitizer: data race</span>"));
    CHECK(has(f, "<span class=\"badge seen\">100 outcomes in 100 runs</span>"));
    evidence_free(f);
}

int main(void)
{
    RUN(many_numbers_are_a_histogram);
    RUN(without_a_right_number_none_is_marked);
    RUN(texts_are_bars);
    RUN(one_outcome_is_never_called_correct);
    RUN(few_runs_promise_nothing);
    RUN(a_rare_text_says_that_there_are_more);
    RUN(right_outcomes_are_marked_in_words);
    RUN(times_have_spread_and_dots);
    RUN(what_was_left_out_is_said);
    RUN(a_sweep_is_a_table_and_a_picture);
    RUN(a_sweep_without_times_keeps_its_points);
    RUN(without_the_first_time_there_is_no_speedup);
    RUN(noise_in_a_sweep_is_explained);
    RUN(a_sweep_says_how_it_was_made);
    RUN(checks_lead_to_their_lines);
    RUN(what_failed_is_said_in_words);
    RUN(code_is_marked_compared_and_disassembled);
    RUN(figures_have_a_text_and_a_table);
    RUN(single_runs_have_no_intervals);
    RUN(claims_show_their_verdicts);
    RUN(what_could_not_be_computed_is_said);
    RUN(strange_numbers_are_drawn);
    RUN(nothing_hostile_gets_through);
    RUN(the_build_lists_times_and_changes);
    RUN(lists_say_what_is_known);
    return test_summary();
}
