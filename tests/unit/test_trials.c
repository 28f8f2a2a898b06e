#include "run/trials.h"

#include "test.h"

static struct run_result run_of(const char *out)
{
    return (struct run_result){.end = END_EXITED, .out = str_of(out), .err = STR("")};
}

static void add(struct trials *t, const char *out, int times)
{
    struct run_result run = run_of(out);
    for (int i = 0; i < times; i++)
        trials_add(t, &run);
}

static void outcomes_are_counted_the_most_common_first(void)
{
    struct arena a = {0};
    struct trials *t = trials_new(100);
    struct trials_result r = {0};
    add(t, "one", 1);
    add(t, "two", 3);
    add(t, "three", 3);
    add(t, "one", 1);
    add(t, "three", 1);
    add(t, "two", 1);
    trials_tell(t, &a, &r);
    CHECK_INT(r.runs, 10);
    CHECK_INT(r.outcome_count, 3);
    CHECK(str_is(r.outcomes[0].out, "two") && r.outcomes[0].count == 4);
    CHECK(str_is(r.outcomes[1].out, "three") && r.outcomes[1].count == 4);
    CHECK(str_is(r.outcomes[2].out, "one") && r.outcomes[2].count == 2);
    trials_free(t);
    arena_release(&a);
}

static void output_and_end_tell_outcomes_apart_and_stderr_does_not(void)
{
    const struct run_result runs[] = {
        {.end = END_EXITED, .code = 0, .out = STR("x"), .err = STR("first")},
        {.end = END_EXITED, .code = 0, .out = STR("x"), .err = STR("second")},
        {.end = END_EXITED, .code = 1, .out = STR("x")},
        {.end = END_SIGNALED, .code = 1, .out = STR("x")},
        {.end = END_TIMED_OUT, .code = 0, .out = STR("x")},
        {.end = END_EXITED, .code = 0, .out = STR("x\0y")},
        {.end = END_EXITED, .code = 0, .out = STR("")},
    };
    struct arena a = {0};
    struct trials *t = trials_new(7);
    struct trials_result r = {0};
    for (size_t i = 0; i < sizeof runs / sizeof *runs; i++)
        trials_add(t, &runs[i]);
    trials_tell(t, &a, &r);
    CHECK_INT(r.outcome_count, 6);
    CHECK_INT(r.outcomes[0].count, 2);
    CHECK(str_is(r.outcomes[0].err, "first"));
    CHECK(r.outcomes[3].end == END_TIMED_OUT);
    trials_free(t);
    arena_release(&a);
}

static const struct {
    const char *name;
    int wanted, same, others; /* runs of the most common outcome, then of another */
    int spent_ms;
    bool enough;
    enum trials_stop stop;
} rows[] = {
    {"as many as asked for", 5, 5, 0, 0, true, TRIALS_COUNT},
    {"one is missing", 5, 4, 0, 9999, false, 0},
    {"a number is a number, however clear", 50, 20, 20, 9999, false, 0},
    {"one is enough when one is asked for", 1, 1, 0, 0, true, TRIALS_COUNT},
    {"auto: clear from the start, but too few", SAMPLE_TRIALS_AUTO, 15, 14, 9999, false, 0},
    {"auto: clear", SAMPLE_TRIALS_AUTO, 15, 15, 0, true, TRIALS_CLEAR},
    {"auto: five others", SAMPLE_TRIALS_AUTO, 95, 5, 0, true, TRIALS_CLEAR},
    {"auto: four others", SAMPLE_TRIALS_AUTO, 96, 4, 0, false, 0},
    {"auto: four others, too late", SAMPLE_TRIALS_AUTO, 96, 4, 3000, true, TRIALS_TIME},
    {"auto: all equal", SAMPLE_TRIALS_AUTO, 999, 0, 2999, false, 0},
    {"auto: all equal, at the end", SAMPLE_TRIALS_AUTO, 1000, 0, 100, true, TRIALS_COUNT},
    {"auto: thirty, however slow", SAMPLE_TRIALS_AUTO, 29, 0, 60000, false, 0},
    {"auto: thirty slow ones", SAMPLE_TRIALS_AUTO, 30, 0, 60000, true, TRIALS_TIME},
};

static void it_is_known_when_to_stop(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        enum trials_stop stop = TRIALS_FULL;
        struct trials *t = trials_new(rows[i].wanted);
        add(t, "same", rows[i].same);
        add(t, "other", rows[i].others);
        bool enough = trials_are_enough(t, rows[i].spent_ms, &stop);
        if (!CHECK(enough == rows[i].enough) || (enough && !CHECK(stop == rows[i].stop)))
            printf("#   %s: %d, %s\n", rows[i].name, enough, trials_stop_name(stop));
        trials_free(t);
    }
}

/* Many thousand outcomes take a moment, not minutes. */
static void many_outcomes_are_found_again(void)
{
    enum { MANY = 30000 };
    struct arena a = {0};
    struct trials *t = trials_new(2 * MANY);
    struct trials_result r = {0};
    enum trials_stop stop;
    char text[32];
    for (int i = 0; i < 2 * MANY; i++) {
        CHECK(!trials_are_enough(t, 0, &stop));
        snprintf(text, sizeof text, "counter: %d\n", i % MANY);
        add(t, text, 1);
    }
    CHECK(trials_are_enough(t, 0, &stop) && stop == TRIALS_COUNT);
    trials_tell(t, &a, &r);
    CHECK_INT(r.outcome_count, MANY);
    CHECK(str_is(r.outcomes[MANY - 1].out, "counter: 29999\n") && r.outcomes[0].count == 2);
    trials_free(t);
    arena_release(&a);
}

static void memory_is_bounded(void)
{
    enum { LONG = 60000 };
    static char text[LONG + 1];
    struct trials *t = trials_new(100000);
    enum trials_stop stop = TRIALS_COUNT;
    memset(text, 'x', LONG);
    int i = 0;
    for (; i < 1000 && !trials_are_enough(t, 0, &stop); i++) {
        text[i % 100] = (char)('a' + i / 100);
        add(t, text, 1);
    }
    CHECK(stop == TRIALS_FULL);
    CHECK_INT(i, TRIALS_MOST_BYTES / LONG + (TRIALS_MOST_BYTES % LONG != 0));
    trials_free(t);
}

int main(void)
{
    RUN(outcomes_are_counted_the_most_common_first);
    RUN(output_and_end_tell_outcomes_apart_and_stderr_does_not);
    RUN(it_is_known_when_to_stop);
    RUN(many_outcomes_are_found_again);
    RUN(memory_is_bounded);
    return test_summary();
}
