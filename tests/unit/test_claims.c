#include "run/claim.h"

#include "measured_course.h"

static const struct {
    const char *text, *left, *op,
        *right; /* op NULL: a whole; left NULL: an error, which right is */
} splits[] = {
    {"a < b", "a", "<", "b"},
    {" a<=b ", "a", "<=", "b"},
    {"a != b", "a", "~=", "b"},
    {"a ~= b", "a", "~=", "b"},
    {"a == b -- why < so", "a", "==", "b"},
    {"f(a < b)", "f(a < b)", NULL, NULL},
    {"f(a < b) >= {x < y}[1 > 2]", "f(a < b)", ">=", "{x < y}[1 > 2]"},
    {"'<' .. \"a\\\"<\" > [[ < ]]", "'<' .. \"a\\\"<\"", ">", "[[ < ]]"},
    {"[==[ ]] < ]=] ]==] < b", "[==[ ]] < ]=] ]==]", "<", "b"},
    {"1 << 2 > 3 >> 1", "1 << 2", ">", "3 >> 1"},
    {"not a == b", "not a", "==", "b"},
    {"a and not b", "a and not b", NULL, NULL},
    {"(a < b) and (b < c)", "(a < b) and (b < c)", NULL, NULL},
    {"android < orb", "android", "<", "orb"},
    {"'open < ", "'open <", NULL, NULL},
    {"a < b < c", NULL, NULL, "there are two comparisons"},
    {"a < b and c", NULL, NULL, "\"and\" and \"or\" don't go with a comparison"},
    {"a = b", NULL, NULL, "a single \"=\" compares nothing"},
    {"a, b", NULL, NULL, "a claim is one expression"},
    {"< b", NULL, NULL, "there is nothing to the left of \"<\""},
    {"b >=", NULL, NULL, "there is nothing to the right of \">=\""},
    {"-- b", NULL, NULL, "there is no expression"},
    {"", NULL, NULL, "there is no expression"},
};

static bool is_text(struct str text, const char *want)
{
    return want ? str_is(text, want) : text.len == 0;
}

static void splits_lines(void)
{
    for (size_t i = 0; i < sizeof splits / sizeof *splits; i++) {
        struct claim_sides sides;
        struct err err = {0};
        bool ok = claim_split(str_of(splits[i].text), &sides, &err);
        if (!CHECK(ok == (splits[i].left != NULL)))
            printf("# %s: %s\n", splits[i].text, err.message);
        if (!ok) {
            CHECK(strstr(err.message, splits[i].right));
            continue;
        }
        CHECK(is_text(sides.left, splits[i].left) && is_text(sides.right, splits[i].right));
        CHECK_STR(sides.op, splits[i].op);
    }
}

struct row {
    const char *text;
    enum claim_verdict verdict;
    const char *left, *right, *reason;
    int cores;
};

static const struct row rows[] = {
    {"wall('seq') / wall('threads') > 3", CLAIM_HOLDS, "4.00 (3.87–4.13)", "3", NULL, 0},
    {"wall('seq') / wall('threads') > 5", CLAIM_FAILS, "4.00 (3.87–4.13)", "5", NULL, 0},
    {"wall('seq') / wall('threads') > 4", CLAIM_UNSETTLED, "4.00 (3.87–4.13)", "4",
     "the interval 3.87–4.13 includes 4", 0},
    {"wall('threads') < wall('seq')", CLAIM_HOLDS, "200 ms (193–207 ms)", "800 ms (772–829 ms)",
     NULL, 0},
    {"wall('threads') < wall('near')", CLAIM_UNSETTLED, "200 ms (193–207 ms)",
     "201 ms (194–208 ms)", "the difference is between -7.80 ms and 5.40 ms", 0},
    {"wall('near') >= wall('near')", CLAIM_HOLDS, "201 ms (194–208 ms)", "201 ms (194–208 ms)",
     NULL, 0},
    {"wall('near') > wall('near')", CLAIM_FAILS, "201 ms (194–208 ms)", "201 ms (194–208 ms)", NULL,
     0},
    {"wall('seq') < seconds(1)", CLAIM_HOLDS, "800 ms (772–829 ms)", "1.00 s", NULL, 0},
    {"milliseconds(900) <= wall('seq')", CLAIM_FAILS, "900 ms", "800 ms (772–829 ms)", NULL, 0},
    {"wall('pool', {threads=4}) < wall('pool', {threads=1})", CLAIM_HOLDS, "230 ms (222–238 ms)",
     "800 ms (772–829 ms)", NULL, 2},
    {"wall('pool', {threads=4}) < wall('pool', {threads=1})", CLAIM_UNSETTLED,
     "230 ms (222–238 ms)", "800 ms (772–829 ms)", "needs 4 cores, this machine has 2", 4},
    {"wall('broken') < wall('seq')", CLAIM_UNSETTLED, NULL, NULL,
     "needs 4 cores, this machine has 2", 4},
    {"wall('broken') < wall('seq')", CLAIM_UNSETTLED, NULL, NULL,
     "could not be judged: sample \"broken\" was not run", 0},
    {"outcomes('broken') == 1", CLAIM_UNSETTLED, NULL, NULL,
     "could not be judged: sample \"broken\" was not tried in this build", 0},
    {"wall('noisy') < wall('seq')", CLAIM_UNSETTLED, "400 ms (386–414 ms)", "800 ms (772–829 ms)",
     "the times of \"noisy\" are noisy: the machine was busy", 0},
    {"wall('short') < wall('seq')", CLAIM_UNSETTLED, "1.10 ms", "800 ms (772–829 ms)",
     "\"short\" is over too soon to be timed", 0},
    {"wall('left') < wall('seq')", CLAIM_UNSETTLED, "440 ms", "800 ms (772–829 ms)",
     "the times of \"left\" were left out of this build", 0},
    {"wall('few') < wall('seq')", CLAIM_UNSETTLED, "400 ms", "800 ms (772–829 ms)",
     "5 timed runs of \"few\" are too few for an interval", 0},
    {"outcomes('race') == 3", CLAIM_HOLDS, "3", "3", NULL, 0},
    {"outcomes('race') ~= 3", CLAIM_FAILS, "3", "3", NULL, 0},
    {"correct('race') < runs('race')", CLAIM_HOLDS, "60", "100", NULL, 0},
    {"found('checked', 'data race')", CLAIM_HOLDS, "true", NULL, NULL, 0},
    {"not found('checked', 'data race')", CLAIM_FAILS, "false", NULL, NULL, 0},
    {"stdout('plain') == 'total: 43\\n'", CLAIM_FAILS, "\"total: 42\\n\"", "\"total: 43\\n\"", NULL,
     0},
    {"outcomes('cut') == 1", CLAIM_UNSETTLED, "1", "1",
     "there was time for only 1 of 100 runs of \"cut\"", 0},
    {"'a\\r\\n\\0\\27[1m\"\\\\' == ''", CLAIM_FAILS, "\"a\\x0d\\n\\x00\\x1b[1m\\\"\\\\\"", "\"\"",
     NULL, 0},
    {"0.1 + 0.2 == 0.3", CLAIM_FAILS, "0.30000000000000004", "0.29999999999999999", NULL, 0},
    {"seconds(1.0001) > seconds(1.0002)", CLAIM_FAILS, "1.0001 s", "1.0002 s", NULL, 0},
    {"wall('rejected', {threads=4}) < wall('seq')", CLAIM_UNSETTLED, NULL, NULL,
     "could not be judged: the declaration of sample \"rejected\" has problems", 0},
    {"1e-300 < 1e300", CLAIM_HOLDS, "1.00e-300", "1.00e300", NULL, 0},
    {"number('plain', '%d+') == 42", CLAIM_HOLDS, "42", "42", NULL, 0},
    {"rss('plain') < MiB(3)", CLAIM_HOLDS, "2.00 MiB", "3.00 MiB", NULL, 0},
    {"found('checked', 'data race') == true", CLAIM_HOLDS, "true", "true", NULL, 0},
};

static void compute_claim(struct measured_course *c, const char *text, int cores)
{
    course_set(c);
    c->chapter.claim_count = 1;
    c->claims[0] = (struct claim){text, {"content/a.md", 7, 3}, cores};
    course_compute(c);
}

static void judges(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct measured_course c;
        compute_claim(&c, rows[i].text, rows[i].cores);
        const struct claim_result *claim = &c.results.chapters[0].claims[0];
        if (!CHECK(claim->is_known))
            printf("# %s: %s\n", rows[i].text, c.results.problems.first->message);
        CHECK_STR(claim_verdict_name(claim->verdict), claim_verdict_name(rows[i].verdict));
        CHECK_STR(claim->left, rows[i].left);
        CHECK_STR(claim->right, rows[i].right);
        CHECK_STR(claim->reason, rows[i].reason);
        CHECK((c.results.problems.first != NULL) == (rows[i].verdict == CLAIM_FAILS));
        course_clear(&c);
    }
}

static const struct {
    const char *text, *message;
} bad[] = {
    {"wall('seq') / wall('threads') > 5",
     "claim \"wall('seq') / wall('threads') > 5\" does not hold: 4.00 (3.87–4.13) > 5"},
    {"not found('checked', 'data race')", "does not hold: it is false"},
    {"wall('plain') < wall('seq')", "sample \"plain\" is not timed: write .time"},
    {"min('plain') < min('seq')", "sample \"plain\" is not timed: write .time"},
    {"min('threads') < min('seq')", "this compares times without their intervals"},
    {"round(ratio('seq', 'threads')) > 3", "this compares times without their intervals"},
    {"compile_time('plain') < seconds(1)", "sample \"plain\" was not compiled"},
    {"wall('seq') == wall('threads')", "times are never equal"},
    {"ratio('left', 'seq') == 2", "times are never equal"},
    {"number('plain', 'total(.*)') == 1", "== 1\": \": 42\\n\" is not a number"},
    {"stdout('plain'):rep(9) == 'x'", "does not hold: \"total: 42\\ntotal: 42\\ntotal: 42\\ntotal: "
                                      "42\\ntotal: 42\\ntotal: 42\\n\u2026\" == "
                                      "\"x\""},
    {"('"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "x"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx') == 1",
     "xxxx\u2026\": a text and a plain number can't be compared"},
    {"ratio('seq', 'threads') ~= 4", "times are never equal"},
    {"(wall('threads') < wall('seq')) == true", "compared inside of an expression"},
    {"wall('seq') < 5", "(write a time as seconds(2) or milliseconds(50))"},
    {"outcomes('race')", "must be true or false; this is a plain number"},
    {"stdout('plain') == 42", "a text and a plain number can't be compared (number("},
    {"true < false", "can't be compared with <"},
    {"wall('sec') < 1", "there is no sample \"sec\" (did you mean \"seq\"?)"},
    {"wall('seq' < 1", "')' expected"},
    {"wall('seq') < < 1", "two comparisons"},
    {"(function() while true do end end)() < 1", "ran longer than"},
    {"('x'):rep(40):find(('x*'):rep(40) .. 'y') < 1", "ran longer than"},
};

static void says_what_is_wrong(void)
{
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct measured_course c;
        compute_claim(&c, bad[i].text, 0);
        const struct problem *problem = c.results.problems.first;
        if (CHECK(problem != NULL)) {
            CHECK_INT(problem->line, 7);
            CHECK_INT(problem->column, 3);
            CHECK(!problem->next);
            if (!CHECK(strstr(problem->message, bad[i].message)))
                printf("# %s: %s\n", bad[i].text, problem->message);
        }
        course_clear(&c);
    }
}

int main(void)
{
    RUN(splits_lines);
    RUN(judges);
    RUN(says_what_is_wrong);
    return test_summary();
}
