/* A course whose samples "were" run, timed, tried and checked, for tests of values, claims and
 * figures. */
#ifndef MEASURED_COURSE_H
#define MEASURED_COURSE_H

#include "run/build_samples.h"

#include "test.h"

enum {
    SEQ,     /* timed: 800 ms */
    THREADS, /* 200 ms */
    NEAR,    /* 201 ms, which can't be told from 200 */
    NOISY,
    SHORT,    /* too short to be timed */
    FEW,      /* timed five times */
    LEFT,     /* --no-time */
    BROKEN,   /* it did not compile */
    PLAIN,    /* run once, 300 ms */
    POOL,     /* a sweep over threads=1,2,4: 800, 420, 230 ms */
    GRID,     /* a sweep over opt=-O0,-O2 threads=1,2: 400, 210, 200, 110 ms */
    RACE,     /* 100 trials with 3 outcomes */
    WIDE,     /* 60 trials, each with another outcome: 0, 1, 4, 9, … */
    CHECKED,  /* tsan found a data race, asan nothing */
    UNSURE,   /* valgrind could not tell */
    ODD,      /* a sweep over threads=-1,four,1e999 */
    CUT,      /* of 100 trials there was time for 1 */
    REJECTED, /* its attributes have a mistake */
    COURSE_SAMPLES
};

struct measured_course {
    struct value values[4];
    struct claim claims[4];
    struct figure figures[4];
    struct chapter chapter;
    struct chapter *chapters[1];
    struct sample sample[COURSE_SAMPLES];
    struct sample *samples[COURSE_SAMPLES];
    struct course course;
    struct result result[COURSE_SAMPLES];
    struct results results;
    struct arena arena;
};

enum { COURSE_REPS = 10 };

static inline double *course_spread(struct measured_course *c, double median, size_t n)
{
    double *x = ARENA_ARRAY(&c->arena, n, double);
    for (size_t i = 0; i < n; i++) /* 2 % around the median, in no order */
        x[i] = median * (1 + 0.02 * ((double)(i * 7 % n) / (double)(n - 1) * 2 - 1));
    return x;
}

static inline struct time_result *course_time(struct measured_course *c, double median, size_t n)
{
    struct time_result *time = ARENA_NEW(&c->arena, struct time_result);
    *time = (struct time_result){
        .reps = n, .wall_s = course_spread(c, median, n), .cpu_s = course_spread(c, median / 2, n)};
    return time;
}

static inline struct run_result *course_run(struct measured_course *c, double wall_s)
{
    struct run_result *run = ARENA_NEW(&c->arena, struct run_result);
    *run = (struct run_result){.end = END_EXITED,
                               .out = STR("total: 42\n"),
                               .wall_s = wall_s,
                               .user_s = wall_s / 2,
                               .max_rss_kib = 2048};
    return run;
}

static inline void course_timed(struct measured_course *c, struct sample *sample,
                                struct result *result, double median)
{
    sample->timed = true;
    *result = (struct result){.sample = sample,
                              .run = course_run(c, median * 1.1),
                              .time = course_time(c, median, COURSE_REPS),
                              .ok = true};
}

static inline struct words course_words(struct measured_course *c, const char *text)
{
    struct words words = {0};
    struct err err;
    words_split(str_of(text), &c->arena, &words, &err);
    return words;
}

/* `values` of each point, as "1|2|4"; a median of each. */
static inline void course_sweep(struct measured_course *c, int which, const char *parameters,
                                const char *const *values, const double *medians, size_t count)
{
    struct sample *sweep = &c->sample[which];
    sweep->parameters = course_words(c, parameters);
    sweep->timed = true;
    sweep->point_count = count;
    sweep->points = ARENA_ARRAY(&c->arena, count, struct sample);
    c->result[which] = (struct result){.sample = sweep, .ok = true, .point_count = count};
    c->result[which].points = ARENA_ARRAY(&c->arena, count, struct result);
    for (size_t i = 0; i < count; i++) {
        struct sample *point = &sweep->points[i];
        *point = (struct sample){.id = sweep->id,
                                 .depth = SAMPLE_RUN,
                                 .parameters = sweep->parameters,
                                 .values = course_words(c, values[i])};
        course_timed(c, point, &c->result[which].points[i], medians[i]);
    }
}

static inline void course_tried(struct measured_course *c)
{
    static struct outcome outcomes[] = {{.out = STR("20"), .count = 60},
                                        {.out = STR("13"), .count = 37},
                                        {.out = STR("17"), .count = 3}};
    static double values[] = {20, 13, 17};
    static struct trials_result trials = {.outcomes = outcomes, .outcome_count = 3, .runs = 100};
    c->sample[RACE].trials = 100;
    c->result[RACE] = (struct result){
        .sample = &c->sample[RACE], .run = course_run(c, 0.01), .trials = &trials, .ok = true};
    c->result[RACE].trials_verdict =
        (struct trials_verdict){.right = 60, .numeric = true, .values = values};
}

static inline void course_wide(struct measured_course *c)
{
    enum { OUTCOMES = 60 };
    struct trials_result *trials = ARENA_NEW(&c->arena, struct trials_result);
    double *values = ARENA_ARRAY(&c->arena, OUTCOMES, double);
    *trials = (struct trials_result){.outcome_count = OUTCOMES, .runs = OUTCOMES};
    trials->outcomes = ARENA_ARRAY(&c->arena, OUTCOMES, struct outcome);
    for (int i = 0; i < OUTCOMES; i++) {
        trials->outcomes[i].count = 1;
        values[i] = (double)i * i;
    }
    c->sample[WIDE].trials = OUTCOMES;
    c->result[WIDE] = (struct result){.sample = &c->sample[WIDE], .trials = trials, .ok = true};
    c->result[WIDE].trials_verdict = (struct trials_verdict){.numeric = true, .values = values};
}

static inline void course_cut(struct measured_course *c)
{
    static struct outcome outcome = {.out = STR("20"), .count = 1};
    static struct trials_result trials = {
        .outcomes = &outcome, .outcome_count = 1, .runs = 1, .stop = TRIALS_TIME};
    c->sample[CUT].trials = 100;
    c->result[CUT] = (struct result){.sample = &c->sample[CUT], .trials = &trials, .ok = true};
}

static inline void course_checked(struct measured_course *c)
{
    static struct check_result found[] = {
        {.tool = CHECK_TSAN, .is_known = true, .finds = "data race"},
        {.tool = CHECK_ASAN, .is_known = true}};
    static struct check_result unsure[] = {{.tool = CHECK_MEMCHECK, .why = "it ran too long"}};
    c->sample[CHECKED].checks = 1u << CHECK_TSAN | 1u << CHECK_ASAN;
    c->sample[UNSURE].checks = 1u << CHECK_MEMCHECK;
    c->result[CHECKED] = (struct result){
        .sample = &c->sample[CHECKED], .checks = found, .check_count = 2, .ok = true};
    c->result[UNSURE] =
        (struct result){.sample = &c->sample[UNSURE], .checks = unsure, .check_count = 1};
}

static inline void course_results(struct measured_course *c)
{
    struct result *r = c->result;
    course_timed(c, &c->sample[SEQ], &r[SEQ], 0.8);
    course_timed(c, &c->sample[THREADS], &r[THREADS], 0.2);
    course_timed(c, &c->sample[NEAR], &r[NEAR], 0.201);
    course_timed(c, &c->sample[NOISY], &r[NOISY], 0.4);
    struct time_result *noisy = course_time(c, 0.4, COURSE_REPS);
    noisy->noisy_why = "the machine was busy";
    r[NOISY].time = noisy;
    course_timed(c, &c->sample[SHORT], &r[SHORT], 0.001);
    struct time_result *brief = ARENA_NEW(&c->arena, struct time_result);
    brief->status = TIME_TOO_SHORT;
    r[SHORT].time = brief;
    course_timed(c, &c->sample[FEW], &r[FEW], 0.4);
    r[FEW].time = course_time(c, 0.4, 5);
    course_timed(c, &c->sample[LEFT], &r[LEFT], 0.4);
    r[LEFT].time = NULL;
    c->sample[BROKEN].timed = true;
    c->sample[BROKEN].trials = 100;
    r[BROKEN] = (struct result){.sample = &c->sample[BROKEN]};
    r[PLAIN] = (struct result){.sample = &c->sample[PLAIN], .run = course_run(c, 0.3), .ok = true};
    course_sweep(c, POOL, "threads", (const char *const[]){"1", "2", "4"},
                 (const double[]){0.8, 0.42, 0.23}, 3);
    course_sweep(c, GRID, "opt threads", (const char *const[]){"-O0 1", "-O0 2", "-O2 1", "-O2 2"},
                 (const double[]){0.4, 0.21, 0.2, 0.11}, 4);
    course_sweep(c, ODD, "threads", (const char *const[]){"-1", "four", "1e999"},
                 (const double[]){0.8, 0.42, 0.23}, 3);
    c->sample[REJECTED].is_broken = true;
    r[REJECTED] = (struct result){.sample = &c->sample[REJECTED]};
    course_tried(c);
    course_cut(c);
    course_wide(c);
    course_checked(c);
}

static inline void course_set(struct measured_course *c)
{
    static const char *const ids[COURSE_SAMPLES] = {
        "seq",  "threads", "near", "noisy", "short",   "few",    "left", "broken", "plain",
        "pool", "grid",    "race", "wide",  "checked", "unsure", "odd",  "cut",    "rejected"};
    memset(c, 0, sizeof *c);
    for (int i = 0; i < COURSE_SAMPLES; i++) {
        c->sample[i] = (struct sample){.id = ids[i], .named = true, .depth = SAMPLE_RUN};
        c->samples[i] = &c->sample[i];
    }
    c->chapter = (struct chapter){.name = "a",
                                  .file = "content/a.md",
                                  .values = c->values,
                                  .claims = c->claims,
                                  .figures = c->figures};
    c->chapters[0] = &c->chapter;
    c->course = (struct course){.chapters = c->chapters,
                                .chapter_count = 1,
                                .samples = c->samples,
                                .sample_count = COURSE_SAMPLES};
    course_results(c);
    c->results = (struct results){.course = &c->course, .samples = c->result};
    c->results.machine = (struct machine){.cpu = "Test", .cores = 8, .usable_cores = 2};
}

static inline bool course_compute(struct measured_course *c)
{
    struct err err = {0};
    return CHECK(values_compute(&c->results, NULL, 1, &err));
}

static inline void course_clear(struct measured_course *c)
{
    crew_free(c->results.crew);
    arena_release(&c->results.arena);
    arena_release(&c->arena);
}

#endif
