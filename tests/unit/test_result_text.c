#include "run/result_text.h"

#include "test.h"

static struct lines reader(struct str text, struct arena *a, struct err *err)
{
    *err = (struct err){0};
    return (struct lines){.rest = text, .file = "f", .arena = a, .err = err};
}

/* --- texts and numbers --- */

static void texts_come_back_to_the_byte(void)
{
    static const struct {
        struct str text;
        const char *lines;
    } rows[] = {
        {STR(""), ""},
        {STR("\n"), "t\n|\n"},
        {STR("a"), "t\n| a\\\n"},
        {STR("a\n"), "t\n| a\n"},
        {STR("a\n\nb\n"), "t\n| a\n|\n| b\n"},
        {STR("a\\"), "t\n| a\\\\\\\n"},
        {STR("a\\\n"), "t\n| a\\\\\n"},
        {STR(" a \n"), "t\n|  a\\x20\n"},
        {STR("a\tb\t\n"), "t\n| a\tb\\t\n"},
        {STR("a\r\n"), "t\n| a\\r\n"},
        {STR("a\0b\n"), "t\n| a\\x00b\n"},
        {STR("\x1b[1m\n"), "t\n| \\x1b[1m\n"},
        {STR("\xff\xc3\n"), "t\n| \\xff\\xc3\n"},
        {STR("\xc3\xa9\n"), "t\n| \xc3\xa9\n"},
        {STR("\xe2\x80\xae\n"), "t\n| \\xe2\\x80\\xae\n"},
        {STR("| x\n"), "t\n| | x\n"},
        {STR("t\nstdout\n"), "t\n| t\n| stdout\n"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena a = {0};
        struct err err;
        struct buf out = BUF_INIT;
        struct str back;
        lines_put_text(&out, "t", rows[i].text);
        CHECK_STR(out.data, rows[i].lines);
        struct lines in = reader(buf_view(&out), &a, &err);
        CHECK(lines_take_text(&in, "t", &back) && lines_take_end(&in));
        CHECK(str_equal(back, rows[i].text));
        buf_release(&out);
        arena_release(&a);
    }
}

static void times_come_back_to_the_bit(void)
{
    static const struct {
        double seconds;
        const char *line;
    } rows[] = {
        {0, "t 0\n"},           {0.0125, "t 12.5\n"}, {0.001067851, "t 1.067851\n"},
        {12, "t 12000\n"},      {1e-6, "t 0.001\n"},  {0.1 + 0.2, NULL},
        {1.0 / 3, NULL},        {5e-324, NULL},       {1.7976931348623157e305, NULL},
        {0.000123456789, NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena a = {0};
        struct err err;
        struct buf out = BUF_INIT;
        double *back;
        size_t count;
        lines_put_ms(&out, "t", &rows[i].seconds, 1);
        if (rows[i].line)
            CHECK_STR(out.data, rows[i].line);
        struct lines in = reader(buf_view(&out), &a, &err);
        CHECK(lines_take_ms(&in, "t", &back, &count) && count == 1 && back[0] == rows[i].seconds);
        buf_release(&out);
        arena_release(&a);
    }
}

/* --- results --- */

static const char *const odd_words[] = {"gcc", "two words", "", "it's", "a\nb", "\"q\"\\", "$x "};
static struct chunk chunks[] = {{1, 2}, {2, 4}, {1, 4}};

static struct run_result odd_run(void)
{
    return (struct run_result){.command = {(const char **)odd_words, 7},
                               .end = END_SIGNALED,
                               .code = 11,
                               .out = STR("a\0b\xff\n\n"),
                               .err = STR("err\t"),
                               .chunks = chunks,
                               .chunk_count = 3,
                               .truncated = true,
                               .wall_s = 0.1 + 0.2,
                               .user_s = 1,
                               .sys_s = 1e-6,
                               .max_rss_kib = 1500,
                               .measured_at = "2026-11-23T12:00:00Z",
                               .machine_id = "0123456789abcdef"};
}

static void check_words(const struct words *got, const struct words *want)
{
    CHECK_INT(got->count, want->count);
    for (size_t i = 0; i < got->count && i < want->count; i++)
        CHECK_STR(got->items[i], want->items[i]);
}

static void check_run(const struct run_result *got, const struct run_result *want)
{
    check_words(&got->command, &want->command);
    CHECK(got->end == want->end && got->code == want->code);
    CHECK(str_equal(got->out, want->out) && str_equal(got->err, want->err));
    CHECK_INT(got->chunk_count, want->chunk_count);
    for (size_t i = 0; i < got->chunk_count && i < want->chunk_count; i++)
        CHECK(got->chunks[i].fd == want->chunks[i].fd && got->chunks[i].len == want->chunks[i].len);
    CHECK(got->truncated == want->truncated && got->max_rss_kib == want->max_rss_kib);
    CHECK(got->wall_s == want->wall_s && got->user_s == want->user_s && got->sys_s == want->sys_s);
    CHECK_STR(got->measured_at, want->measured_at);
    CHECK_STR(got->machine_id, want->machine_id);
}

static void run_comes_back(void)
{
    struct chunk whole[] = {{1, 4}}, half[] = {{1, 2}, {1, 2}};
    struct run_result runs[] = {odd_run(), odd_run(), odd_run(), odd_run(), odd_run()};
    runs[1].out = runs[1].err = STR("");
    runs[1].chunk_count = 0;
    for (int i = 2; i < 5; i++) {
        runs[i].out = STR("out\n");
        runs[i].err = STR("");
    }
    runs[2].chunks = whole;
    runs[2].chunk_count = 1;
    runs[3].chunks = half;
    runs[3].chunk_count = 2;
    runs[4].chunk_count = 0;
    for (size_t i = 0; i < sizeof runs / sizeof *runs; i++) {
        struct arena a = {0};
        struct err err;
        struct buf out = BUF_INIT;
        struct run_result back;
        result_text_run(&runs[i], &out);
        struct lines in = reader(buf_view(&out), &a, &err);
        if (!CHECK(result_text_read_run(&in, &back) && lines_take_end(&in)))
            printf("# %d: %s\n%s", err.line, err.message, out.data);
        else
            check_run(&back, &runs[i]);
        CHECK((strstr(out.data, "\norder") != NULL) == (i != 1 && i != 2));
        buf_release(&out);
        arena_release(&a);
    }
}

static void compile_comes_back(void)
{
    const struct compile_result was = {.command = {(const char **)odd_words, 7},
                                       .end = END_COMPILE_LIMIT,
                                       .code = -1,
                                       .diagnostics = STR("x.c:1:1: error\n  ^"),
                                       .truncated = true,
                                       .wall_s = 0.07,
                                       .measured_at = ""};
    struct arena a = {0};
    struct err err;
    struct buf out = BUF_INIT;
    struct compile_result is;
    result_text_compile(&was, &out);
    struct lines in = reader(buf_view(&out), &a, &err);
    CHECK(result_text_read_compile(&in, &is) && lines_take_end(&in));
    check_words(&is.command, &was.command);
    CHECK(is.end == was.end && is.code == was.code && is.truncated && is.wall_s == was.wall_s);
    CHECK(str_equal(is.diagnostics, was.diagnostics));
    CHECK_STR(is.measured_at, "");
    buf_release(&out);
    arena_release(&a);
}

static void trials_come_back(void)
{
    struct outcome outcomes[] = {{STR("1000\n"), STR(""), END_EXITED, 0, 60},
                                 {STR("998"), STR("e\n"), END_EXITED, 1, 30},
                                 {STR(""), STR(""), END_SIGNALED, 6, 10}};
    const struct trials_result was = {outcomes, 3, 100, TRIALS_CLEAR, "now", "id"};
    struct arena a = {0};
    struct err err;
    struct buf out = BUF_INIT;
    struct trials_result is;
    result_text_trials(&was, &out);
    struct lines in = reader(buf_view(&out), &a, &err);
    CHECK(result_text_read_trials(&in, &is) && lines_take_end(&in));
    CHECK_INT(is.outcome_count, 3);
    CHECK(is.runs == 100 && is.stop == TRIALS_CLEAR);
    for (size_t i = 0; i < is.outcome_count; i++) {
        const struct outcome *o = &is.outcomes[i], *want = &outcomes[i];
        CHECK(str_equal(o->out, want->out) && str_equal(o->err, want->err));
        CHECK(o->end == want->end && o->code == want->code && o->count == want->count);
    }
    CHECK_STR(is.measured_at, "now");
    CHECK_STR(is.machine_id, "id");
    buf_release(&out);
    arena_release(&a);
}

static void times_come_back(void)
{
    double wall[] = {0.1, 0.2, 1.0 / 3}, cpu[] = {0.09, 0.18, 0};
    struct run_result failed = odd_run();
    const struct time_result rows[] = {
        {TIME_OK, 1, 3, wall, cpu, 4, "other programs \"used\" the CPU\n", NULL, "now", "id"},
        {TIME_OK, 0, 1, wall, cpu, 0, NULL, NULL, "", ""},
        {TIME_TOO_SHORT, 1, 0, NULL, NULL, 0, NULL, NULL, "", ""},
        {TIME_FAILED, 1, 0, NULL, NULL, 0, NULL, &failed, "", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena a = {0};
        struct err err;
        struct buf out = BUF_INIT;
        struct time_result is;
        result_text_time(&rows[i], &out);
        struct lines in = reader(buf_view(&out), &a, &err);
        CHECK(result_text_read_time(&in, &is) && lines_take_end(&in));
        CHECK(is.status == rows[i].status && is.warmup == rows[i].warmup);
        CHECK(is.reps == rows[i].reps && is.discarded == rows[i].discarded);
        for (size_t k = 0; k < is.reps; k++)
            CHECK(is.wall_s[k] == wall[k] && is.cpu_s[k] == cpu[k]);
        CHECK_STR(is.noisy_why, rows[i].noisy_why);
        CHECK((is.failed != NULL) == (rows[i].failed != NULL));
        if (is.failed)
            check_run(is.failed, &failed);
        CHECK_STR(is.measured_at, rows[i].measured_at);
        buf_release(&out);
        arena_release(&a);
    }
}

static void traces_come_back(void)
{
    const struct trace_result rows[] = {
        {.wall_s = 1.0 / 3,
         .model = STR("{\"a\":\"\xC3\xBC\"}"),
         .lanes = 3,
         .noisy_why = "busy\n"},
        {.end = END_TIMED_OUT, .code = 9, .model = STR("{}"), .deadlock = "T1 holds \"a\""},
        {.why = "nothing was recorded", .measured_at = "now", .machine_id = "id"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena a = {0};
        struct err err;
        struct buf out = BUF_INIT;
        struct trace_result is;
        result_text_trace(&rows[i], &out);
        struct lines in = reader(buf_view(&out), &a, &err);
        CHECK(result_text_read_trace(&in, &is) && lines_take_end(&in));
        CHECK(is.end == rows[i].end && is.code == rows[i].code && is.wall_s == rows[i].wall_s);
        CHECK(str_equal(is.model, rows[i].model) && is.lanes == rows[i].lanes);
        CHECK_STR(is.deadlock, rows[i].deadlock);
        CHECK_STR(is.why, rows[i].why);
        CHECK_STR(is.noisy_why, rows[i].noisy_why);
        CHECK_STR(is.measured_at, rows[i].measured_at ? rows[i].measured_at : "");
        CHECK_STR(is.machine_id, rows[i].machine_id ? rows[i].machine_id : "");
        buf_release(&out);
        arena_release(&a);
    }
}

/* --- what is no result --- */

#define HEAD "trials\nruns 10\nstop count\nmeasured_at\nmachine_id\n"
#define TIME "time\nstatus ok\nwarmup 1\ndiscarded 0\n"
#define ONE_RUN                                                                                    \
    "run\ncommand a\nend exited 0\nwall_ms 1\nuser_ms 1\nsys_ms 1\nmax_rss_kib 1\nmeasured_at\n"   \
    "machine_id\n"

static void what_is_none_is_told_with_its_line(void)
{
    static const struct {
        const char *text;
        int line;
        const char *message;
    } rows[] = {
        {"", 0, "no result: \"trials\" is missing"},
        {"trials x\n", 1, "\"trials\" takes no value"},
        {"trials\nruns 10", 3, "the text ends where a line \"stop\" should be"},
        {"trials\nruns -1\n", 2, "\"runs\" takes a number from 0 to 9223372036854775807"},
        {"trials\nruns 1e3\n", 2, NULL},
        {"trials\nruns 99999999999999999999\n", 2, NULL},
        {"trials\nwalks 10\n", 2, "\"walks 10\" where a line \"runs\" should be"},
        {"trials\nruns 10\nstop now\n", 3, "\"stop\" takes count, clear, full or time"},
        {HEAD, 5, "trials without an outcome"},
        {HEAD "outcome 11 exited 0\n", 6, "more outcomes than runs"},
        {HEAD "outcome 6 exited 0\noutcome 5 exited 1\n", 7, "more outcomes than runs"},
        {HEAD "outcome 0 exited 0\n", 6, NULL},
        {HEAD "outcome 1 vanished 0\n", 6, NULL},
        {HEAD "outcome 1 exited 0 1\n", 6, NULL},
        {HEAD "outcome 1 exited 99999999999\n", 6, NULL},
        {HEAD "outcome 1 exited 0\nstdout\n| \\q\n", 8, NULL},
        {HEAD "outcome 1 exited 0\nstdout\n| \\x4\n", 8, NULL},
        {HEAD "outcome 1 exited 0\nstdout\n| a\\\n| b\n", 8, "a text goes on behind its end"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena a = {0};
        struct err err;
        struct trials_result r;
        struct lines in = reader(str_of(rows[i].text), &a, &err);
        CHECK(!result_text_read_trials(&in, &r));
        CHECK_STR(err.file, "f");
        CHECK_INT(err.line, rows[i].line);
        if (rows[i].message)
            CHECK_STR(err.message, rows[i].message);
        arena_release(&a);
    }
}

static bool is_time(const char *text)
{
    struct arena a = {0};
    struct err err;
    struct time_result r;
    struct lines in = reader(str_of(text), &a, &err);
    bool is = result_text_read_time(&in, &r);
    arena_release(&a);
    return is;
}

static void times_are_numbers_and_pairs(void)
{
    static const struct {
        const char *text;
        bool is;
    } rows[] = {
        {TIME "wall_ms 1 2\ncpu_ms 1 2\nmeasured_at\nmachine_id\n", true},
        {TIME "wall_ms 1 2\ncpu_ms 1\nmeasured_at\nmachine_id\n", false},
        {TIME "wall_ms\ncpu_ms\nmeasured_at\nmachine_id\n", false},
        {TIME "wall_ms nan\ncpu_ms 1\nmeasured_at\nmachine_id\n", false},
        {TIME "wall_ms inf\ncpu_ms 1\nmeasured_at\nmachine_id\n", false},
        {TIME "wall_ms 0x10\ncpu_ms 1\nmeasured_at\nmachine_id\n", false},
        {TIME "wall_ms 1e9999\ncpu_ms 1\nmeasured_at\nmachine_id\n", false},
        {TIME "wall_ms 1..2\ncpu_ms 1\nmeasured_at\nmachine_id\n", false},
        {"time\nstatus failed\nwarmup 1\ndiscarded 0\nwall_ms\ncpu_ms\nmeasured_at\nmachine_id\n",
         false},
        {"time\nstatus failed\nwarmup 1\ndiscarded 0\nwall_ms\ncpu_ms\nmeasured_at\n"
         "machine_id\n" ONE_RUN,
         true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (!CHECK(is_time(rows[i].text) == rows[i].is))
            printf("#   %s", rows[i].text);
}

#define TRACE "trace\nend exited 0\nwall_ms 1\nlanes 2\nmeasured_at\nmachine_id\n"

/* A model that was edited by hand is told with the line behind it, where reading stopped. */
static void models_are_objects(void)
{
    static const struct {
        const char *text;
        int line;
        const char *message; /* part of it; NULL: right */
    } rows[] = {
        {TRACE "model\n| {\"lanes\": []}\n", 0, NULL},
        {TRACE "why none\n", 0, NULL},
        {TRACE, 6, "neither a model, nor why there is none"},
        {TRACE "deadlock x\n", 7, "neither a model, nor why there is none"},
        {TRACE "model\n| {\"lanes\": [}\n", 8, "\"model\" is no JSON: line 1"},
        {TRACE "model\n| []\n", 8, "\"model\" is no object"},
        {TRACE "model\n| {}\n| {}\n", 9, "\"model\" is no JSON"},
        {TRACE "model\n| {\"a\":1,\"a\":1}\n", 8, "duplicate"},
        {TRACE "model\n| {\"a\":\"\\\\u0000\"}\n", 8, "\"model\" is no JSON"},
        {TRACE "model\n| {\"a\":\"\\xff\"}\n", 8, "\"model\" is no JSON"},
        {TRACE "model\n| [[[[[[[[[[[[[]]]]]]]]]]]]]\n", 8, "nested deeper than 12"},
        {"trace\nend exited 0\nwall_ms 1 2\n", 3, ""},
        {"trace\nend exited 0\nwall_ms 1\nlanes -1\n", 4, "\"lanes\" takes a number"},
        {"trace\nend vanished 0\n", 2, ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena a = {0};
        struct err err;
        struct trace_result r;
        struct lines in = reader(str_of(rows[i].text), &a, &err);
        bool is = result_text_read_trace(&in, &r);
        if (!CHECK(is == !rows[i].message) || !CHECK(err.line == rows[i].line) ||
            !CHECK(is || strstr(err.message, rows[i].message)))
            printf("#   row %zu: %d: %s\n", i, err.line, err.message);
        arena_release(&a);
    }
}

/* Whoever reads the streams by their chunks must not be led behind the end. */
static void order_lies_in_the_streams(void)
{
    static const struct {
        const char *order;
        bool is;
    } rows[] = {
        {"1:2 2:1 1:1", true}, {"1:3", true},      {"", true},
        {"1:4", false},        {"3:1", false},     {"1:", false},
        {"1", false},          {"1:2 1:2", false}, {"2:99999999999999999999", false},
        {"1:-1", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena a = {0};
        struct err err;
        struct run_result r;
        const char *text =
            arena_printf(&a, ONE_RUN "stdout\n| ou\nstderr\n| e\\\norder %s\n", rows[i].order);
        struct lines in = reader(str_of(text), &a, &err);
        if (!CHECK(result_text_read_run(&in, &r) == rows[i].is))
            printf("#   order %s: %s\n", rows[i].order, err.message);
        arena_release(&a);
    }
}

int main(void)
{
    RUN(texts_come_back_to_the_byte);
    RUN(times_come_back_to_the_bit);
    RUN(run_comes_back);
    RUN(compile_comes_back);
    RUN(trials_come_back);
    RUN(times_come_back);
    RUN(traces_come_back);
    RUN(what_is_none_is_told_with_its_line);
    RUN(models_are_objects);
    RUN(times_are_numbers_and_pairs);
    RUN(order_lies_in_the_streams);
    return test_summary();
}
