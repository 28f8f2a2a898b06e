#include "base/buf.h"
#include "run/check.h"
#include "test.h"

/* Two tools may have said something. */
static const struct {
    const char *wanted; /* finds= */
    const char *tsan,
        *other;           /* what they found; "": nothing, "?": no verdict, NULL: was not asked */
    const char *ok;       /* of each, and of all */
    const char *messages; /* with newlines between */
} rows[] = {
    {NULL, "", NULL, "y y", ""},
    {NULL, "", "", "yy y", ""},
    {NULL, "data race", NULL, "n n",
     "ThreadSanitizer found a data race (lost.c:9: write by thread T1), but the sample must be "
     "clean "
     "(write finds=\"data race\" if that is the lesson)\n"},
    {NULL, "", "invalid read", "yn n",
     "Memcheck found an invalid read (lost.c:9: write by thread T1), but the sample must be clean "
     "(write finds=\"invalid read\" if that is the lesson)\n"},
    {NULL, "data race, thread leak", NULL, "n n",
     "ThreadSanitizer found a data race and a thread leak, but the sample must be clean (write "
     "finds=\"data race, thread leak\" if that is the lesson)\n"},
    {NULL, "data race, abort, thread leak", NULL, "n n",
     "ThreadSanitizer found a data race, an abort and a thread leak, but the sample must be clean "
     "(write finds=\"data race, abort, thread leak\" if that is the lesson)\n"},
    {NULL, "data race, abort, thread leak, bad free, trap", NULL, "n n",
     "ThreadSanitizer found a data race, an abort, a thread leak and 2 more, but the sample must "
     "be "
     "clean (write finds=\"data race, abort, thread leak, bad free, trap\" if that is the "
     "lesson)\n"},
    {"trap, abort", "data race, abort, thread leak, trap", NULL, "n n",
     "ThreadSanitizer found a data race and a thread leak, but only what finds=\"trap, abort\" "
     "says "
     "may be found (add it there if it is meant)\n"},
    {NULL, "a problem", NULL, "n n", "ThreadSanitizer found a problem: it is not understood\n"},
    {"a problem", "a problem", NULL, "y y", ""},
    {"data race", "data race", NULL, "y y", ""},
    {"data race", "data race", "", "yy y", ""},
    {"Data-Race", "data race", NULL, "y y", ""},
    {"lock-order inversion", "lock order inversion", NULL, "y y", ""},
    {"buffer overflow", "heap buffer overflow", NULL, "y y", ""},
    {"heap buffer", "heap buffer overflow", NULL, "y y", ""},
    {"use after free", "heap use after free", "invalid read", "yn n",
     "Memcheck found an invalid read (lost.c:9: write by thread T1), but only what finds=\"use "
     "after "
     "free\" says may be found (add it there if it is meant)\n"},
    {"use after free, invalid read", "heap use after free", "invalid read", "yy y", ""},
    {"race", "trace", NULL, "n n",
     "ThreadSanitizer found a trace (lost.c:9: write by thread T1), but only what finds=\"race\" "
     "says "
     "may be found (add it there if it is meant)\n"
     "ThreadSanitizer found no race, which finds= says must be there\n"},
    {"data race", "", NULL, "n n",
     "ThreadSanitizer found no data race, which finds= says must be there\n"},
    {"data race", "", "", "nn n",
     "neither ThreadSanitizer nor Memcheck found a data race, which finds= says must be there\n"},
    {"data race", "data race, thread leak", NULL, "n n",
     "ThreadSanitizer found a thread leak, but only what finds=\"data race\" says may be found "
     "(add "
     "it there if it is meant)\n"},
    {"data race, thread leak", "data race", NULL, "n n",
     "ThreadSanitizer found no thread leak, which finds= says must be there\n"},
    {NULL, "?", NULL, "n n", "ThreadSanitizer came to no verdict: it was not run\n"},
    {"data race", "?", NULL, "n n", "ThreadSanitizer came to no verdict: it was not run\n"},
    {"data race", "data race", "?", "yn n", "Memcheck came to no verdict: it was not run\n"},
    {" , ", "", NULL, "y y", ""},
};

static struct check_result said(enum check_tool tool, const char *finds)
{
    static struct check_location location = {"lost.c", 9, "write by thread T1"};
    struct check_result check = {.tool = tool, .is_known = strcmp(finds, "?") != 0};
    if (!check.is_known)
        check.why = "it was not run";
    else if (finds[0]) {
        check.finds = finds;
        check.why = strcmp(finds, "a problem") == 0 ? "it is not understood" : NULL;
        check.locations = &location;
        check.location_count = 1;
    }
    return check;
}

static void verdicts(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena a = {0};
        struct check_result checks[2];
        struct sample sample = {
            .id = "lost", .place = {"content/1.md", 7, 1}, .finds = rows[i].wanted};
        struct result result = {.sample = &sample, .checks = checks, .ended_as_expected = true};
        struct problems problems = {0};
        checks[result.check_count++] = said(CHECK_TSAN, rows[i].tsan);
        if (rows[i].other)
            checks[result.check_count++] = said(CHECK_MEMCHECK, rows[i].other);
        bool all = check_judge(&result, &a, &problems);
        struct buf ok = BUF_INIT, messages = BUF_INIT;
        for (size_t k = 0; k < result.check_count; k++)
            buf_putc(&ok, checks[k].ok ? 'y' : 'n');
        buf_printf(&ok, " %c", all ? 'y' : 'n');
        for (const struct problem *p = problems.first; p; p = p->next) {
            CHECK_STR(p->sample, "lost");
            CHECK_INT(p->line, 7);
            buf_printf(&messages, "%s\n", p->message);
        }
        CHECK_STR(ok.data, rows[i].ok);
        CHECK_STR(messages.data, rows[i].messages);
        buf_release(&ok);
        buf_release(&messages);
        arena_release(&a);
    }
}

static void a_point_is_named(void)
{
    struct arena a = {0};
    const char *names[] = {"threads", "opt"}, *values[] = {"4", "-O2"};
    struct sample sample = {.id = "lost", .parameters = {names, 2}, .values = {values, 2}};
    struct check_result check = said(CHECK_TSAN, "data race");
    struct result result = {.sample = &sample, .checks = &check, .check_count = 1};
    struct problems problems = {0};
    CHECK(!check_judge(&result, &a, &problems));
    CHECK_STR(
        problems.first->message,
        "with threads=4 opt=-O2: ThreadSanitizer found a data race (lost.c:9: write by thread "
        "T1), but the sample must be clean (write finds=\"data race\" if that is the lesson)");
    arena_release(&a);
}

/* A sample whose own compile or run went wrong, with one check. */
static const struct {
    int compile_code;
    bool ended_as_expected;
    const char *finds, *message;
} troubled[] = {
    {1, false, "?", NULL},
    {1, false, "data race", NULL},
    {0, false, "?", NULL},
    {0, false, "abort",
     "ThreadSanitizer found an abort (lost.c:9: write by thread T1), but the sample must be clean "
     "(write finds=\"abort\" if that is the lesson)"},
    {0, true, "?", "ThreadSanitizer came to no verdict: it was not run"},
    {1, true, "?", "ThreadSanitizer came to no verdict: it was not run"}, /* .compile-error */
};

static void what_the_sample_did_wrong_is_said_once(void)
{
    for (size_t i = 0; i < sizeof troubled / sizeof *troubled; i++) {
        struct arena a = {0};
        const struct sample sample = {.id = "lost"};
        const struct compile_result compile = {.code = troubled[i].compile_code};
        struct check_result check = said(CHECK_TSAN, troubled[i].finds);
        struct result result = {.sample = &sample,
                                .compile = &compile,
                                .ended_as_expected = troubled[i].ended_as_expected,
                                .checks = &check,
                                .check_count = 1};
        struct problems problems = {0};
        CHECK(!check_judge(&result, &a, &problems) && !check.ok);
        CHECK_STR(problems.first ? problems.first->message : NULL, troubled[i].message);
        arena_release(&a);
    }
}

/* Nobody knows what the tool would have said of a sample that hangs, as it must. */
static void a_hang_may_come_before_the_verdict(void)
{
    struct arena a = {0};
    struct sample sample = {.id = "lost", .must_end = SAMPLE_HANGS};
    struct check_result check = {.is_cut = true, .why = "it was killed"};
    struct result result = {
        .sample = &sample, .ended_as_expected = true, .checks = &check, .check_count = 1};
    struct problems problems = {0};
    CHECK(check_judge(&result, &a, &problems) && check.ok && !problems.first);
    sample.finds = "data race";
    CHECK(!check_judge(&result, &a, &problems) && !check.ok);
    CHECK_STR(problems.first->message, "ThreadSanitizer came to no verdict: it was killed");
    CHECK(!problems.first->next);
    arena_release(&a);
}

int main(void)
{
    RUN(verdicts);
    RUN(what_the_sample_did_wrong_is_said_once);
    RUN(a_hang_may_come_before_the_verdict);
    RUN(a_point_is_named);
    return test_summary();
}
