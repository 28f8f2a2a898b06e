/* Every function of expressions with arguments of every kind: whatever comes of it is text or a message
 * that says something to an author, and the same in each build. */
#include "base/buf.h"

#include "measured_course.h"

static const char *const functions[] = {
    "wall",       "cpu",         "min",          "median",       "interval", "speedup",
    "efficiency", "ratio",       "outcomes",     "runs",         "correct",  "found",
    "stdout",     "number",      "code",         "rss",          "fmt",      "round",
    "seconds",    "KiB",         "compile_time", "tostring",     "tonumber", "string.format",
    "math.max",   "math.random", "table.concat", "table.unpack", "pairs",
};

static const char *const arguments[] = {
    "",
    "nil",
    "'seq'",
    "'pool'",
    "''",
    "'('",
    "0/0",
    "1e308",
    "5e-324",
    "{}",
    "{threads=-1}",
    "{threads=0/0}",
    "wall",
    "{[{}]=1}",
    "wall('plain')",
    "rss('plain')",
    "machine",
    "ratio('seq', 'near')",
    "'race'",
    "math.maxinteger",
};

static const char *const second[] = {"", "'%d'", "3", "{threads=2}", "{threads={}}", "wall('seq')"};

enum {
    FUNCTIONS = sizeof functions / sizeof *functions,
    ARGUMENTS = sizeof arguments / sizeof *arguments,
    SECOND = sizeof second / sizeof *second,
    CALLS = FUNCTIONS * ARGUMENTS * SECOND
};

static void set_calls(struct measured_course *c)
{
    course_set(c);
    c->chapter.values = ARENA_ARRAY(&c->arena, CALLS, struct value);
    for (size_t f = 0; f < FUNCTIONS; f++)
        for (size_t i = 0; i < ARGUMENTS; i++)
            for (size_t k = 0; k < SECOND; k++)
                c->chapter.values[c->chapter.value_count++] = (struct value){
                    arena_printf(&c->arena, "%s(%s%s%s)", functions[f], arguments[i],
                                 arguments[i][0] && second[k][0] ? ", " : "", second[k]),
                    {"content/a.md", 7, 3}};
}

/* What no message may hold: an address, a place in our own scripts. */
static bool is_clear(const char *text)
{
    static const char *const never[] = {": 0x", "?:-1", "upvalue", "local '", "field '?'", "\n"};
    for (size_t i = 0; i < sizeof never / sizeof *never; i++)
        if (strstr(text, never[i]))
            return false;
    return strlen(text) < 1000;
}

static void add_answers(const struct measured_course *c, struct buf *out)
{
    for (size_t i = 0; i < c->chapter.value_count; i++) {
        const char *text = c->results.chapters[0].values[i].text;
        buf_printf(out, "%s = %s\n", c->chapter.values[i].text, text ? text : "?");
        if (text && !CHECK(!strstr(text, ": 0x")))
            printf("# %s: %s\n", c->chapter.values[i].text, text);
    }
    for (const struct problem *p = c->results.problems.first; p; p = p->next) {
        buf_printf(out, "%s\n", p->message);
        if (!CHECK(is_clear(p->message)))
            printf("# %s\n", p->message);
    }
}

static void says_something_of_everything(void)
{
    struct buf answers[2] = {BUF_INIT, BUF_INIT};
    for (int i = 0; i < 2; i++) {
        struct measured_course c;
        struct err err = {0};
        set_calls(&c);
        CHECK(values_compute(&c.results, NULL, 1 + i, &err));
        add_answers(&c, &answers[i]);
        course_clear(&c);
    }
    CHECK_STR(answers[0].data, answers[1].data);
    buf_release(&answers[0]);
    buf_release(&answers[1]);
}

int main(void)
{
    RUN(says_something_of_everything);
    return test_summary();
}
