#include "run/drift.h"

#include <stdlib.h>

#include "base/file.h"
#include "test.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* A course of one traced sample, whose frozen trace is `was`. */
struct scene {
    char root[40];
    struct sample sample;
    struct sample *list[1];
    struct chapter chapter;
    struct chapter *chapters[1];
    struct course course;
    struct arena arena;
    struct problems problems;
    struct frozen *frozen;
};

static struct frozen_entry entry_of(struct scene *s, const struct trace_result *trace)
{
    return (struct frozen_entry){&s->sample, "", FROZEN_TRACE, hash_of("v", 1), NULL, trace};
}

static void freeze(struct scene *s, const struct trace_result *was)
{
    const struct frozen_head head = {.version = "1",
                                     .sandbox = "full",
                                     .made_at = "",
                                     .machine = {.id = "", .cpu = "", .kernel = ""}};
    const struct frozen_entry entry = entry_of(s, was);
    struct buf text = BUF_INIT;
    struct err err = {0};
    frozen_write(&head, &entry, 1, &text);
    CHECK(file_make_dirs(path_join(&s->arena, s->root, FROZEN_DIR), &err));
    CHECK(file_write(path_join(&s->arena, s->root, FROZEN_DIR "/one.txt"), buf_view(&text), &err));
    if (!CHECK(frozen_read(s->root, &s->course, &s->arena, &s->problems, &s->frozen, &err)))
        printf("#   %s\n", err.message);
    CHECK(!s->problems.first);
    buf_release(&text);
}

static void set_up(struct scene *s, const struct trace_result *was)
{
    *s = (struct scene){.root = "/tmp/test-drift-XXXXXX"};
    CHECK(mkdtemp(s->root) != NULL);
    s->sample = (struct sample){.id = "lost",
                                .chapter = "one",
                                .place = {"content/one.md", 7, 1},
                                .depth = SAMPLE_RUN,
                                .traced = true};
    s->chapter.name = "one";
    s->list[0] = &s->sample;
    s->chapters[0] = &s->chapter;
    s->course = (struct course){.root = s->root,
                                .chapters = s->chapters,
                                .chapter_count = 1,
                                .samples = s->list,
                                .sample_count = 1};
    freeze(s, was);
}

static void tear_down(struct scene *s)
{
    struct err err;
    CHECK(file_remove_tree(s->root, &err));
    arena_release(&s->arena);
}

/* Pictures differ from run to run: only how a traced run ends is compared, and whether it was stuck. */
static void traces(void)
{
    const struct trace_result plain = {.model = STR("{}")},
                              other = {.model = STR("{\"a\":1}"), .lanes = 9, .wall_s = 7},
                              failed = {.code = 3, .model = STR("{}")},
                              killed = {END_SIGNALED, 6, 0, STR("{}"), 0, NULL, NULL, NULL, "", ""},
                              stuck = {.end = END_TIMED_OUT,
                                       .model = STR("{}"),
                                       .deadlock = "T1 …"},
                              hung = {.end = END_TIMED_OUT, .model = STR("{}")},
                              moved = {
                                  .end = END_TIMED_OUT, .model = STR("{}"), .deadlock = "T2 …"};
    const struct {
        const struct trace_result *was, *is;
        const char *warning; /* NULL: none */
    } rows[] = {
        {&plain, &plain, NULL},
        {&plain, &other, NULL},
        {&stuck, &moved, NULL},
        {&plain, &failed,
         "its traced run ends otherwise than the frozen result: exit status 3, not exit status 0"},
        {&failed, &killed,
         "its traced run ends otherwise than the frozen result: killed by SIGABRT, not exit status "
         "3"},
        {&plain, &stuck,
         "its traced run ends otherwise than the frozen result: timed-out, not exit status 0"},
        {&hung, &stuck, "its traced run had a deadlock: T1 …; the frozen one had none"},
        {&stuck, &hung, "its traced run had no deadlock; the frozen one had: T1 …"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct scene s;
        set_up(&s, rows[i].was);
        struct frozen_entry entry = entry_of(&s, rows[i].is);
        struct results results = {
            .course = &s.course, .sandbox = "full", .entries = &entry, .entry_count = 1};
        drift_find(s.frozen, &results, &s.problems);
        const struct problem *p = s.problems.first;
        CHECK_STR(p ? p->message : NULL, rows[i].warning);
        if (p)
            CHECK(p->severity == PROBLEM_WARNING && p->line == 7 && !p->next);
        arena_release(&results.arena);
        tear_down(&s);
    }
}

static void intervals_that_are_apart(void)
{
    static const struct {
        double a[2], b[2];
        bool is;
    } rows[] = {
        {{1, 2}, {1, 2}, false},
        {{1, 2}, {2.05, 3}, false},
        {{1, 2}, {2.2, 3}, true},
        {{2.2, 3}, {1, 2}, true},
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        CHECK(drift_is_apart(rows[i].a, rows[i].b) == rows[i].is);
}

int main(void)
{
    RUN(traces);
    RUN(intervals_that_are_apart);
    return test_summary();
}
