#include "run/run_program.h"

#include <sys/stat.h>

#include "course_fixture.h"
#include "sandbox_fixture.h"

#define COURSE FIXTURE_COURSE "languages = { sh = standard.sh }\n"

/* A course with one script, and a workshop in which it can be run. */
struct scene {
    struct fixture course_files;
    struct sandbox_fixture box;
    struct course course;
    struct machine machine;
    struct workshop shop;
    struct arena arena;
};

static void scene_begin(struct scene *s, const char *chapter)
{
    struct err err = {0};
    struct problems warnings = {0};
    *s = (struct scene){.machine = {.id = "this one", .cores = 2, .usable_cores = 2}};
    fixture_begin(&s->course_files, COURSE);
    fixture_write(&s->course_files, "content/one.md", chapter);
    sandbox_fixture_begin(&s->box);
    CHECK(sandbox_fixture_open(&s->box, SANDBOX_CHOOSE, &err));
    CHECK(course_load(s->course_files.root, NULL, 1, &s->course, &err));
    s->shop =
        (struct workshop){.sandbox = &s->box.sandbox,
                          .root = s->course_files.root,
                          .work = path_join(&s->arena, s->course_files.root, ".drawloom/work"),
                          .machine = &s->machine};
    CHECK(store_open(s->course_files.root, &s->arena, &warnings, &s->shop.store, &err));
}

static void scene_end(struct scene *s)
{
    struct err err = {0};
    struct file_list left;
    CHECK(file_list(s->shop.work, &s->arena, &left, &err));
    CHECK_INT(left.count, 0);
    store_close(s->shop.store);
    course_release(&s->course);
    arena_release(&s->arena);
    sandbox_fixture_end(&s->box);
    fixture_end(&s->course_files);
}

static void a_runner_runs_often_and_each_time_anew(void)
{
    struct scene s;
    struct err err = {0};
    struct runner *runner;
    scene_begin(&s,
                "```sh {args=word}\nls | wc -l; ls /tmp | wc -l; touch here /tmp/there; echo $1; "
                "echo e >&2; exit 3\n```\n");
    CHECK(runner_open(&s.shop, s.course.samples[0], NULL, &runner, &err));
    for (int i = 0; i < 5; i++) {
        struct arena a = {0};
        struct run_result r;
        struct run_strain strain = {.delay_s = -1};
        CHECK(runner_run(runner, &a, &r, i % 2 ? &strain : NULL, &err));
        CHECK(r.end == END_EXITED && r.code == 3);
        CHECK(str_is(r.out, "1\n0\nword\n") && str_is(r.err, "e\n"));
        CHECK_STR(r.machine_id, "this one");
        CHECK_STR(r.command.items[r.command.count - 1], "word");
        CHECK(i % 2 == 0 || (strain.delay_s >= 0 && strain.delay_s <= r.wall_s));
        arena_release(&a);
    }
    runner_close(runner);
    scene_end(&s);
}

static void a_program_that_is_not_there_opens_no_runner(void)
{
    struct scene s;
    struct err err = {0};
    struct runner *runner;
    struct run_result r;
    scene_begin(&s, "```sh\ntrue\n```\n");
    CHECK(!runner_open(&s.shop, s.course.samples[0], "/no/such/program", &runner, &err));
    CHECK(!runner && strstr(err.message, "/no/such/program"));
    err = (struct err){0};
    CHECK(!run_program(&s.shop, s.course.samples[0], "/no/such/program", &s.arena, &r, &err));
    CHECK(strstr(err.message, "/no/such/program"));
    runner_close(NULL);
    scene_end(&s);
}

int main(void)
{
    RUN(a_runner_runs_often_and_each_time_anew);
    RUN(a_program_that_is_not_there_opens_no_runner);
    return test_summary();
}
