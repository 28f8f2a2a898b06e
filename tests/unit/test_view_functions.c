#include "page/view_functions.h"

#include "base/buf.h"
#include "base/json.h"
#include "test.h"

static const struct language c = {.name = "c", .title = "C", .extension = ".c"};
static const struct language python = {.name = "python", .title = "Python", .extension = ".py"};

static struct source_file lost[] = {
    {.name = "lost.c",
     .text = STR("int main(void) { _exit(printf(\"\") + own()); fork(); fork(); }\n")}};
static struct source_file pair[] = {
    {.name = "pair.c", .text = STR("int main(void) { index(1); fork(); thrd_yield(); }\n")},
    {.name = "index.c", .text = STR("int index(int n) { exit(n); }\n")},
};
static struct source_file script[] = {{.name = "a.py", .text = STR("fork()\n")}};

static struct sample first[] = {
    {.id = "lost", .caption = "Lost", .language = &c, .files = lost, .file_count = 1},
    {.id = "script", .caption = "", .language = &python, .files = script, .file_count = 1},
};
static struct sample second[] = {
    {.id = "pair", .caption = "", .language = &c, .files = pair, .file_count = 2},
};

static const char *list(struct arena *a, bool unusable)
{
    struct chapter one = {.page = "1.html", .samples = first, .sample_count = 2};
    struct chapter two = {
        .page = "2.html", .samples = second, .sample_count = 1, .unusable = unusable};
    struct chapter *chapters[] = {&one, &two};
    struct course course = {.chapters = chapters, .chapter_count = 2};
    struct code_reader *reader = code_reader_new();
    struct buf out = BUF_INIT;
    struct json json;
    json_init(&json, &out);
    struct emit e = emit_json(&json);
    view_functions(&e, &course, view_functions_find(&course, reader, a));
    char *text = arena_strndup(a, out.data, out.len);
    buf_release(&out);
    code_reader_free(reader);
    return text;
}

/* Where `inner` is in `text`, which has it once; NULL otherwise. */
static const char *only(const char *text, const char *inner)
{
    const char *found = strstr(text, inner);
    return found && !strstr(found + 1, inner) ? found : NULL;
}

static void functions_are_listed_once_by_the_alphabet(void)
{
    struct arena a = {0};
    const char *text = list(&a, false), *last = text;
    static const char *const names[] = {"_exit", "exit", "fork", "printf", "thrd_yield"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *at = only(text, arena_printf(&a, "\"name\": \"%s\"", names[i]));
        CHECK(at && at > last);
        last = at ? at : last;
    }
    arena_release(&a);
}

static void own_functions_are_none(void)
{
    struct arena a = {0};
    const char *text = list(&a, false);
    CHECK(!strstr(text, "\"own\""));
    CHECK(!strstr(text, "\"index\"")); /* another file of the same program defines it */
    arena_release(&a);
}

static void uses_lead_to_their_cards(void)
{
    struct arena a = {0};
    const char *text = list(&a, false);
    const char *fork = strstr(text, "\"fork\""), *printf = strstr(text, "\"printf\"");
    const char *one = fork ? strstr(fork, "\"id\": \"lost\"") : NULL;
    const char *two = fork ? strstr(fork, "\"id\": \"pair\"") : NULL;
    CHECK(one && two && printf && one < two && two < printf);
    CHECK(strstr(text, "\"title\": \"Lost\""));
    CHECK(strstr(text, "\"page\": \"2.html\""));
    CHECK(!strstr(text, "\"script\""));
    CHECK(strstr(text, "\"address\": \"https://man7.org/linux/man-pages/man2/_exit.2.html\""));
    CHECK(strstr(text, "\"letter\": \"E\""));
    const char *yield = strstr(text, "\"thrd_yield\"");
    CHECK(yield && strstr(yield, "\"header\": \"threads.h\""));
    CHECK(yield && strstr(yield, "\"address\": null"));
    CHECK(!strstr(list(&a, true), "\"2.html\""));
    arena_release(&a);
}

int main(void)
{
    RUN(functions_are_listed_once_by_the_alphabet);
    RUN(own_functions_are_none);
    RUN(uses_lead_to_their_cards);
    return test_summary();
}
