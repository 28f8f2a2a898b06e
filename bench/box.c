/* box LAUNCH DIR RUNS: what a sandbox costs, as one line on standard output, all in milliseconds:
 *
 *     bare first further
 *
 * bare: an empty program by posix_spawn, to its end; first: a box, one run of the same in it,
 * and its end; further: one more run in a box that is open. Each is the median of RUNS, which take
 * turns, so that a slow moment of the machine meets all three. */
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "run/box.h"

enum { MOST = 1000, WHAT_BARE = 0, WHAT_FIRST, WHAT_FURTHER, WHATS };

struct bench {
    struct sandbox sandbox;
    const char *dir, *program; /* a folder; the empty program */
    struct buf bytes;          /* of the program */
    struct box *box;           /* stays open */
};

static void fail(const char *what)
{
    fprintf(stderr, "box: %s\n", what);
    exit(2);
}

static void run_bare(struct bench *b)
{
    char *argv[] = {(char *)b->program, NULL}, *env[] = {NULL};
    pid_t pid;
    int status;
    if (posix_spawn(&pid, b->program, NULL, NULL, argv, env) != 0 ||
        waitpid(pid, &status, 0) != pid || status != 0)
        fail("the empty program cannot be started");
}

static void run_in(struct bench *b, struct box *box)
{
    static const char *const argv[] = {"./empty", NULL}, *const env[] = {NULL};
    const struct launch_file file = {"empty", buf_view(&b->bytes), 0755};
    const struct launch_spec spec = {.exec = argv[0],
                                     .argv = argv,
                                     .env = env,
                                     .files = &file,
                                     .file_count = 1,
                                     .timeout_ms = 10000,
                                     .memory_bytes = (size_t)512 << 20,
                                     .processes = 64,
                                     .nofile = 64,
                                     .file_bytes = 64 << 20,
                                     .inodes = 4096,
                                     .max_output = 65536};
    struct launch_result result;
    struct err err = {0};
    if (!box_run(box, &spec, &result, &err))
        fail(err.message);
    launch_result_release(&result);
}

static void run_first(struct bench *b)
{
    struct box *box = NULL;
    struct err err = {0};
    if (!box_open(&b->sandbox, SANDBOX_RUN, b->dir, &box, &err))
        fail(err.message);
    run_in(b, box);
    box_close(box);
}

static void run_further(struct bench *b)
{
    run_in(b, b->box);
}

static int by_time(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *times, int count)
{
    qsort(times, (size_t)count, sizeof *times, by_time);
    return times[count / 2];
}

static void measure(struct bench *b, int runs)
{
    static void (*const what[WHATS])(struct bench *) = {run_bare, run_first, run_further};
    static double times[WHATS][MOST];
    for (int i = 0; i < runs; i++)
        for (int w = 0; w < WHATS; w++) {
            int64_t begin = clock_ns();
            what[w](b);
            times[w][i] = (double)(clock_ns() - begin) / CLOCK_NS_PER_MS;
        }
    printf("%.3f %.3f %.3f\n", median(times[WHAT_BARE], runs), median(times[WHAT_FIRST], runs),
           median(times[WHAT_FURTHER], runs));
}

int main(int argc, char **argv)
{
    int runs = argc == 4 ? atoi(argv[3]) : 0;
    if (runs < 1 || runs > MOST)
        fail("usage: box LAUNCH DIR RUNS, with a program `empty` in DIR");
    struct arena a = {0};
    struct err err = {0};
    const struct words none = {0};
    const struct launcher launcher = {argv[1], -1, NULL};
    const struct sandbox_spec spec = {&launcher, SANDBOX_CHOOSE, argv[2], &none};
    struct bench b = {
        .dir = argv[2], .program = path_join(&a, argv[2], "empty"), .bytes = BUF_INIT};
    if (!sandbox_open(&b.sandbox, &spec, &a, &err) || !file_read(b.program, &b.bytes, &err) ||
        !box_open(&b.sandbox, SANDBOX_RUN, b.dir, &b.box, &err))
        fail(err.message);
    run_in(&b, b.box);
    measure(&b, runs);
    box_close(b.box);
    sandbox_close(&b.sandbox);
    buf_release(&b.bytes);
    arena_release(&a);
    return 0;
}
