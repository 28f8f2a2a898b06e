/* Live recordings: builds of courses with traced programs, and what must hold of every timeline,
 * whatever the machine did meanwhile. */
#include <jansson.h>
#include <sys/stat.h>

#include "course_fixture.h"
#include "run/build_samples.h"
#include "sandbox_fixture.h"

#define COURSE                                                                                     \
    FIXTURE_COURSE                                                                                 \
    "languages = { c = standard.c, sh = standard.sh,\n"                                            \
    "  fixed = { extension = '.c', compile = 'cc -x c -static {source} -o {program}',\n"           \
    "            run = '{program}', version = 'cc --version' } }\n"

#define THREADS                                                                                    \
    "#include <pthread.h>\n#include <stdio.h>\n#include <time.h>\n#include <unistd.h>\n"           \
    "static inline void nap(int ms)\n{\n"                                                          \
    "    nanosleep(&(struct timespec){.tv_nsec = ms * 1000000L}, NULL);\n}\n"

#define COARSE                                                                                     \
    THREADS "static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;\n"                              \
            "static void *worker(void *unused)\n{\n"                                               \
            "    pthread_mutex_lock(&m);\n    nap(5);\n    pthread_mutex_unlock(&m);\n"            \
            "    return unused;\n}\n"                                                              \
            "int main(void)\n{\n    pthread_t t[4];\n"                                             \
            "    for (int i = 0; i < 4; i++)\n"                                                    \
            "        pthread_create(&t[i], NULL, worker, NULL);\n"                                 \
            "    for (int i = 0; i < 4; i++)\n        pthread_join(t[i], NULL);\n}\n"

#define DEADLOCK                                                                                   \
    THREADS "static pthread_mutex_t left = PTHREAD_MUTEX_INITIALIZER;\n"                           \
            "static pthread_mutex_t right = PTHREAD_MUTEX_INITIALIZER;\n"                          \
            "static pthread_barrier_t both;\n"                                                     \
            "static void *alice(void *unused)\n{\n"                                                \
            "    pthread_mutex_lock(&left);\n    pthread_barrier_wait(&both);\n"                   \
            "    pthread_mutex_lock(&right);\n    return unused;\n}\n"                             \
            "static void *bob(void *unused)\n{\n"                                                  \
            "    pthread_mutex_lock(&right);\n    pthread_barrier_wait(&both);\n"                  \
            "    pthread_mutex_lock(&left);\n    return unused;\n}\n"                              \
            "int main(void)\n{\n    pthread_t a, b;\n"                                             \
            "    pthread_barrier_init(&both, NULL, 2);\n"                                          \
            "    pthread_create(&a, NULL, alice, NULL);\n"                                         \
            "    pthread_create(&b, NULL, bob, NULL);\n"                                           \
            "    pthread_join(a, NULL);\n    pthread_join(b, NULL);\n}\n"

#define PIPES                                                                                      \
    THREADS                                                                                        \
    "#include <sys/wait.h>\n"                                                                      \
    "int main(void)\n{\n    int ends[2];\n    char byte;\n    pipe(ends);\n"                       \
    "    if (fork() == 0) {\n        nap(5);\n        _exit(write(ends[1], \"x\", 1) != 1);\n"     \
    "    }\n    read(ends[0], &byte, 1);\n    wait(NULL);\n}\n"

#define QUEUE                                                                                      \
    THREADS "static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;\n"                           \
            "static pthread_cond_t not_empty = PTHREAD_COND_INITIALIZER;\n"                        \
            "static int items;\n"                                                                  \
            "static void *consumer(void *unused)\n{\n    for (int i = 0; i < 20; i++) {\n"         \
            "        pthread_mutex_lock(&lock);\n"                                                 \
            "        while (items == 0)\n            pthread_cond_wait(&not_empty, &lock);\n"      \
            "        items--;\n        pthread_mutex_unlock(&lock);\n    }\n"                      \
            "    return unused;\n}\n"                                                              \
            "int main(void)\n{\n    pthread_t t;\n"                                                \
            "    pthread_create(&t, NULL, consumer, NULL);\n"                                      \
            "    for (int i = 0; i < 20; i++) {\n        nap(1);\n"                                \
            "        pthread_mutex_lock(&lock);\n        items++;\n"                               \
            "        pthread_cond_signal(&not_empty);\n        pthread_mutex_unlock(&lock);\n"     \
            "    }\n    pthread_join(t, NULL);\n}\n"

#define SPIN                                                                                       \
    THREADS "static void *spin(void *unused)\n{\n"                                                 \
            "    for (volatile long i = 0; i < 10000000; i++)\n        ;\n"                        \
            "    return unused;\n}\n"                                                              \
            "int main(void)\n{\n    pthread_t t[4];\n"                                             \
            "    for (int i = 0; i < 4; i++)\n"                                                    \
            "        pthread_create(&t[i], NULL, spin, NULL);\n"                                   \
            "    for (int i = 0; i < 4; i++)\n        pthread_join(t[i], NULL);\n}\n"

#define CONTENDED                                                                                  \
    THREADS "static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;\nstatic long n;\n"              \
            "static void *count(void *unused)\n{\n    for (int i = 0; i < 200000; i++) {\n"        \
            "        pthread_mutex_lock(&m);\n        n++;\n"                                      \
            "        pthread_mutex_unlock(&m);\n    }\n    return unused;\n}\n"                    \
            "int main(void)\n{\n    pthread_t t[3];\n"                                             \
            "    for (int i = 0; i < 3; i++)\n"                                                    \
            "        pthread_create(&t[i], NULL, count, NULL);\n"                                  \
            "    for (int i = 0; i < 3; i++)\n        pthread_join(t[i], NULL);\n"                 \
            "    return n != 600000;\n}\n"

/* One build. */
struct scene {
    struct fixture files;
    struct arena arena;
    struct course course;
    struct store *store;
    struct results results;
    struct build_counts counts;
};

static char launcher_path[PATH_MAX];

static void scene_build(struct scene *s)
{
    struct err err = {0};
    struct problems warnings = {0};
    struct report *report = report_new(stdout, s->files.root);
    struct launcher launcher = {launcher_path, -1, NULL};
    struct sandbox sandbox;
    const struct sandbox_spec spec = {&launcher, SANDBOX_CHOOSE, s->files.root,
                                      &s->course.config.readable};
    const struct build_options options = {.jobs = 2};
    CHECK(course_load(s->files.root, NULL, 1, &s->course, &err));
    CHECK(store_open(s->files.root, &s->arena, &warnings, &s->store, &err));
    CHECK(sandbox_open(&sandbox, &spec, &s->arena, &err));
    if (!CHECK(build_samples(&s->course, s->store, &sandbox, &options, report, &s->results,
                             &s->counts, &err)))
        printf("#   %s\n", err.message);
    sandbox_close(&sandbox);
    report_free(report);
}

static void scene_begin(struct scene *s, const char *chapter)
{
    *s = (struct scene){0};
    fixture_begin(&s->files, COURSE);
    fixture_write(&s->files, "content/one.md", chapter);
    scene_build(s);
}

static void scene_close(struct scene *s)
{
    store_close(s->store);
    results_release(&s->results);
    course_release(&s->course);
    arena_release(&s->arena);
}

static void scene_end(struct scene *s)
{
    scene_close(s);
    fixture_end(&s->files);
}

static const struct trace_result *trace_of(const struct scene *s)
{
    const struct trace_result *trace = s->results.samples[0].trace;
    for (const struct problem *p = s->results.problems.first; p; p = p->next)
        printf("#   %s\n", p->message);
    static const struct trace_result missing = {.why = "missing"};
    return CHECK(trace != NULL) ? trace : &missing;
}

/* --- what must hold --- */

static long long integer(const json_t *object, const char *key, long long otherwise)
{
    const json_t *value = json_object_get(object, key);
    return value ? json_integer_value(value) : otherwise;
}

static const char *string(const json_t *object, const char *key)
{
    const char *value = json_string_value(json_object_get(object, key));
    return value ? value : "";
}

/* Bars follow each other, and are as long as their lane. */
static void check_lane(const json_t *lane, const json_t *bars, long long wall)
{
    size_t i;
    json_t *bar;
    long long at = integer(lane, "t0", -1), sum = 0;
    CHECK(at >= 0);
    json_array_foreach(bars, i, bar)
    {
        CHECK_INT(integer(bar, "t0", -1), at);
        at = integer(bar, "t1", -1);
        CHECK(at >= integer(bar, "t0", -1));
        sum += at - integer(bar, "t0", -1);
    }
    CHECK_INT(at, integer(lane, "t1", -1));
    CHECK(at <= wall);
    CHECK_INT(sum, integer(lane, "t1", -1) - integer(lane, "t0", -1));
}

static bool overlap(const json_t *a, const json_t *b)
{
    return integer(a, "t0", 0) < integer(b, "t1", 0) && integer(b, "t0", 0) < integer(a, "t1", 0);
}

static void check_holds(const json_t *model, const json_t *holds)
{
    for (size_t i = 0; i < json_array_size(holds); i++)
        for (size_t k = i + 1; k < json_array_size(holds) && k < i + 50; k++) {
            const json_t *a = json_array_get(holds, i), *b = json_array_get(holds, k);
            const json_t *object =
                json_array_get(json_object_get(model, "objects"), (size_t)integer(a, "object", 0));
            bool same = integer(a, "object", -1) == integer(b, "object", -1);
            if (same && strcmp(string(object, "kind"), "mutex") == 0)
                CHECK(!overlap(a, b));
        }
}

static bool begins_hold(const json_t *holds, size_t lane, const json_t *bar)
{
    size_t i;
    const json_t *hold;
    json_array_foreach(holds, i, hold)
    {
        if (integer(hold, "lane", -1) == (long long)lane &&
            integer(hold, "object", -1) == integer(bar, "object", -2) &&
            integer(hold, "t0", -1) == integer(bar, "t1", -2))
            return true;
    }
    return false;
}

/* Every wait for a lock ends in a hold of it, or was open when the run was killed. */
static void check_waits(const json_t *bars, const json_t *holds, size_t lane)
{
    size_t i;
    json_t *bar;
    json_array_foreach(bars, i, bar)
    {
        if (strcmp(string(bar, "state"), "lock") == 0)
            CHECK(json_is_true(json_object_get(bar, "open")) || begins_hold(holds, lane, bar));
    }
}

/* Returns the parsed model, which the caller releases. */
static json_t *check_model(const struct trace_result *trace)
{
    json_error_t why;
    json_t *model = json_loadb(trace->model.data, trace->model.len, 0, &why);
    if (!CHECK(model != NULL)) {
        printf("#   %s; %s\n", why.text, trace->why ? trace->why : "");
        return json_object();
    }
    const json_t *levels = json_object_get(model, "levels"),
                 *lanes = json_object_get(model, "lanes");
    const json_t *whole = json_array_get(levels, json_array_size(levels) - 1);
    const json_t *bars = json_object_get(whole, "bars"), *holds = json_object_get(whole, "holds");
    CHECK_INT(json_array_size(lanes), trace->lanes);
    CHECK_INT(json_array_size(bars), trace->lanes);
    for (size_t i = 0; i < json_array_size(lanes); i++) {
        check_lane(json_array_get(lanes, i), json_array_get(bars, i), integer(model, "wall_ns", 0));
        if (integer(whole, "columns", 0) == 0 && integer(model, "lost", 0) == 0 &&
            !json_object_get(json_array_get(lanes, i), "quota_ns"))
            check_waits(json_array_get(bars, i), holds, i);
    }
    if (integer(whole, "columns", 0) == 0)
        check_holds(model, holds);
    return model;
}

static const char *lane_text(const json_t *model, size_t i, const char *key)
{
    return string(json_array_get(json_object_get(model, "lanes"), i), key);
}

/* Beside the program's own, there may be locks of a library that is linked in. */
static bool has_object(const json_t *model, const char *kind, const char *name)
{
    size_t i;
    const json_t *object;
    json_array_foreach(json_object_get(model, "objects"), i, object)
    {
        if (strcmp(string(object, "kind"), kind) == 0 && strcmp(string(object, "name"), name) == 0)
            return true;
    }
    return false;
}

/* How many bars of the whole are in the state; they are as long together as *sum_ns. */
static size_t count_bars(const json_t *model, const char *state, long long *sum_ns)
{
    const json_t *levels = json_object_get(model, "levels");
    const json_t *lanes =
        json_object_get(json_array_get(levels, json_array_size(levels) - 1), "bars");
    size_t count = 0;
    *sum_ns = 0;
    for (size_t i = 0; i < json_array_size(lanes); i++)
        for (size_t k = 0; k < json_array_size(json_array_get(lanes, i)); k++) {
            const json_t *bar = json_array_get(json_array_get(lanes, i), k);
            if (strcmp(string(bar, "state"), state) != 0)
                continue;
            count++;
            *sum_ns += integer(bar, "t1", 0) - integer(bar, "t0", 0);
        }
    return count;
}

/* --- programs --- */

/* Four threads that hold one lock while they sleep 5 ms: whoever is last waited for at least 15. */
static void check_coarse(const char *chapter)
{
    struct scene s;
    long long ns;
    scene_begin(&s, chapter);
    const struct trace_result *trace = trace_of(&s);
    json_t *model = check_model(trace);
    CHECK(s.results.samples[0].ok && trace->end == END_EXITED && trace->code == 0);
    CHECK(!trace->deadlock && !trace->why);
    CHECK_INT(trace->lanes, 5);
    CHECK_STR(lane_text(model, 0, "name"), "main");
    CHECK_STR(lane_text(model, 4, "name"), "T4");
    CHECK_STR(lane_text(model, 1, "function"), "worker");
    CHECK(has_object(model, "mutex", "m"));
    CHECK(count_bars(model, "sleep", &ns) == 4 && ns >= 20000000);
    CHECK(count_bars(model, "lock", &ns) >= 1);
    CHECK(count_bars(model, "join", &ns) >= 1);
    json_decref(model);
    scene_end(&s);
}

static void a_lock_that_is_held_while_sleeping(void)
{
    check_coarse("```c {.trace}\n" COARSE "```\n");
}

static void with_clang(void)
{
    check_coarse("```c {.trace cc=clang opt=-O2}\n" COARSE "```\n");
}

static void linked_statically(void)
{
    check_coarse("```c {.trace cflags=-static}\n" COARSE "```\n");
}

static void with_sanitizer_flags_of_its_own(void)
{
    check_coarse("```c {.trace cflags=-fsanitize=thread}\n" COARSE "```\n");
}

static void a_deadlock_is_told(void)
{
    struct scene s;
    scene_begin(&s, "```c {.trace .hangs timeout=1s}\n" DEADLOCK "```\n");
    const struct trace_result *trace = trace_of(&s);
    json_t *model = check_model(trace);
    CHECK(s.results.samples[0].ok && trace->end == END_TIMED_OUT);
    CHECK_STR(trace->deadlock, "T1 alice holds left and waits for right, held by T2 bob; T2 bob "
                               "holds right and waits for left, held by T1 alice");
    CHECK(json_is_true(json_object_get(model, "killed")));
    CHECK_STR(lane_text(model, 1, "end"), "killed");
    json_decref(model);
    scene_end(&s);
}

static void processes_and_a_pipe(void)
{
    struct scene s;
    long long ns;
    scene_begin(&s, "```c {.trace}\n" PIPES "```\n");
    const struct trace_result *trace = trace_of(&s);
    json_t *model = check_model(trace);
    CHECK_INT(trace->lanes, 2);
    CHECK_STR(lane_text(model, 1, "name"), "child 1");
    CHECK(count_bars(model, "pipe", &ns) >= 1 && ns >= 4000000);
    CHECK(count_bars(model, "sleep", &ns) == 1 && ns >= 5000000);
    json_decref(model);
    scene_end(&s);
}

static void a_condition(void)
{
    struct scene s;
    long long ns;
    scene_begin(&s, "```c {.trace}\n" QUEUE "```\n");
    json_t *model = check_model(trace_of(&s));
    CHECK(count_bars(model, "condition", &ns) >= 1);
    json_decref(model);
    scene_end(&s);
}

/* Where switches can be watched, four threads on two cores are not all on a CPU all the time. */
static void more_threads_than_cores(void)
{
    struct scene s;
    long long runs, ready, active;
    scene_begin(&s, "```c {.trace opt=-O1}\n" SPIN "```\n");
    json_t *model = check_model(trace_of(&s));
    count_bars(model, "runs", &runs);
    count_bars(model, "ready", &ready);
    count_bars(model, "active", &active);
    if (json_is_null(json_object_get(model, "why_no_switches")))
        CHECK(runs > 0 && active == 0);
    else
        CHECK(runs == 0 && ready == 0 && active > 0);
    json_decref(model);
    scene_end(&s);
}

static void far_more_than_the_quota(void)
{
    struct scene s;
    scene_begin(&s, "```c {.trace}\n" CONTENDED "```\n");
    const struct trace_result *trace = trace_of(&s);
    json_t *model = check_model(trace);
    const json_t *lanes = json_object_get(model, "lanes");
    CHECK(trace->model.len < 8 << 20);
    for (size_t i = 1; i < 4; i++)
        CHECK_INT(integer(json_array_get(lanes, i), "locks", 0), 200000);
    json_decref(model);
    scene_end(&s);
}

static void a_script_and_what_it_starts(void)
{
    struct scene s;
    scene_begin(&s, "```sh {.trace}\nsleep 0.01\necho done\n```\n");
    const struct trace_result *trace = trace_of(&s);
    json_decref(check_model(trace));
    CHECK_INT(trace->lanes, 2);
    scene_end(&s);
}

static void what_cannot_be_recorded_is_said(void)
{
    struct scene s;
    scene_begin(&s, "```fixed {.trace}\n" COARSE "```\n");
    const struct trace_result *trace = s.results.samples[0].trace;
    CHECK(trace && trace->why && trace->model.len == 0);
    CHECK(!s.results.samples[0].ok);
    CHECK(strstr(s.results.problems.first->message, "nothing was recorded: ") != NULL);
    scene_end(&s);
}

static void a_second_build_takes_it_from_the_store(void)
{
    struct scene s;
    scene_begin(&s, "```c {.trace}\n" COARSE "```\n");
    CHECK_INT(s.counts.traced, 1);
    struct str first =
        str_of(arena_strndup(&s.files.arena, trace_of(&s)->model.data, trace_of(&s)->model.len));
    scene_close(&s);
    s = (struct scene){.files = s.files};
    scene_build(&s);
    CHECK_INT(s.counts.traced, 0);
    CHECK_INT(s.counts.compiled + s.counts.run, 0);
    CHECK(str_equal(trace_of(&s)->model, first));
    scene_end(&s);
}

int main(void)
{
    find_launcher(launcher_path);
    RUN(a_lock_that_is_held_while_sleeping);
    RUN(with_clang);
    RUN(linked_statically);
    RUN(with_sanitizer_flags_of_its_own);
    RUN(a_deadlock_is_told);
    RUN(processes_and_a_pipe);
    RUN(a_condition);
    RUN(more_threads_than_cores);
    RUN(far_more_than_the_quota);
    RUN(a_script_and_what_it_starts);
    RUN(what_cannot_be_recorded_is_said);
    RUN(a_second_build_takes_it_from_the_store);
    return test_summary();
}
