#include "run/judge.h"

#include "test.h"

static const struct language script = {.name = "sh"};

/* A sample that was tried, and its judgement. */
struct tried {
    struct arena arena;
    struct expected expected;
    struct sample sample;
    struct run_result run;
    struct trials_result trials;
    struct result result;
    struct problems problems;
};

static void tried_set(struct tried *t, struct outcome *outcomes, size_t count, const char *right)
{
    *t = (struct tried){0};
    t->expected = (struct expected){.fd = 1, .place = {"content/a.md", 20, 1}};
    t->sample = (struct sample){
        .id = "race",
        .place = {"content/a.md", 10, 1},
        .language = &script,
        .depth = SAMPLE_RUN,
        .trials = SAMPLE_TRIALS_AUTO,
        .limits = {.timeout_ms = 2000},
    };
    if (right) {
        t->expected.text = str_of(right);
        t->sample.expected = &t->expected;
        t->sample.expected_count = 1;
    }
    t->trials =
        (struct trials_result){.outcomes = outcomes, .outcome_count = count, .stop = TRIALS_CLEAR};
    for (size_t i = 0; i < count; i++)
        t->trials.runs += outcomes[i].count;
    t->run.out = outcomes[0].out;
    t->result = (struct result){.sample = &t->sample, .run = &t->run, .trials = &t->trials};
}

static const char *tried_judge(struct tried *t)
{
    judge(&t->result, &t->arena, &t->problems);
    const struct problem *p = t->problems.first;
    CHECK(!p || !p->next);
    return p ? p->message : "";
}

static void wrong_output_is_no_problem(void)
{
    struct outcome outcomes[] = {
        {.out = STR("total 731\n"), .count = 90},
        {.out = STR("total 1000\n"), .count = 7},
        {.out = STR("total -2.5\n"), .count = 3},
    };
    struct tried t;
    tried_set(&t, outcomes, 3, "total 1000");
    CHECK_STR(tried_judge(&t), "");
    const struct trials_verdict *v = &t.result.trials_verdict;
    CHECK(t.result.ok);
    CHECK_INT(v->right, 7);
    CHECK(!v->is_right[0] && v->is_right[1] && !v->is_right[2]);
    CHECK(v->bound == 0);
    CHECK(v->numeric && v->has_expected);
    CHECK(v->values[0] == 731 && v->values[1] == 1000 && v->values[2] == -2.5);
    CHECK(v->expected_value == 1000);
    arena_release(&t.arena);
}

static void one_outcome_has_a_bound(void)
{
    struct outcome outcomes[] = {{.out = STR("ok\n"), .count = 300}};
    struct tried t;
    tried_set(&t, outcomes, 1, NULL);
    CHECK_STR(tried_judge(&t), "");
    double bound = t.result.trials_verdict.bound;
    CHECK(bound > 0.0099 && bound < 0.01);
    CHECK_INT(t.result.trials_verdict.right, 300);
    CHECK(!t.result.trials_verdict.numeric);
    arena_release(&t.arena);
}

static const struct {
    const char *first, *second, *right;
    bool numeric, has_expected;
} texts[] = {
    {"4 of 4\n", "3 of 4\n", "4 of 4", true, true},
    {"4 of 4\n", "3 of 5\n", "4 of 4", false, false}, /* two numbers differ */
    {"a 1\n", "b 1\n", "a 1", false, false},          /* words differ */
    {"1\n", "1 2\n", "1", false, false},              /* one has more */
    {"x-1\n", "x-2\n", "x-1", true, true},
    {"1\n", "2\n", "...", true, false}, /* no number is expected */
    {"one\n", "two\n", "one", false, false},
    {"1.5 s\n", "2.25 s\n", "1.5 s", true, true},
    {"4e-05\n", "1.39e-05\n", "4e-05", true, true},
    {"1,053\n", "1,006\n", "1,053", false, false},
    {"T1\n", "T2\n", "T1", false, false},                                  /* names */
    {"0x11\n", "0x12\n", "0x11", false, false},                            /* not ours to read */
    {"9223372036854775807\n", "9223372036854775806\n", "1", false, false}, /* as doubles equal */
    {"1e999\n", "2\n", "2", false, false},
    {"00000000000000000000000000000000000000000000001\n", "2\n", "2", false, false},
};

static void a_number_at_one_place_is_a_value(void)
{
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct outcome outcomes[] = {{.out = str_of(texts[i].first), .count = 2},
                                     {.out = str_of(texts[i].second), .count = 1}};
        struct tried t;
        tried_set(&t, outcomes, 2, texts[i].right);
        tried_judge(&t);
        CHECK(t.result.trials_verdict.numeric == texts[i].numeric);
        CHECK(t.result.trials_verdict.has_expected == texts[i].has_expected);
        arena_release(&t.arena);
    }
}

/* It ends no search for a character in a string, as strchr's does. */
static void a_byte_0_is_no_exponent(void)
{
    struct outcome outcomes[] = {{.out = STR("1\0"
                                             "2\n"),
                                  .count = 2},
                                 {.out = STR("1\0"
                                             "3\n"),
                                  .count = 1}};
    struct tried t;
    tried_set(&t, outcomes, 2, NULL);
    CHECK_STR(tried_judge(&t), "");
    const struct trials_verdict *v = &t.result.trials_verdict;
    CHECK(v->numeric && v->values[0] == 2 && v->values[1] == 3);
    arena_release(&t.arena);
}

static const struct {
    enum outcomes_relation relation;
    int number;
    bool ok; /* of two outcomes */
} relations[] = {
    {OUTCOMES_ANY, 0, true},      {OUTCOMES_EQUAL, 2, true},     {OUTCOMES_EQUAL, 1, false},
    {OUTCOMES_MORE, 1, true},     {OUTCOMES_MORE, 2, false},     {OUTCOMES_LESS, 3, true},
    {OUTCOMES_LESS, 2, false},    {OUTCOMES_AT_MOST, 2, true},   {OUTCOMES_AT_MOST, 1, false},
    {OUTCOMES_AT_LEAST, 2, true}, {OUTCOMES_AT_LEAST, 3, false},
};

static void as_many_outcomes_as_asked_for(void)
{
    struct outcome outcomes[] = {{.out = STR("a\n"), .count = 2}, {.out = STR("b\n"), .count = 1}};
    for (size_t i = 0; i < sizeof relations / sizeof *relations; i++) {
        struct tried t;
        tried_set(&t, outcomes, 2, NULL);
        t.sample.outcomes = relations[i].relation;
        t.sample.outcomes_number = relations[i].number;
        CHECK(!*tried_judge(&t) == relations[i].ok);
        CHECK(t.result.ok == relations[i].ok);
        arena_release(&t.arena);
    }
}

static void messages_name_what_happened(void)
{
    struct outcome outcomes[] = {
        {.out = STR("a\nmore\n"), .count = 2},
        {.out = STR("b\n"), .count = 1},
    };
    struct tried t;
    tried_set(&t, outcomes, 2, NULL);
    t.sample.outcomes = OUTCOMES_EQUAL;
    t.sample.outcomes_number = 1;
    t.sample.parameters = (struct words){(const char *[]){"opt", "n"}, 2};
    t.sample.values = (struct words){(const char *[]){"-O0", "4"}, 2};
    CHECK_STR(tried_judge(&t), "with opt=-O0 n=4: 3 runs had 2 different outcomes, but outcomes= "
                               "asks for exactly 1: \"a…\" 2×, \"b\" 1×");
    CHECK_INT(t.problems.first->line, 10);
    arena_release(&t.arena);
}

static void every_run_ends_as_it_must(void)
{
    struct outcome outcomes[] = {{.out = STR("a\n"), .count = 9},
                                 {.end = END_SIGNALED, .code = 11, .count = 1}};
    struct tried t;
    tried_set(&t, outcomes, 2, NULL);
    CHECK_STR(tried_judge(&t),
              "in 1 of 10 runs, it was killed by SIGSEGV (write signal=SIGSEGV if that is meant)");
    CHECK(!t.result.ok);
    CHECK_INT(t.result.trials_verdict.right, 9);
    arena_release(&t.arena);
}

static void trials_that_were_cut_short_settle_nothing(void)
{
    struct outcome outcomes[] = {{.out = STR("a\n"), .count = 1}};
    struct tried t;
    tried_set(&t, outcomes, 1, NULL);
    t.sample.trials = 100;
    t.sample.outcomes = OUTCOMES_EQUAL;
    t.sample.outcomes_number = 1;
    t.trials.stop = TRIALS_TIME;
    CHECK_STR(tried_judge(&t), "the time for measuring was over after 1 run: outcomes= could not "
                               "be checked (lane_s in course.lua gives more)");
    CHECK(t.problems.first->severity == PROBLEM_WARNING);
    arena_release(&t.arena);
}

static void ends_are_counted_whatever_was_printed(void)
{
    struct outcome outcomes[] = {{.out = STR("a\n"), .end = END_OUTPUT_LIMIT, .count = 2},
                                 {.out = STR("b\n"), .end = END_OUTPUT_LIMIT, .count = 1}};
    struct tried t;
    tried_set(&t, outcomes, 2, NULL);
    t.run.end = END_EXITED;
    CHECK(strncmp(tried_judge(&t), "in 3 of 3 runs, it was killed for printing", 42) == 0);
    arena_release(&t.arena);
}

static void a_timed_run_ends_as_it_must(void)
{
    struct outcome outcomes[] = {{.out = STR("a\n"), .count = 1}};
    struct run_result failed = {.end = END_EXITED, .code = 3};
    struct time_result time = {.status = TIME_FAILED, .failed = &failed};
    struct tried t;
    tried_set(&t, outcomes, 1, NULL);
    t.result.time = &time;
    CHECK_STR(tried_judge(&t), "while it was timed, it ended with exit code 3, not 0 (write exit=3 "
                               "if that is meant)");
    arena_release(&t.arena);
}

static void a_sweep_is_its_points(void)
{
    struct outcome outcomes[] = {{.out = STR("a\n"), .count = 1}};
    struct tried t;
    tried_set(&t, outcomes, 1, NULL);
    struct run_result bad = {.end = END_EXITED, .code = 1};
    struct result points[] = {t.result, t.result};
    points[1].run = &bad;
    struct sample sweep = {.id = "race", .point_count = 2};
    struct result result = {.sample = &sweep, .points = points, .point_count = 2};
    judge(&result, &t.arena, &t.problems);
    CHECK(!result.ok && points[0].ok && !points[1].ok);
    arena_release(&t.arena);
}

int main(void)
{
    RUN(wrong_output_is_no_problem);
    RUN(one_outcome_has_a_bound);
    RUN(a_number_at_one_place_is_a_value);
    RUN(a_byte_0_is_no_exponent);
    RUN(as_many_outcomes_as_asked_for);
    RUN(messages_name_what_happened);
    RUN(every_run_ends_as_it_must);
    RUN(trials_that_were_cut_short_settle_nothing);
    RUN(ends_are_counted_whatever_was_printed);
    RUN(a_timed_run_ends_as_it_must);
    RUN(a_sweep_is_its_points);
    return test_summary();
}
