#include "run/shape.h"

#include "test.h"

static const struct language c = {.name = "c"};
static struct source_file file = {.name = "lost.c", .text = STR("int main(void) {}\n")};
static struct expected expected = {.fd = 2, .mode = EXPECTED_REGEX};

static struct sample sample = {
    .id = "lost",
    .chapter = "03-sharing",
    .place = {"content/03-sharing.md", 42, 1},
    .language = &c,
    .files = &file,
    .file_count = 1,
    .limits = {2500, 1024, 64, 32, 4096},
};

static const char *shape(void (*write)(struct emit *e, const void *what), const void *what,
                         struct buf *out)
{
    struct json json;
    json_init(&json, out);
    struct emit e = emit_json(&json);
    write(&e, what);
    return out->data;
}

static void write_sample(struct emit *e, const void *what)
{
    shape_sample(e, what);
}

static void write_problem(struct emit *e, const void *what)
{
    shape_problem(e, what);
}

static void write_results(struct emit *e, const void *what)
{
    shape_results(e, what);
}

static const char sample_text[] =
    "{\n  \"id\": \"lost\",\n  \"chapter\": \"03-sharing\",\n  \"line\": 42,\n"
    "  \"language\": \"c\",\n  \"files\": [\n    \"lost.c\"\n  ],\n"
    "  \"source\": \"int main(void) {}\\n\",\n  \"ok\": true,\n  \"compiler\": \"gcc 12\",\n"
    "  \"flags\": [\n    \"-O2\",\n    \"-lm\"\n  ],\n"
    "  \"limits\": {\n    \"timeout_s\": 2.5,\n    \"memory_bytes\": 1024,\n"
    "    \"processes\": 64,\n    \"nofile\": 32,\n    \"output_bytes\": 4096\n  },\n"
    "  \"measured_at\": \"2026-11-23T12:00:00Z\",\n  \"machine_id\": \"0123\",\n"
    "  \"compile\": {\n    \"command\": [\n      \"cc\",\n      \"-O2\",\n      \"-o\",\n"
    "      \"lost\",\n      \"lost.c\",\n      \"-lm\"\n    ],\n    \"end\": \"exited\",\n"
    "    \"code\": 0,\n    \"diagnostics\": \"\",\n    \"wall_s\": 0.05\n  },\n"
    "  \"run\": {\n    \"command\": [\n      \"./lost\"\n    ],\n    \"end\": \"signaled\",\n"
    "    \"code\": 11,\n    \"stdout\": \"abc\",\n    \"stderr\": \"\xEF\xBF\xBD\",\n"
    "    \"stderr_base64\": \"/w==\",\n    \"transcript\": [\n"
    "      {\n        \"fd\": 1,\n        \"text\": \"ab\"\n      },\n"
    "      {\n        \"fd\": 2,\n        \"text\": \"\xEF\xBF\xBD\"\n      },\n"
    "      {\n        \"fd\": 1,\n        \"text\": \"c\"\n      }\n    ],\n"
    "    \"truncated\": false,\n    \"wall_s\": 0.1,\n    \"user_s\": 0.01,\n"
    "    \"sys_s\": 0.02,\n    \"max_rss_kib\": 1500\n  },\n"
    "  \"trials\": null,\n  \"time\": null,\n  \"sweep\": null,\n  \"checks\": [],\n"
    "  \"expected\": [\n    {\n      \"stream\": \"stderr\",\n      \"point\": null,\n"
    "      \"mode\": \"regex\",\n      \"matched\": true,\n      \"diff\": null\n    }\n  ],\n"
    "  \"trace\": null,\n  \"asm\": null\n}";

static void a_sample_has_every_key_in_order(void)
{
    struct compile_result compile = {
        .command = {(const char *[]){"cc", "-O2", "-o", "lost", "lost.c", "-lm"}, 6},
        .wall_s = 0.05,
        .measured_at = "2026-11-23T11:00:00Z"};
    struct run_result run = {.command = {(const char *[]){"./lost"}, 1},
                             .end = END_SIGNALED,
                             .code = 11,
                             .out = STR("abc"),
                             .err = STR("\xFF"),
                             .chunks = (struct chunk[]){{1, 2}, {2, 1}, {1, 1}},
                             .chunk_count = 3,
                             .wall_s = 0.1,
                             .user_s = 0.01,
                             .sys_s = 0.02,
                             .max_rss_kib = 1500,
                             .measured_at = "2026-11-23T12:00:00Z",
                             .machine_id = "0123"};
    struct verdict verdict = {.expected = &expected, .matched = true};
    struct result result = {.sample = &sample,
                            .compiler = "gcc 12",
                            .compile = &compile,
                            .run = &run,
                            .verdicts = &verdict,
                            .verdict_count = 1,
                            .ended_as_expected = true,
                            .ok = true};
    struct buf out = BUF_INIT;
    CHECK_STR(shape(write_sample, &result, &out), sample_text);
    buf_release(&out);
}

static void what_did_not_happen_is_null(void)
{
    struct result result = {.sample = &sample};
    struct buf out = BUF_INIT;
    const char *text = shape(write_sample, &result, &out);
    static const char *const keys[] = {"compiler", "measured_at", "machine_id", "compile", "run"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        char want[64];
        snprintf(want, sizeof want, "\n  \"%s\": null", keys[i]);
        CHECK(strstr(text, want));
    }
    CHECK(strstr(text, "\n  \"flags\": []"));
    buf_release(&out);
}

/* Each text is there, behind the one before. */
static void has_in_order(const char *text, const char *const *wanted)
{
    for (; *wanted; wanted++) {
        const char *found = strstr(text, *wanted);
        if (CHECK(found))
            text = found;
        else
            printf("#   %s\n", *wanted);
    }
}

static void trials_are_counted_and_judged(void)
{
    static const char *const wanted[] = {
        "\"trials\": {",   "\"requested\": \"auto\"", "\"count\": 40",     "\"stop\": \"clear\"",
        "\"right\": 30",   "\"bound\": null",         "\"numeric\": true", "\"expected_value\": 4",
        "\"outcomes\": [", "\"stdout\": \"4\\n\"",    "\"value\": 4",      "\"end\": \"exited\"",
        "\"count\": 30",   "\"right\": true",         "\"value\": 2.5",    "\"end\": \"signaled\"",
        "\"code\": 6",     "\"right\": false",        "\"time\": null",    NULL};
    struct outcome outcomes[] = {{.out = STR("4\n"), .count = 30},
                                 {STR("2.5\n"), STR("x"), END_SIGNALED, 6, 10}};
    struct trials_result trials = {outcomes, 2, 40, TRIALS_CLEAR, NULL, NULL};
    struct sample tried = sample;
    tried.trials = SAMPLE_TRIALS_AUTO;
    struct result result = {.sample = &tried, .trials = &trials};
    result.trials_verdict =
        (struct trials_verdict){30, (bool[]){true, false}, 0, true, (double[]){4, 2.5}, true, 4};
    struct buf out = BUF_INIT;
    has_in_order(shape(write_sample, &result, &out), wanted);
    buf_release(&out);
}

static void times_have_statistics(void)
{
    static const char *const wanted[] = {"\"time\": {",
                                         "\"status\": \"ok\"",
                                         "\"reps\": 7",
                                         "\"warmup\": 2",
                                         "\"discarded\": 1",
                                         "\"wall_s\": [",
                                         "0.07",
                                         "\"cpu_s\": [",
                                         "\"min_s\": 0.01",
                                         "\"median_s\": 0.04",
                                         "\"mad_s\": 0.02",
                                         "\"ci95_s\": [\n      0.0098,",
                                         "0.0714",
                                         "\"cpu_median_s\": 0.04",
                                         "\"noisy\": true",
                                         "\"noisy_why\": \"rain\"",
                                         "\"sweep\": null",
                                         NULL};
    double wall[] = {0.07, 0.01, 0.02, 0.03, 0.04, 0.05, 0.06};
    struct time_result time = {
        .warmup = 2, .reps = 7, .wall_s = wall, .cpu_s = wall, .discarded = 1, .noisy_why = "rain"};
    struct result result = {.sample = &sample, .time = &time};
    struct buf out = BUF_INIT;
    has_in_order(shape(write_sample, &result, &out), wanted);
    buf_clear(&out);
    time.reps = 5;
    CHECK(strstr(shape(write_sample, &result, &out), "\"ci95_s\": null"));
    buf_clear(&out);
    time.status = TIME_TOO_SHORT;
    CHECK(strstr(shape(write_sample, &result, &out), "\"median_s\": null"));
    buf_release(&out);
}

static void a_trace_says_where_its_events_are(void)
{
    static const char *const wanted[] = {"\"expected\": []",
                                         "\n  \"trace\": {",
                                         "\"events\": \"samples/lost.trace.json\"",
                                         "\"lanes\": 5",
                                         "\"deadlock\": \"T1 waits\"",
                                         "\"end\": \"timed-out\"",
                                         "\"code\": 9",
                                         "\"wall_s\": 0.5",
                                         "\"why\": null",
                                         "\"noisy_why\": \"rain\"",
                                         "\"measured_at\": \"now\"",
                                         "\"machine_id\": \"m\"",
                                         "\n  },\n  \"asm\": null",
                                         NULL};
    struct trace_result trace = {.end = END_TIMED_OUT,
                                 .code = 9,
                                 .wall_s = 0.5,
                                 .model = STR("{}"),
                                 .lanes = 5,
                                 .deadlock = "T1 waits",
                                 .noisy_why = "rain",
                                 .measured_at = "now",
                                 .machine_id = "m"};
    struct result result = {.sample = &sample, .trace = &trace};
    struct buf out = BUF_INIT;
    has_in_order(shape(write_sample, &result, &out), wanted);
    buf_clear(&out);
    trace.model = STR("");
    trace.why = "it is static";
    const char *text = shape(write_sample, &result, &out);
    CHECK(strstr(text, "\"events\": null") && strstr(text, "\"why\": \"it is static\""));
    buf_release(&out);
}

/* One for each point of a sweep, in the sample, and in a chart of it. */
static void traces_of_a_sweep_are_of_its_points(void)
{
    static const char *const wanted[] = {"\"points\": [",
                                         "\"events\": \"samples/lost.threads=2.trace.json\"",
                                         "\n  \"trace\": null", NULL};
    static const char *const in_chart[] = {"\"figures\": [",
                                           "\"chart\": \"timeline\"",
                                           "\"story\": \"Timeline of lost.\"",
                                           "\"timelines\": [",
                                           "\"sample\": \"lost\"",
                                           "\"threads\": \"2\"",
                                           "\"events\": \"samples/lost.threads=2.trace.json\"",
                                           "\"series\": []",
                                           NULL};
    struct words names = {(const char *[]){"threads"}, 1}, values = {(const char *[]){"2"}, 1};
    struct sample sweep = sample, point = sample;
    sweep.parameters = point.parameters = names;
    point.values = values;
    struct trace_result trace = {.model = STR("{}")};
    struct result points[] = {{.sample = &point, .trace = &trace}};
    struct result result = {.sample = &sweep, .points = points, .point_count = 1};
    struct buf out = BUF_INIT;
    has_in_order(shape(write_sample, &result, &out), wanted);
    buf_clear(&out);
    struct figure figure = {.kind = FIGURE_CHART,
                            .chart = CHART_TIMELINE,
                            .of = {(const char *[]){"lost"}, 1},
                            .id = "",
                            .caption = ""};
    struct chapter chapter = {.name = "a", .figures = &figure, .figure_count = 1};
    struct course course = {.chapters = (struct chapter *[]){&chapter},
                            .chapter_count = 1,
                            .samples = (struct sample *[]){&sweep},
                            .sample_count = 1};
    struct figure_result picture = {true, CHART_TIMELINE, "time", "",
                                    "",   NULL,           0,      "Timeline of lost."};
    struct chapter_values chapter_values = {.figures = &picture};
    struct results results = {.course = &course, .samples = &result, .chapters = &chapter_values};
    has_in_order(shape(write_results, &results, &out), in_chart);
    buf_release(&out);
}

/* The verdicts of a sweep are those of its points, each with its point. */
static void sweeps_are_their_points(void)
{
    static const char *const wanted[] = {"\"compiler\": \"gcc 12\"",
                                         "\"compile\": null",
                                         "\"parameters\": [\n      \"threads\"",
                                         "\"values\": {\n          \"threads\": \"2\"",
                                         "\"ok\": true",
                                         "\"matched\": true",
                                         "\"expected\": [",
                                         "\"point\": {\n        \"threads\": \"2\"",
                                         "\"mode\": \"regex\"",
                                         NULL};
    struct words names = {(const char *[]){"threads"}, 1}, values = {(const char *[]){"2"}, 1};
    struct sample sweep = sample, point = sample;
    sweep.parameters = point.parameters = names;
    point.values = values;
    struct verdict verdict = {.expected = &expected, .matched = true};
    struct result points[] = {{.sample = &point,
                               .compiler = "gcc 12",
                               .verdicts = &verdict,
                               .verdict_count = 1,
                               .ok = true}};
    struct result result = {.sample = &sweep, .points = points, .point_count = 1};
    struct buf out = BUF_INIT;
    has_in_order(shape(write_sample, &result, &out), wanted);
    buf_release(&out);
}

static void checks_and_machine_code(void)
{
    static const char *const wanted[] = {"\"checks\": [",
                                         "\"tool\": \"tsan\"",
                                         "\"verdict\": \"found\"",
                                         "\"finds\": \"data race\"",
                                         "\"report\": \"all of it\"",
                                         "\"locations\": [",
                                         "\"file\": \"lost.c\"",
                                         "\"line\": 7",
                                         "\"verdict\": \"clean\"",
                                         "\"verdict\": \"unknown\"",
                                         "\"asm\": \"main:\\nret\\n\"",
                                         NULL};
    struct check_location location = {"lost.c", 7, "write"};
    struct check_result checks[] = {{.tool = CHECK_TSAN,
                                     .is_known = true,
                                     .finds = "data race",
                                     .report = STR("all of it"),
                                     .locations = &location,
                                     .location_count = 1},
                                    {.tool = CHECK_ASAN, .is_known = true},
                                    {.tool = CHECK_MEMCHECK}};
    struct asm_result assembly = {(struct asm_line[]){{"main:", 0}, {"ret", 1}}, 2, NULL};
    struct result result = {
        .sample = &sample, .checks = checks, .check_count = 3, .assembly = &assembly};
    struct buf out = BUF_INIT;
    has_in_order(shape(write_sample, &result, &out), wanted);
    buf_release(&out);
}

static void claims_and_figures(void)
{
    static const char *const in_order[] = {"\"frozen\": true",
                                           "\"claims\": [",
                                           "\"line\": 9",
                                           "\"verdict\": \"holds\"",
                                           "\"left\": \"1\"",
                                           "\"right\": \"2\"",
                                           "\"needs_cores\": 4",
                                           "\"figures\": [",
                                           "\"kind\": \"chart\"",
                                           "\"id\": null",
                                           "\"caption\": \"Times\"",
                                           "\"chart\": \"bar\"",
                                           "\"y_unit\": \"s\"",
                                           "\"series\": [",
                                           "\"x\": 1",
                                           "\"y\": 0.5",
                                           "\"low\": 0.25",
                                           "\"high\": 1",
                                           "\"noisy\": true",
                                           "\"problems\": []",
                                           NULL};
    struct claim claim = {"1 < 2", {"content/a.md", 9, 1}, 4};
    struct figure figures[] = {{.kind = FIGURE_CHART, .id = "", .caption = "Times"},
                               {.kind = FIGURE_CLAIMS, .id = "", .caption = "", .claim_count = 1}};
    struct chapter chapter = {
        .name = "a", .claims = &claim, .claim_count = 1, .figures = figures, .figure_count = 2};
    struct course course = {.chapters = (struct chapter *[]){&chapter}, .chapter_count = 1};
    struct claim_result claims = {true, CLAIM_HOLDS, NULL, "1", "2"};
    struct series_point point = {1, NULL, 0.5, 0.25, 1, true, true};
    struct figure_result pictures[] = {
        {true, CHART_BAR, "x", "y", "s", &(struct series){"", &point, 1}, 1, "A bar."}, {0}};
    struct chapter_values values = {.claims = &claims, .figures = pictures};
    struct results results = {.course = &course, .frozen = true, .chapters = &values};
    struct buf out = BUF_INIT;
    has_in_order(shape(write_results, &results, &out), in_order);
    CHECK(!strstr(out.data, "\"kind\": \"claims\""));
    buf_release(&out);
}

static void problems(void)
{
    struct problem problem = {
        .severity = PROBLEM_WARNING, .file = "content/a.md", .line = 3, .message = "wrong"};
    struct buf out = BUF_INIT;
    CHECK_STR(shape(write_problem, &problem, &out),
              "{\n  \"severity\": \"warning\",\n  \"file\": \"content/a.md\",\n  \"line\": 3,\n"
              "  \"column\": 0,\n  \"sample\": null,\n  \"message\": \"wrong\",\n"
              "  \"diff\": null\n}");
    buf_release(&out);
}

static void the_whole_file(void)
{
    struct value value = {"wall(\"lost\")", {"content/a.md", 7, 3}};
    struct chapter chapter = {.name = "a", .values = &value, .value_count = 1};
    struct course course = {.config = {.title = "T"},
                            .chapters = (struct chapter *[]){&chapter},
                            .chapter_count = 1,
                            .samples = (struct sample *[]){&sample},
                            .sample_count = 1};
    struct result result = {.sample = &sample};
    struct chapter_values values = {.values = (struct value_result[]){{"1.00 ms"}}};
    struct results results = {
        .course = &course, .sandbox = "off", .samples = &result, .chapters = &values};
    struct buf out = BUF_INIT;
    const char *text = shape(write_results, &results, &out);
    static const char *const in_order[] = {
        "\"schema\": 1",    "\"generator\": {",  "\"course\": {",          "\"title\": \"T\"",
        "\"sandbox\": ",    "\"frozen\": false", "\"machine\": {",         "\"samples\": [",
        "\"values\": [",    "\"line\": 7",       "\"value\": \"1.00 ms\"", "\"claims\": []",
        "\"problems\": []",
    };
    for (size_t i = 0; i < sizeof in_order / sizeof *in_order; i++) {
        const char *found = strstr(text, in_order[i]);
        if (CHECK(found))
            text = found;
        else
            printf("#   %s\n", in_order[i]);
    }
    buf_release(&out);
}

int main(void)
{
    RUN(a_sample_has_every_key_in_order);
    RUN(what_did_not_happen_is_null);
    RUN(trials_are_counted_and_judged);
    RUN(times_have_statistics);
    RUN(a_trace_says_where_its_events_are);
    RUN(traces_of_a_sweep_are_of_its_points);
    RUN(sweeps_are_their_points);
    RUN(checks_and_machine_code);
    RUN(claims_and_figures);
    RUN(problems);
    RUN(the_whole_file);
    return test_summary();
}
