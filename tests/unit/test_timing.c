#include "run/timing.h"

#include <math.h>

#include "run/disturbance.h"
#include "test.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const struct machine two_cores = {.cores = 2, .usable_cores = 2};
static const struct machine sixteen_cores = {.cores = 16, .usable_cores = 16};
static const struct machine one_core = {.cores = 1, .usable_cores = 1};

/* --- disturbance_of: among nine runs of the usual kind --- */

static const struct {
    const char *name;
    const struct machine *machine;
    struct timing_run usual, run;
    enum disturbance what;
} rows[] = {
    /* a register loop on one thread */
    {"alone", &two_cores, {.1, .1, 0, 2, 0, 0}, {.1, .1, 0, 2, 0, 0}, DISTURBANCE_NONE},
    {"slower, without a trace of others",
     &two_cores,
     {.1, .1, 0, 2, 0, 0},
     {.2, .2, 0, 4, 0, 0},
     DISTURBANCE_NONE},
    {"beside a compiler",
     &two_cores,
     {.1, .1, 0, 2, 0, 0},
     {.1, .1, 0, 2, 1, 0},
     DISTURBANCE_FOREIGN},
    {"beside a little of another core",
     &two_cores,
     {.1, .1, 0, 2, 0, 0},
     {.1, .1, 0, 2, .1, 0},
     DISTURBANCE_NONE},
    {"beside a compiler, with cores to spare",
     &sixteen_cores,
     {.1, .1, 0, 2, 0, 0},
     {.1, .1, 0, 2, 1, 0},
     DISTURBANCE_NONE},
    {"the host took its core",
     &two_cores,
     {.1, .1, 0, 2, 0, 0},
     {.1, .1, 0, 2, 0, .2},
     DISTURBANCE_STOLEN},
    {"its core was taken for a moment",
     &two_cores,
     {.1, .1, 0, 2, 0, 0},
     {.11, .1, .01, 4, .05, 0},
     DISTURBANCE_WAITED},
    {"waited a little",
     &two_cores,
     {.1, .1, 0, 2, 0, 0},
     {.1, .1, .004, 4, 0, 0},
     DISTURBANCE_NONE},
    /* two threads on two cores */
    {"all cores, alone",
     &two_cores,
     {.1, .195, .001, 10, .02, 0},
     {.1, .195, .001, 12, .02, 0},
     DISTURBANCE_NONE},
    {"all cores, beside a little",
     &two_cores,
     {.1, .195, .001, 10, 0, 0},
     {.12, .195, .01, 20, .2, 0},
     DISTURBANCE_FOREIGN},
    {"all cores, beside what was too short to be seen",
     &two_cores,
     {.1, .195, .001, 10, 0, 0},
     {.13, .195, .02, 27, .06, 0},
     DISTURBANCE_WAITED},
    /* four threads on two cores: they wait for each other */
    {"more threads than cores",
     &two_cores,
     {.2, .39, .08, 80, 0, 0},
     {.2, .39, .09, 95, 0, 0},
     DISTURBANCE_NONE},
    {"more threads than cores, waiting very unevenly",
     &two_cores,
     {.2, .39, .01, 80, 0, 0},
     {.2, .39, .1, 95, 0, 0},
     DISTURBANCE_NONE},
    {"more threads than cores, beside a compiler",
     &two_cores,
     {.2, .39, .08, 80, 0, 0},
     {.3, .39, .15, 95, .66, 0},
     DISTURBANCE_FOREIGN},
    {"more threads than cores for half of the time",
     &two_cores,
     {.2, .28, .03, 40, 0, 0},
     {.2, .28, .04, 45, 0, 0},
     DISTURBANCE_NONE},
    {"more threads than cores for half of the time, beside somebody",
     &two_cores,
     {.2, .28, .01, 40, 0, 0},
     {.21, .28, .05, 45, .06, 0},
     DISTURBANCE_WAITED},
    /* two processes that wake each other, now on one core, now on two */
    {"to and fro on one core",
     &two_cores,
     {.12, .14, .002, 30, 0, 0},
     {.14, .14, .011, 180, 0, 0},
     DISTURBANCE_NONE},
    {"to and fro, beside somebody",
     &two_cores,
     {.12, .14, .002, 30, 0, 0},
     {.14, .14, .011, 180, .08, 0},
     DISTURBANCE_WAITED},
    /* a lock that is found taken more often in some runs than in others */
    {"less CPU of its own doing",
     &two_cores,
     {.1, .18, 0, 10, 0, 0},
     {.15, .18, 0, 12, 0, 0},
     DISTURBANCE_NONE},
    {"more switches of its own doing",
     &two_cores,
     {.1, .18, 0, 10, 0, 0},
     {.1, .18, 0, 40, 0, 0},
     DISTURBANCE_NONE},
    /* five sleepers */
    {"asleep, beside a compiler",
     &two_cores,
     {.1, .002, 0, 0, 0, 0},
     {.1, .002, 0, 0, .98, 0},
     DISTURBANCE_NONE},
    {"asleep, beside two compilers",
     &two_cores,
     {.1, .002, 0, 0, 0, 0},
     {.11, .002, 0, 0, 1.9, 0},
     DISTURBANCE_FOREIGN},
    {"one core, alone",
     &one_core,
     {.1, .098, 0, 5, .01, 0},
     {.1, .098, .001, 5, .02, 0},
     DISTURBANCE_NONE},
    {"one core, beside a little",
     &one_core,
     {.1, .098, 0, 5, .01, 0},
     {.11, .098, .01, 9, .1, 0},
     DISTURBANCE_FOREIGN},
};

static void only_others_disturb(void)
{
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct timing_run runs[10];
        for (size_t j = 0; j < COUNT(runs); j++)
            runs[j] = rows[i].usual;
        runs[3] = rows[i].run;
        struct disturbance_usual usual = disturbance_usual(runs, COUNT(runs));
        if (!CHECK(disturbance_of(&runs[3], &usual, rows[i].machine) == rows[i].what) ||
            !CHECK(disturbance_of(&runs[4], &usual, rows[i].machine) == DISTURBANCE_NONE))
            printf("#   %s\n", rows[i].name);
    }
}

/* Nothing can be told from one run whose threads waited: that may be its way, unless it is one thread. */
static void a_single_run_is_as_usual(void)
{
    struct timing_run run = {.1, .08, .06, 50, .06, 0};
    struct disturbance_usual usual = disturbance_usual(&run, 1);
    CHECK(disturbance_of(&run, &usual, &two_cores) == DISTURBANCE_NONE);
    run.delay_s = .02;
    usual = disturbance_usual(&run, 1);
    CHECK(disturbance_of(&run, &usual, &two_cores) == DISTURBANCE_WAITED);
}

static void disturbances_are_told_in_words(void)
{
    struct arena a = {0};
    const struct timing_run run = {.foreign = .43, .stolen = 1.25};
    CHECK_STR(disturbance_text(DISTURBANCE_FOREIGN, &run, &a),
              "another program used 0.4 of a core");
    CHECK_STR(disturbance_text(DISTURBANCE_STOLEN, &run, &a),
              "the host of this virtual machine took 1.2 cores");
    CHECK_STR(disturbance_text(DISTURBANCE_WAITED, &run, &a), "its threads waited for a core");
    arena_release(&a);
}

/* --- timing --- */

static struct timing timing_of(int reps)
{
    return (struct timing){.reps = reps, .machine = &two_cores};
}

/* Quiet runs of about so long, with `spread` between the shortest and the longest. */
static void add_quiet(struct timing *t, double wall_s, double spread, int count)
{
    for (int i = 0; i < count; i++) {
        double wall = wall_s * (1 + spread * (i % 2 ? 1 : -1));
        timing_add(t, &(struct timing_run){.wall_s = wall, .cpu_s = wall});
    }
}

static void add_disturbed(struct timing *t, double wall_s, int count)
{
    for (int i = 0; i < count; i++)
        timing_add(t, &(struct timing_run){.wall_s = wall_s, .cpu_s = wall_s, .foreign = 1.5});
}

static const struct {
    const char *name;
    int reps, quiet;
    double wall_s, spread;
    int disturbed;
    size_t goal;
    bool more;
} goals[] = {
    {"nothing yet", 0, 0, .1, 0, 0, 10, true},
    {"nine", 0, 9, .1, 0, 0, 10, true},
    {"ten", 0, 10, .1, 0, 0, 10, false},
    {"ten, far apart", 0, 10, .1, .1, 0, 20, true},
    {"twenty, far apart", 0, 20, .1, .1, 0, 20, false},
    {"ten, close enough", 0, 10, .1, .04, 0, 10, false},
    {"five long ones", 0, 5, 1.5, 0, 0, 6, true},
    {"six long ones, however far apart", 0, 6, 1.5, .2, 0, 6, false},
    {"what is asked for", 3, 2, .1, 0, 0, 3, true},
    {"no more than is asked for", 3, 3, .1, .3, 0, 3, false},
    {"one is one", 1, 1, .1, 0, 0, 1, false},
    {"disturbed ones don't count", 0, 9, .1, 0, 12, 10, true},
    {"three times as many at most", 0, 9, .1, 0, 21, 10, false},
    {"all disturbed", 4, 0, .1, 0, 11, 4, true},
    {"all disturbed, for good", 4, 0, .1, 0, 12, 4, false},
    {"two that are too short", 0, 2, .003, 0, 0, 10, true},
    {"three that are too short", 0, 3, .003, 0, 0, 10, false},
};

static void it_is_known_how_many_runs_it_takes(void)
{
    for (size_t i = 0; i < COUNT(goals); i++) {
        struct timing t = timing_of(goals[i].reps);
        add_quiet(&t, goals[i].wall_s, goals[i].spread, goals[i].quiet);
        add_disturbed(&t, goals[i].wall_s, goals[i].disturbed);
        if (!CHECK(timing_goal(&t) == goals[i].goal) ||
            !CHECK(timing_wants_more(&t) == goals[i].more))
            printf("#   %s: %zu\n", goals[i].name, timing_goal(&t));
        timing_release(&t);
    }
}

static void disturbed_runs_are_discarded(void)
{
    struct arena a = {0};
    struct time_result r = {0};
    struct timing t = timing_of(0);
    add_quiet(&t, .1, 0, 4);
    add_disturbed(&t, .2, 3);
    add_quiet(&t, .1, 0, 6);
    timing_tell(&t, &a, &r);
    CHECK(r.status == TIME_OK && !r.noisy_why);
    CHECK_INT(r.reps, 10);
    CHECK_INT(r.discarded, 3);
    for (size_t i = 0; i < r.reps; i++)
        CHECK(fabs(r.wall_s[i] - .1) < 1e-9 && fabs(r.cpu_s[i] - .1) < 1e-9);
    timing_release(&t);
    arena_release(&a);
}

static const struct {
    int reps, quiet, disturbed;
    size_t kept, discarded;
    const char *why;
} noises[] = {
    {10, 8, 22, 10, 20, "another program used 1.5 cores during 2 of 10 runs"},
    {10, 0, 30, 10, 20, "another program used 1.5 cores during 10 of 10 runs"},
    {10, 4, 0, 4, 0, "the time for measuring was over after 4 of 10 runs"},
    {10, 3, 2, 5, 0,
     "another program used 1.5 cores during 2 of 5 runs, and the time for measuring was over after "
     "5 "
     "of 10 runs"},
    {10, 10, 4, 10, 4, NULL},
    {1, 1, 0, 1, 0, NULL},
};

static void what_stays_disturbed_is_kept_and_said(void)
{
    for (size_t i = 0; i < COUNT(noises); i++) {
        struct arena a = {0};
        struct time_result r = {0};
        struct timing t = timing_of(noises[i].reps);
        add_disturbed(&t, .2, noises[i].disturbed);
        add_quiet(&t, .1, 0, noises[i].quiet);
        timing_tell(&t, &a, &r);
        CHECK_INT(r.reps, noises[i].kept);
        CHECK_INT(r.discarded, noises[i].discarded);
        CHECK_STR(r.noisy_why, noises[i].why);
        timing_release(&t);
        arena_release(&a);
    }
}

static void runs_keep_their_order(void)
{
    struct arena a = {0};
    struct time_result r = {0};
    struct timing t = timing_of(4);
    const double walls[] = {.13, .11, .14, .12};
    for (size_t i = 0; i < COUNT(walls); i++)
        timing_add(&t, &(struct timing_run){.wall_s = walls[i], .cpu_s = walls[i] / 2});
    timing_tell(&t, &a, &r);
    for (size_t i = 0; i < COUNT(walls); i++)
        CHECK(fabs(r.wall_s[i] - walls[i]) < 1e-9 && fabs(r.cpu_s[i] - walls[i] / 2) < 1e-9);
    timing_release(&t);
    arena_release(&a);
}

static void short_programs_are_given_no_time(void)
{
    struct arena a = {0};
    struct time_result r = {0};
    struct timing t = timing_of(0);
    add_quiet(&t, .004, 0, 3);
    timing_tell(&t, &a, &r);
    CHECK(r.status == TIME_TOO_SHORT && !r.noisy_why);
    CHECK_INT(r.reps, 3);
    timing_release(&t);
    arena_release(&a);
}

static void the_interval_is_wider_by_the_drift(void)
{
    const double x[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    double low, high;
    CHECK(timing_interval(x, 10, &low, &high));
    CHECK(low > 1.959 && low < 1.961 && high > 9.179 && high < 9.181);
    CHECK(!timing_interval(x, 5, &low, &high));
}

int main(void)
{
    RUN(only_others_disturb);
    RUN(a_single_run_is_as_usual);
    RUN(disturbances_are_told_in_words);
    RUN(it_is_known_how_many_runs_it_takes);
    RUN(disturbed_runs_are_discarded);
    RUN(what_stays_disturbed_is_kept_and_said);
    RUN(runs_keep_their_order);
    RUN(short_programs_are_given_no_time);
    RUN(the_interval_is_wider_by_the_drift);
    return test_summary();
}
