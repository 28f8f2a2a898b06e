#include "run/build_samples.h"

#include "test.h"

/* A course with one chapter of one expression, and two samples that "ran". */
struct stage {
    struct value value;
    struct chapter chapter;
    struct chapter *chapters[1];
    struct sample seq, threads;
    struct sample *samples[2];
    struct course course;
    struct run_result seq_run, threads_run;
    struct compile_result compile;
    struct result result[2];
    struct results results;
};

static void stage_set(struct stage *s, const char *expression)
{
    memset(s, 0, sizeof *s);
    s->value = (struct value){expression, {"content/a.md", 7, 3}};
    s->chapter = (struct chapter){.name = "a", .values = &s->value, .value_count = 1};
    s->chapters[0] = &s->chapter;
    s->seq.id = "seq";
    s->threads.id = "threads";
    s->samples[0] = &s->seq;
    s->samples[1] = &s->threads;
    s->course = (struct course){
        .chapters = s->chapters, .chapter_count = 1, .samples = s->samples, .sample_count = 2};
    s->seq_run = (struct run_result){.end = END_EXITED,
                                     .code = 3,
                                     .out = STR("total: 4200 in 17.5 us\n"),
                                     .wall_s = 0.8004,
                                     .user_s = 0.1,
                                     .sys_s = 0.02,
                                     .max_rss_kib = 1536};
    s->threads_run = (struct run_result){.end = END_SIGNALED, .code = 11, .wall_s = 0.2};
    s->compile.wall_s = 0.0512;
    s->result[0] = (struct result){&s->seq, .compile = &s->compile, .run = &s->seq_run};
    s->result[1] = (struct result){&s->threads, .run = &s->threads_run};
    s->results = (struct results){.course = &s->course, .samples = s->result};
    s->results.machine = (struct machine){
        .cpu = "Test", .cores = 8, .usable_cores = 4, .memory_bytes = (uint64_t)16 << 30};
}

static void stage_clear(struct stage *s)
{
    crew_free(s->results.crew);
    arena_release(&s->results.arena);
}

static const struct {
    const char *expression, *text;
} good[] = {
    {"1 + 2", "3"},
    {"1234567", "1234567"},
    {"2 / 3", "0.667"},
    {"123456.7", "123457"},
    {"-0.00012345", "-0.000123"},
    {"0.0", "0.00"},
    {"\"x\" .. 'y'", "xy"},
    {"1 < 2", "true"},
    {"wall('seq')", "800 ms"},
    {"wall('threads')", "200 ms"},
    {"wall('seq') / wall('threads')", "4.00"},
    {"wall('seq') + wall('threads')", "1.00 s"},
    {"wall('seq') - wall('threads') * 2", "400 ms"},
    {"wall('threads') < wall('seq')", "true"},
    {"'took ' .. wall('seq')", "took 800 ms"},
    {"wall('seq') / 1e6", "800 ns"},
    {"0.9999 * wall('threads') * 5", "1.00 s"},
    {"cpu('seq')", "120 ms"},
    {"compile_time('seq')", "51.2 ms"},
    {"rss('seq')", "1.50 MiB"},
    {"code('seq')", "3"},
    {"number('seq', 'total: (%d+)')", "4200"},
    {"number('seq', '[%d.]+ us') or 1", NULL},
    {"number('seq', '%d+%.%d')", "17.5"},
    {"fmt(wall('seq'), 4)", "800.4 ms"},
    {"fmt(2/3, 1)", "0.7"},
    {"fmt(seconds(1.5), 2)", "1.5 s"},
    {"KiB(2) * 3", "6.00 KiB"},
    {"tonumber(milliseconds(5))", "0.00500"},
    {"round(2.5)", "3"},
    {"machine.cores", "8"},
    {"machine.usable_cores * 2", "8"},
    {"machine.memory", "16.0 GiB"},
    {"string.rep('ab', 2)", "abab"},
    {"fmt(1e-300, 3)", "1.00e-300"},
    {"5e-324", "4.94e-324"},
    {"-1.5e-12", "-1.50e-12"},
    {"1e-9", "0.00000000100"},
    {"1.7976931348623157e308", "1.80e308"},
    {"-1e16", "-1.00e16"},
    {"1e15", "1000000000000000"},
    {"fmt(2^53, 1)", "9007199254740992"},
    {"9223372036854775807", "9223372036854775807"},
    {"seconds(1e-300)", "1.00e-291 ns"},
    {"seconds(1e20)", "1.00e20 s"},
    {"KiB(1e300)", "9.54e293 GiB"},
    {"round(1e300)", "1.00e300"},
    {"tostring({})", "table"},
    {"tostring(tostring)", "function"},
    {"tostring(wall('seq'))", "800 ms"},
    {"('%s %5s %s|%%p'):format({}, wall, wall('seq'))", "table function 800 ms|%p"},
    {"(function() local t = {} for k, v in pairs({b = 2, a = 1, [true] = 4, [3] = 3, 9}) do "
     "t[#t + 1] = tostring(k) .. v end return table.concat(t, ' ') end)()",
     "19 33 a1 b2 true4"},
    {"'a\\0b'", "a\u2400b"},
};

static void shows_values(void)
{
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        struct stage s;
        struct err err = {0};
        stage_set(&s, good[i].expression);
        CHECK(values_compute(&s.results, NULL, 2, &err));
        CHECK_STR(s.results.chapters[0].values[0].text, good[i].text);
        CHECK((s.results.problems.first != NULL) == (good[i].text == NULL));
        stage_clear(&s);
    }
}

static const struct {
    const char *expression, *message;
} bad[] = {
    {"wall('sec')", "there is no sample \"sec\" (did you mean \"seq\"?)"},
    {"wall(1)", "a sample's name is needed, in quotes"},
    {"wal('seq')", "unknown name wal (did you mean wall?)"},
    {"os.exit()", "unknown name os"},
    {"load('x')", "unknown name load"},
    {"code('threads')", "sample \"threads\" was not run to an exit code"},
    {"compile_time('threads')", "sample \"threads\" was not compiled"},
    {"wall('seq') + 1", "a time and a plain number don't go together"},
    {"wall('seq') + rss('seq')", "a time and an amount of memory don't go together"},
    {"median('threds')", "there is no sample \"threds\" (did you mean \"threads\"?)"},
    {"number('seq', 'nothing')", "sample \"seq\" printed nothing that matches \"nothing\""},
    {"1 / 0", "the result is not a finite number"},
    {"nil", "the result is nothing, not a number or a text"},
    {"{}", "the result is a table, not a number or a text"},
    {"string.format('%5p', {})", "%p of string.format would differ in each build"},
    {"string.format('%d', {})", "bad argument #2 to 'format' (number expected, got table)"},
    {"(function() for k in pairs({[{}] = 1}) do end end)()",
     "pairs needs a table whose keys are numbers or texts"},
    {"math.floor('x')", "bad argument #1 to 'math.floor' (number expected, got string)"},
    {"seconds(0/0)", "the result is not a finite number"},
    {"('x'):rep(1e6)", "the text has 1000000 bytes, more than the 65536 that a page may show"},
    {"wall('a\\n\\27[1mb')", "there is no sample \"a\\n\\x1b[1mb\""},
    {"wall(('x'):rep(1e5))",
     "there is no sample \"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxx\u2026\""},
    {"number('seq', '%d+ (in 17.5 us\\n)')", "\"in 17.5 us\\n\" is not a number"},
    {"1 +", "unexpected symbol near <eof>"},
    {"(function() while true do end end)()", "ran longer than"},
    {"(function() local t = {} for i = 1, 1e9 do t[i] = ('x'):rep(1e3):rep(1e3) .. i end end)()",
     "not enough memory"},
    {"('x'):rep(40):find(('x*'):rep(40) .. 'y')", "ran longer than"},
};

static void says_what_is_wrong(void)
{
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct stage s;
        struct err err = {0};
        stage_set(&s, bad[i].expression);
        CHECK(values_compute(&s.results, NULL, 1, &err));
        const struct problem *problem = s.results.problems.first;
        CHECK(!s.results.chapters[0].values[0].text);
        if (CHECK(problem != NULL)) {
            CHECK_STR(problem->file, "content/a.md");
            CHECK_INT(problem->line, 7);
            CHECK_INT(problem->column, 3);
            CHECK(!problem->next);
            if (!CHECK(strstr(problem->message, bad[i].message)))
                printf("# %s: %s\n", bad[i].expression, problem->message);
        }
        stage_clear(&s);
    }
}

int main(void)
{
    RUN(shows_values);
    RUN(says_what_is_wrong);
    return test_summary();
}
