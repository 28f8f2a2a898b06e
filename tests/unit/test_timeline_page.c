/* What a page makes of the model of a traced run: the pictures of tests/timeline/NAME.json against
 * NAME.html beside each (DRAWLOOM_GOLDEN=1 rewrites it, and the diff is to be reviewed), and what must hold
 * for any model. */
#include <inttypes.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/path.h"
#include "evidence_fixture.h"
#include "page/view_timeline.h"

static const char folder[] = "tests/timeline"; /* tests are run in the checkout */

enum { MOST_BYTES = 60000 };

/* The fixture, whose sample "timed" was traced. */
struct traced {
    struct evidence *f;
    struct trace_result trace;
    struct buf model;
};

static struct traced traced_new(void)
{
    struct traced t = {.f = evidence_new(), .model = BUF_INIT};
    t.trace = (struct trace_result){
        .end = END_EXITED, .lanes = 2, .measured_at = "2026-11-23T12:00:00Z", .machine_id = "m"};
    t.f->course.samples[E_TIMED]->traced = true;
    return t;
}

static bool traced_page(struct traced *t)
{
    t->trace.model = buf_view(&t->model);
    t->f->results[E_TIMED].trace = &t->trace;
    return CHECK(evidence_page(t->f, PAGE_CHAPTER, "one.html"));
}

static void traced_free(struct traced *t)
{
    buf_release(&t->model);
    evidence_free(t->f);
}

static void read_model(struct traced *t, const char *name)
{
    struct err err = {0};
    buf_clear(&t->model);
    CHECK(file_read(path_join(&t->f->fixture.arena, folder, name), &t->model, &err));
}

/* What stands from `from` to behind `to`. */
static struct str between(struct str text, const char *from, const char *to)
{
    const char *start = memmem(text.data, text.len, from, strlen(from));
    if (!CHECK(start != NULL))
        return STR("");
    size_t rest = text.len - (size_t)(start - text.data);
    const char *end = memmem(start, rest, to, strlen(to));
    if (!CHECK(end != NULL))
        return STR("");
    return (struct str){start, (size_t)(end - start) + strlen(to)};
}

static struct str section(const struct traced *t)
{
    return between(buf_view(&t->f->html), "<details class=\"evidence timeline\"", "</figure>");
}

static struct str picture(const struct traced *t)
{
    return between(section(t), "<div class=\"frame\">", "</svg>");
}

static bool has(struct str text, const char *part)
{
    bool found = memmem(text.data, text.len, part, strlen(part)) != NULL;
    if (!found)
        printf("#   %s\n", part);
    return found;
}

static bool lacks(struct str text, const char *part)
{
    return memmem(text.data, text.len, part, strlen(part)) == NULL;
}

static int count(struct str text, const char *part)
{
    int n = 0;
    const char *end = text.data + text.len;
    for (const char *at = text.data; (at = memmem(at, (size_t)(end - at), part, strlen(part)));
         at += strlen(part))
        n++;
    return n;
}

/* --- pictures --- */

static void check_golden(struct traced *t, const char *path)
{
    struct err err = {0};
    struct buf wanted = BUF_INIT;
    if (getenv("DRAWLOOM_GOLDEN"))
        CHECK(file_write(path, section(t), &err));
    CHECK(file_read(path, &wanted, &err));
    if (!CHECK(str_equal(section(t), buf_view(&wanted))))
        printf("#   %s\n", path);
    buf_release(&wanted);
}

static void pictures_are_as_before(void)
{
    struct traced t = traced_new();
    struct arena *a = &t.f->fixture.arena;
    struct file_list list;
    struct err err = {0};
    int pictures = 0;
    CHECK(file_list(folder, a, &list, &err));
    for (size_t i = 0; i < list.count; i++) {
        struct str name = str_of(list.names[i]);
        if (name.len < 5 || strcmp(name.data + name.len - 5, ".json") != 0)
            continue;
        read_model(&t, name.data);
        if (traced_page(&t))
            check_golden(&t, arena_printf(a, "%s/%.*s.html", folder, (int)name.len - 5, name.data));
        CHECK(picture(&t).len <= MOST_BYTES);
        pictures++;
    }
    CHECK(pictures >= 10);
    traced_free(&t);
}

static void a_deadlock_is_said_where_all_see_it(void)
{
    struct traced t = traced_new();
    read_model(&t, "deadlock.json");
    CHECK(traced_page(&t));
    CHECK(has(between(section(&t), "role=\"img\" aria-label=\"", "\" width"),
              "Deadlock: T1 alice holds left and waits for right"));
    CHECK(has(between(section(&t), "<p class=\"deadlock\">", "</p>"),
              "T2 bob holds right and waits for left"));
    CHECK(has(section(&t), "killed at 1.00 s</text>"));
    CHECK(count(section(&t), "class=\"cycle\"") == 2);
    traced_free(&t);
}

static void lines_and_bars_know_each_other(void)
{
    struct traced t = traced_new();
    read_model(&t, "deadlock.json");
    CHECK(traced_page(&t));
    CHECK(has(section(&t), "data-l=\"11\"><title>T1: waits for right, held by T2 · "));
    CHECK(has(section(&t), "line 11</title>"));
    CHECK(count(buf_view(&t.f->html), " data-first") == 1);
    CHECK(has(buf_view(&t.f->html), "<script src=\"assets/timeline.js\" defer></script>"));
    CHECK(has(section(&t), "href=\"samples/timed.trace.json\" download>"));
    traced_free(&t);
}

/* --- models that mean no good --- */

static void begin_model(struct buf *m, int64_t wall_ns)
{
    buf_printf(
        m,
        "{\"version\":1,\"wall_ns\":%" PRId64 ",\"killed\":false,\"last_ns\":%" PRId64
        ",\"cores\":2,\"lost\":0,\"unreadable\":0,\"why_no_switches\":null,\"deadlock\":null,"
        "\"cycle\":[],\"objects\":[",
        wall_ns, wall_ns);
}

static void add_lane(struct buf *m, int index, const char *name, const char *function, int64_t end)
{
    buf_printf(m,
               "%s{\"name\":\"%s\",\"function\":\"%s\",\"process\":0,\"t0\":0,\"t1\":%" PRId64
               ",\"end\":\"returned\",\"locks\":1,\"contended\":1,\"blocked_ns\":5}",
               index ? "," : "", name, function, end);
}

enum { STEP_NS = 1000 };

/* Every state in turn, as many bars as there can be. */
static void add_wild_bars(struct buf *m, int count)
{
    static const char *const states[] = {
        "runs",    "lock\",\"object\":3,\"holders\":[1,2,0],\"line\":7,\"x\":\"",
        "sleep",   "condition",
        "unknown", "ready"};
    buf_puts(m, "[");
    for (int i = 0; i < count; i++)
        buf_printf(m, "%s{\"t0\":%d,\"t1\":%d,\"state\":\"%s\"}", i ? "," : "", i * STEP_NS,
                   (i + 1) * STEP_NS, states[i % 6]);
    buf_puts(m, "]");
}

static void add_wild_holds(struct buf *m, int objects, int lanes, int bars)
{
    const char *comma = "";
    for (int object = 0; object < objects; object++)
        for (int i = 0; i < bars; i += 3, comma = ",")
            buf_printf(m, "%s{\"t0\":%d,\"t1\":%d,\"object\":%d,\"lane\":%d,\"waiting\":2}", comma,
                       i * STEP_NS, (i + 2) * STEP_NS, object, (i + object) % lanes);
}

static void add_wild_edges(struct buf *m, int count, int lanes)
{
    for (int i = 0; i < count; i++)
        buf_printf(
            m, "%s{\"kind\":\"handoff\",\"from\":%d,\"to\":%d,\"t0\":%d,\"t1\":%d,\"object\":1}",
            i ? "," : "", i % lanes, (i * 7 + 1) % lanes, i * STEP_NS, (i + 1) * STEP_NS);
}

static void wild_model(struct buf *m, int lanes, int objects, int bars)
{
    begin_model(m, (int64_t)bars * STEP_NS);
    for (int i = 0; i < objects; i++)
        buf_printf(
            m, "%s{\"kind\":\"mutex\",\"name\":\"lock %d\",\"short\":\"l%d\",\"contended\":true}",
            i ? "," : "", i, i);
    buf_puts(m, "],\"lanes\":[");
    for (int i = 0; i < lanes; i++)
        add_lane(m, i, "T1", "worker", (int64_t)bars * STEP_NS);
    buf_puts(m, "],\"levels\":[{\"columns\":0,\"bars\":[");
    for (int i = 0; i < lanes; i++) {
        buf_puts(m, i ? "," : "");
        add_wild_bars(m, bars);
    }
    buf_puts(m, "],\"holds\":[");
    add_wild_holds(m, objects, lanes, bars);
    buf_puts(m, "],\"edges\":[");
    add_wild_edges(m, 60, lanes);
    buf_puts(m, "],\"marks\":[]}]}");
}

static void wild_models_stay_small(void)
{
    static const struct {
        int lanes, objects, bars;
    } rows[] = {{2, 1, 9000}, {12, 8, 900}, {48, 40, 300}, {900, 6, 12}};
    struct traced t = traced_new();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        buf_clear(&t.model);
        wild_model(&t.model, rows[i].lanes, rows[i].objects, rows[i].bars);
        CHECK(traced_page(&t));
        if (!CHECK(picture(&t).len <= MOST_BYTES))
            printf("#   row %zu: %zu bytes\n", i, picture(&t).len);
        CHECK(picture(&t).len > 2000);
        CHECK(has(section(&t), rows[i].lanes > 48 ? "are not drawn" : "are drawn together"));
    }
    traced_free(&t);
}

static void names_are_text(void)
{
    static const char name[] = "<script>alert('1')</script>\\\"&amp; on=x";
    static const char worse[] = "<img src=x onerror=alert(1)>";
    struct traced t = traced_new();
    struct buf *m = &t.model;
    begin_model(m, 1000000);
    buf_printf(
        m, "{\"kind\":\"mutex\",\"name\":\"%s\",\"short\":\"%s\",\"contended\":true}],\"lanes\":[",
        name, worse);
    add_lane(m, 0, name, worse, 1000000);
    add_lane(m, 1, worse, name, 1000000); /* NOLINT(readability-suspicious-call-argument) */
    buf_printf(m,
               "],\"levels\":[{\"columns\":0,\"bars\":[[{\"t0\":0,\"t1\":1000000,\"state\":"
               "\"lock\",\"object\":0,"
               "\"holders\":[1]}],[{\"t0\":0,\"t1\":1000000,\"state\":\"%s\"}]],\"holds\":[{\"t0\":"
               "0,\"t1\":9,"
               "\"object\":0,\"lane\":1}],\"edges\":[],\"marks\":[]}]}",
               worse);
    CHECK(traced_page(&t));
    CHECK(lacks(section(&t), "<script"));
    CHECK(lacks(section(&t), "<img"));
    CHECK(has(section(&t), "&lt;img src=x onerror=alert(1)&gt;"));
    traced_free(&t);
}

/* --- without a picture --- */

static void says_why_nothing_was_recorded(void)
{
    struct traced t = traced_new();
    t.trace.why = "the program became <another> one";
    CHECK(traced_page(&t));
    CHECK(has(section(&t), "Nothing was recorded: the program became &lt;another&gt; one."));
    CHECK(lacks(section(&t), "<svg"));
    t.trace.why = NULL;
    buf_puts(&t.model, "{\"version\":");
    CHECK(traced_page(&t));
    CHECK(has(section(&t), "the recording can&#39;t be read"));
    traced_free(&t);
}

/* --- finer drawings and several on one scale --- */

static void two_levels(struct buf *m)
{
    begin_model(m, 6000);
    buf_puts(m, "],\"lanes\":[");
    add_lane(m, 0, "main", "main", 6000);
    buf_puts(m,
             "],\"levels\":[{\"columns\":760,\"bars\":[[{\"t0\":0,\"t1\":6000,\"state\":\"many\","
             "\"shares\":{\"runs\":0.25,\"sleep\":0.75}}]],\"holds\":[],\"edges\":[],\"marks\":[]},"
             "{\"columns\":0,\"bars\":[");
    add_wild_bars(m, 6);
    buf_puts(m, "],\"holds\":[],\"edges\":[],\"marks\":[]}]}");
}

static void long_timelines_have_a_script(void)
{
    struct traced t = traced_new();
    struct page page = {.kind = PAGE_TIMELINE, .path = "samples/timed.timeline.js"};
    struct renderer *renderer;
    struct err err = {0};
    struct buf script = BUF_INIT;
    two_levels(&t.model);
    CHECK(traced_page(&t));
    CHECK(view_timeline_is_long(&t.trace));
    CHECK(has(section(&t), "data-script=\"samples/timed.timeline.js\""));
    CHECK(has(section(&t), "75 % sleeps, 25 % on a CPU"));
    page.result = &t.f->results[E_TIMED];
    CHECK(renderer_new(&t.f->spec, &renderer, &err) && render_page(renderer, &page, &script, &err));
    CHECK(has(buf_view(&script), "drawloomTimeline(\"samples/timed.timeline.js\", \"<div class="));
    CHECK(has(buf_view(&script), "waits for"));
    CHECK_INT(count(buf_view(&script), "\n"), 1);
    renderer_free(renderer);
    buf_release(&script);
    read_model(&t, "deadlock.json");
    CHECK(traced_page(&t));
    CHECK(!view_timeline_is_long(&t.trace));
    CHECK(lacks(section(&t), "data-script"));
    CHECK(lacks(section(&t), "stroke-dasharray"));
    traced_free(&t);
}

/* A run of half the length ends in the middle. */
static void a_chart_has_one_scale(void)
{
    struct traced t = traced_new();
    struct evidence *f = t.f;
    struct trace_result other = t.trace;
    struct buf half = BUF_INIT;
    wild_model(&t.model, 1, 1, 6);
    wild_model(&half, 1, 1, 3);
    other.model = buf_view(&half);
    f->course.samples[E_NOISY]->traced = true;
    f->results[E_NOISY].trace = &other;
    f->figures[0] = (struct figure){.kind = FIGURE_CHART,
                                    .chart = CHART_TIMELINE,
                                    .id = "both",
                                    .caption = "",
                                    .of = evidence_words(f, "timed", "noisy", NULL)};
    f->figures[0].of.count = 2;
    f->figure_results[0] = (struct figure_result){.is_known = true,
                                                  .kind = CHART_TIMELINE,
                                                  .x_label = "time",
                                                  .y_label = "",
                                                  .y_unit = "",
                                                  .story = "Two."};
    CHECK(traced_page(&t));
    struct str chart =
        between(buf_view(&f->html), "<figure class=\"figure chart\" id=\"both\">", "</figure>");
    CHECK_INT(count(chart, "<svg class=\"threads\""), 2);
    CHECK(has(chart, "class=\"cap\" x1=\"100%\""));
    CHECK(has(chart, "class=\"cap\" x1=\"50%\""));
    CHECK(has(chart, "#timed\""));
    buf_release(&half);
    traced_free(&t);
}

int main(void)
{
    RUN(pictures_are_as_before);
    RUN(a_deadlock_is_said_where_all_see_it);
    RUN(lines_and_bars_know_each_other);
    RUN(wild_models_stay_small);
    RUN(names_are_text);
    RUN(says_why_nothing_was_recorded);
    RUN(long_timelines_have_a_script);
    RUN(a_chart_has_one_scale);
    return test_summary();
}
