#include "measured_course.h"

static const struct {
    const char *expression, *text;
} good[] = {
    {"wall('seq')", "800 ms"},
    {"median('seq')", "800 ms"},
    {"cpu('seq')", "400 ms"},
    {"min('seq')", "784 ms"},
    {"interval('seq')", "772–829 ms"},
    {"interval(wall('seq') / wall('seq'))", "1.00–1.00"},
    {"wall('seq') / wall('seq') == wall('near') / wall('near')", "true"},
    {"ratio('seq', 'threads')", "4.00"},
    {"ratio('seq', 'threads') > 3.5", "true"},
    {"2 * ratio('seq', 'threads') + 1", "9.00"},
    {"round(ratio('seq', 'threads'))", "4"},
    {"math.floor(ratio('seq', 'threads') + 0.5)", "4"},
    {"tonumber(wall('seq'))", "0.800"},
    {"fmt(ratio('seq', 'threads') ^ 2, 2)", "16"},
    {"interval(wall('seq') - wall('seq'))", "0.00–0.00 ns"},
    {"wall('left')", "440 ms"}, /* its one run */
    {"interval('left')", "not measured"},
    {"wall('few')", "400 ms"},
    {"wall('pool', {threads=2})", "420 ms"},
    {"wall('pool', {threads='2'})", "420 ms"},
    {"wall('pool', {threads=2.0})", "420 ms"},
    {"wall('grid', {threads=2, opt='-O2'})", "110 ms"},
    {"speedup('pool', {threads=4})", "3.48"},
    {"speedup('pool', {threads=1})", "1.00"},
    {"interval(speedup('pool', {threads=1}))", "1.00–1.00"},
    {"efficiency('pool', {threads=4})", "0.870"},
    {"speedup('grid', {threads=2, opt='-O2'})", "1.82"},
    {"number('pool', 'total: (%d+)', {threads=4})", "42"},
    {"outcomes('race')", "3"},
    {"runs('race')", "100"},
    {"correct('race') / runs('race')", "0.600"},
    {"found('checked')", "data race"},
    {"found('checked', 'Data-Race')", "true"},
    {"found('checked', 'race')", "true"},
    {"found('checked', 'rac')", "false"},
    {"rss('pool', {threads=1})", "2.00 MiB"},
    {"ratio('left', 'plain')", "1.47"}, /* of single runs */
    {"fmt(ratio('left', 'plain') * 2, 2)", "2.9"},
    {"outcomes('cut')", "1"},
};

static void shows_what_was_measured(void)
{
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        struct measured_course c;
        course_set(&c);
        c.chapter.value_count = 1;
        c.values[0] = (struct value){good[i].expression, {"content/a.md", 7, 3}};
        course_compute(&c);
        CHECK_STR(c.results.chapters[0].values[0].text, good[i].text);
        if (c.results.problems.first)
            printf("# %s\n", c.results.problems.first->message);
        course_clear(&c);
    }
}

/* Without noise, few runs are what the author asked for. */
static void what_was_cut_short_has_no_interval(void)
{
    struct measured_course c;
    course_set(&c);
    struct time_result *cut = course_time(&c, 0.4, 5);
    cut->noisy_why = "the time for measuring was over after 5 of 10 runs";
    c.results.samples[FEW].time = cut;
    c.chapter.value_count = 1;
    c.values[0] = (struct value){"interval('few')", {"content/a.md", 7, 3}};
    course_compute(&c);
    CHECK_STR(c.results.chapters[0].values[0].text, "not measured");
    CHECK(c.results.problems.first == NULL);
    course_clear(&c);
}

static const struct {
    const char *expression, *message;
} bad[] = {
    {"wall('pool')",
     "\"pool\" is a sweep: say which point is meant, one of {threads=1}, {threads=2}, {threads=4}"},
    {"wall('pool', {threads=3})",
     "the sweep \"pool\" has no point {threads=3}; it has {threads=1}, {threads=2}"},
    {"wall('grid', {threads=1})",
     "{threads=1} is more than one point of \"grid\": {opt=\"-O0\", threads=1}, {opt=\"-O2\""},
    {"wall('pool', {thread=1})", "the sweep \"pool\" has no parameter \"thread\"; it has threads"},
    {"wall('pool', 4)", "a point of a sweep is written as {threads=4}, not as a plain number"},
    {"wall('seq', {threads=1})", "\"seq\" is no sweep: it has no points to choose from"},
    {"wall(seq)", "seq is a sample: write \"seq\" in quotes"},
    {"wall('seq') > 0.5", "don't go together (write a time as seconds(2) or milliseconds(50))"},
    {"interval('plain')", "sample \"plain\" has no interval: only samples with .time have"},
    {"interval(3)", "a plain number has no interval"},
    {"interval('few')", "sample \"few\" has no interval"},
    {"speedup('seq')", "speedup needs a sweep, which \"seq\" is not"},
    {"efficiency('seq')", "efficiency needs a sweep"},
    {"ratio('seq')", "ratio needs two samples"},
    {"outcomes('seq')", "sample \"seq\" has no trials (write trials=100)"},
    {"correct('broken')", "sample \"broken\" was not tried in this build"},
    {"found('seq')", "sample \"seq\" has no checks (write check=\"tsan\")"},
    {"found('unsure')", "Memcheck could not tell of sample \"unsure\""},
    {"found('checked', 3)", "found needs a text"},
    {"number('seq')", "number needs a pattern"},
    {"wall('seq') * wall('seq')", "a time can't be multiplied by a time"},
    {"1 / wall('seq')", "a plain number can't be divided by a time"},
    {"string.format('%d', ratio('seq', 'near'))", "number expected, got quantity"},
    {"wall('seq').number.x", "a time has no field number (tonumber(x) is its number)"},
    {"(function() wall('seq').number = 1 end)()", "a time can't be changed"},
    {"(function() for k in pairs(ratio('seq', 'near')) do end end)()", "a ratio is no table"},
    {"wall('pool', {threads={}})", "the sweep \"pool\" has no point {threads=\"table\"}"},
    {"wall('pool', {[wall]=1})", "pairs needs a table whose keys"},
    {"wall('pool', {b=1, a=2, c=3})", "has no parameter \"a\""},
    {"efficiency('odd', {threads=-1})",
     "efficiency divides by threads, which must be a number above 0: \"-1\" of \"odd\" is none"},
    {"efficiency('odd', {threads='four'})", "a number above 0: \"four\" of \"odd\" is none"},
    {"efficiency('odd', {threads='1e999'})", "a number above 0: \"1e999\" of \"odd\" is none"},
    {"efficiency('grid', {threads=1})", "is more than one point"},
};

static void says_what_is_wrong(void)
{
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct measured_course c;
        course_set(&c);
        c.chapter.value_count = 1;
        c.values[0] = (struct value){bad[i].expression, {"content/a.md", 7, 3}};
        course_compute(&c);
        const struct problem *problem = c.results.problems.first;
        CHECK(!c.results.chapters[0].values[0].text);
        if (CHECK(problem != NULL) && !CHECK(strstr(problem->message, bad[i].message)))
            printf("# %s: %s\n", bad[i].expression, problem->message);
        course_clear(&c);
    }
}

/* The same replicates in every process and every build. */
static void repeats_itself(void)
{
    const char *first = NULL;
    struct measured_course c[2];
    for (int i = 0; i < 2; i++) {
        course_set(&c[i]);
        c[i].chapter.value_count = 2;
        c[i].values[i] = (struct value){"interval(ratio('seq', 'near'))", {"content/a.md", 7, 3}};
        c[i].values[1 - i] =
            (struct value){"interval(ratio('near', 'seq'))", {"content/a.md", 8, 3}};
        course_compute(&c[i]);
        const char *text = c[i].results.chapters[0].values[i].text;
        if (first)
            CHECK_STR(text, first);
        first = text;
    }
    CHECK(first != NULL);
    course_clear(&c[0]);
    course_clear(&c[1]);
}

/* What one expression does, the next does not see. */
static void keeps_apart(void)
{
    struct measured_course c;
    course_set(&c);
    c.chapter.value_count = 3;
    c.values[0] =
        (struct value){"(function() string.rep = nil; math.floor = nil; machine.cores = 1; "
                       "wall = nil; local q = interval; interval = nil; math.random(); "
                       "return true end)()",
                       {"content/a.md", 7, 3}};
    c.values[1] = (struct value){"('x'):rep(math.floor(2)) .. machine.cores .. math.random(1000)",
                                 {"content/a.md", 8, 3}};
    c.values[2] = (struct value){"('x'):rep(math.floor(2)) .. machine.cores .. math.random(1000)",
                                 {"content/a.md", 9, 3}};
    course_compute(&c);
    CHECK(strncmp(c.results.chapters[0].values[1].text, "xx8", 3) == 0);
    CHECK_STR(c.results.chapters[0].values[2].text, c.results.chapters[0].values[1].text);
    course_clear(&c);
}

int main(void)
{
    RUN(keeps_apart);
    RUN(shows_what_was_measured);
    RUN(what_was_cut_short_has_no_interval);
    RUN(says_what_is_wrong);
    RUN(repeats_itself);
    return test_summary();
}
