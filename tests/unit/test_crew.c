#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/crew.h"
#include "test.h"

enum { MOST = 300, DEADLINE_MS = 1000 };

enum kind { GOOD, LOOPS, ABORTS, EXITS, EXITS_AT_ONCE, TAKES_TOO_MUCH, GROWS, GIVES_NULL };

struct job {
    enum kind kinds[MOST];
    int deadline_ms; /* 0: DEADLINE_MS */
    size_t told;     /* what progress said last */
    bool told_backwards;
    int calls_of_progress;
};

static void *begin_pid(void *ctx)
{
    static pid_t pid; /* in the child's own memory */
    (void)ctx;
    pid = getpid();
    return &pid;
}

struct answer {
    size_t square;
    pid_t local_pid, pid;
    char *text;
};

static void *work(void *ctx, void *local, size_t i, struct arena *shared)
{
    const struct job *job = ctx;
    switch (job->kinds[i]) {
    case LOOPS:
        for (volatile int forever = 1; forever;)
            ;
        break;
    case ABORTS:
        abort();
    case EXITS:
        exit(3);
    case EXITS_AT_ONCE:
        _exit(0);
    case TAKES_TOO_MUCH:
        arena_alloc(shared, (size_t)3 << 30, 1);
        break;
    case GROWS:
        for (size_t size = (size_t)16 << 20;;)
            memset(malloc(size), 1, size);
        break;
    case GIVES_NULL:
        return NULL;
    case GOOD:
        break;
    }
    struct answer *answer = ARENA_NEW(shared, struct answer);
    *answer = (struct answer){i * i, local ? *(pid_t *)local : 0, getpid(),
                              arena_printf(shared, "item %zu", i)};
    return answer;
}

static void note_progress(void *ctx, size_t finished)
{
    struct job *job = ctx;
    job->told_backwards |= finished <= job->told;
    job->told = finished;
    job->calls_of_progress++;
}

static struct crew_spec spec_of(struct job *job, size_t n, int workers)
{
    return (struct crew_spec){.n = n,
                              .workers = workers,
                              .deadline_ms = job->deadline_ms ? job->deadline_ms : DEADLINE_MS,
                              .begin = begin_pid,
                              .work = work,
                              .ctx = job,
                              .progress = note_progress};
}

static void check_good(const struct crew_result *result, size_t i)
{
    const struct answer *answer = result->value;
    if (!CHECK(result->end == CREW_DONE && answer != NULL))
        return;
    char text[32];
    snprintf(text, sizeof text, "item %zu", i);
    CHECK_INT(answer->square, i * i);
    CHECK_STR(answer->text, text);
    CHECK_INT(answer->local_pid, answer->pid);
    CHECK(answer->pid != getpid());
}

static void check_no_child_is_left(void)
{
    CHECK(waitpid(-1, NULL, WNOHANG) == -1 && errno == ECHILD);
}

/* Run the job and hold each result against its kind. */
static void check_run(struct job *job, size_t n, int workers)
{
    struct crew_spec spec = spec_of(job, n, workers);
    struct crew_result results[MOST];
    memset(results, 0xAA, sizeof results);
    struct crew *crew = NULL;
    struct err err = {0};
    if (!CHECK(crew_run(&spec, &crew, results, &err)))
        return;
    for (size_t i = 0; i < n; i++) {
        enum kind kind = job->kinds[i];
        if (kind == GOOD)
            check_good(&results[i], i);
        else if (kind == GIVES_NULL)
            CHECK(results[i].end == CREW_DONE && results[i].value == NULL);
        else if (kind == LOOPS)
            CHECK_INT(results[i].end, CREW_TIMED_OUT);
        else if (kind == GROWS)
            CHECK_INT(results[i].end, CREW_TOO_LARGE);
        else
            CHECK_INT(results[i].end, CREW_CRASHED);
        if (kind == ABORTS || kind == TAKES_TOO_MUCH)
            CHECK_INT(results[i].signal, SIGABRT);
        else
            CHECK_INT(results[i].signal, 0);
    }
    CHECK_INT(job->told, n);
    CHECK(!job->told_backwards);
    crew_free(crew);
    check_no_child_is_left();
}

static void all_go_well(void)
{
    static const struct {
        size_t n;
        int workers;
    } rows[] = {{0, 1}, {0, 3}, {1, 1}, {1, 4}, {2, 4}, {MOST, 1}, {MOST, 2}, {MOST, 4}, {3, 0}};
    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++)
        check_run(&(struct job){0}, rows[r].n, rows[r].workers);
}

static void one_goes_wrong(void)
{
    static const enum kind kinds[] = {LOOPS,          ABORTS, EXITS,     EXITS_AT_ONCE,
                                      TAKES_TOO_MUCH, GROWS,  GIVES_NULL};
    static const size_t places[] = {0, 20, 39};
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
        for (int workers = 1; workers <= 2; workers++) {
            struct job job = {.deadline_ms = kinds[k] == GROWS ? 60 * DEADLINE_MS : 0};
            job.kinds[places[(k + (size_t)workers) % 3]] = kinds[k];
            check_run(&job, 40, workers);
        }
}

static void all_go_wrong(void)
{
    struct job job = {0};
    for (size_t i = 0; i < MOST; i++)
        job.kinds[i] = i == 5 ? LOOPS : i % 2 ? ABORTS : EXITS;
    check_run(&job, 60, 1);
    job.told = 0;
    check_run(&job, 60, 4);
}

static void works_without_begin_and_progress(void)
{
    struct job job = {0};
    job.kinds[1] = ABORTS;
    struct crew_spec spec = spec_of(&job, 3, 2);
    spec.begin = NULL;
    spec.progress = NULL;
    struct crew_result results[3];
    struct crew *crew = NULL;
    struct err err = {0};
    CHECK(crew_run(&spec, &crew, results, &err));
    CHECK(results[0].end == CREW_DONE && results[2].end == CREW_DONE);
    CHECK(results[1].end == CREW_CRASHED);
    const struct answer *answer = results[2].value;
    CHECK(answer && answer->square == 4 && answer->local_pid == 0);
    CHECK_INT(job.calls_of_progress, 0);
    crew_free(crew);
    crew_free(NULL);
}

static void *begin_aborts(void *ctx)
{
    (void)ctx;
    abort();
}

static void *begin_loops(void *ctx)
{
    (void)ctx;
    for (volatile int forever = 1; forever;)
        ;
    return NULL;
}

/* No item is to blame, but none can be done; it must end all the same. */
static void begin_goes_wrong(void)
{
    static const struct {
        void *(*begin)(void *ctx);
        enum crew_end end;
        int signal;
    } rows[] = {{begin_aborts, CREW_CRASHED, SIGABRT}, {begin_loops, CREW_TIMED_OUT, 0}};
    for (size_t r = 0; r < 2; r++) {
        struct job job = {0};
        struct crew_spec spec = spec_of(&job, 10, 2);
        spec.begin = rows[r].begin;
        struct crew_result results[10];
        struct crew *crew = NULL;
        struct err err = {0};
        CHECK(crew_run(&spec, &crew, results, &err));
        for (size_t i = 0; i < 10; i++) {
            CHECK_INT(results[i].end, rows[r].end);
            CHECK_INT(results[i].signal, rows[r].signal);
        }
        CHECK_INT(job.told, 10);
        crew_free(crew);
        check_no_child_is_left();
    }
}

static void *nap(void *ctx, void *local, size_t i, struct arena *shared)
{
    (void)ctx;
    (void)local;
    usleep((useconds_t)(i * 37 % 25) * 1000);
    size_t *value = ARENA_NEW(shared, size_t);
    *value = i;
    return value;
}

/* Items about as long as the deadline: the kill often comes when the worker is an item further.
 * That item must not be lost. */
static void close_to_the_deadline(void)
{
    enum { N = 60 };
    struct crew_spec spec = {.n = N, .workers = 2, .deadline_ms = 12, .work = nap};
    struct crew_result results[N];
    struct crew *crew = NULL;
    struct err err = {0};
    CHECK(crew_run(&spec, &crew, results, &err));
    for (size_t i = 0; i < N; i++) {
        CHECK(results[i].end != CREW_CRASHED);
        if (results[i].end == CREW_DONE)
            CHECK(results[i].value && *(size_t *)results[i].value == i);
    }
    crew_free(crew);
    check_no_child_is_left();
}

static bool three_are_told(void *ctx)
{
    const struct job *job = ctx;
    return job->told >= 3;
}

static bool never(void *ctx)
{
    (void)ctx;
    return false;
}

/* Items before the looping one are done, the rest is stopped, long before the deadline. */
static void stops_when_asked(void)
{
    enum { N = 20 };
    struct job job = {0};
    job.kinds[3] = LOOPS;
    struct crew_spec spec = spec_of(&job, N, 1);
    spec.deadline_ms = 60000;
    spec.stop = three_are_told;
    struct crew_result results[N];
    struct crew *crew = NULL;
    struct err err = {0};
    CHECK(crew_run(&spec, &crew, results, &err));
    for (size_t i = 0; i < N; i++) {
        if (i < 3)
            check_good(&results[i], i);
        else
            CHECK_INT(results[i].end, CREW_STOPPED);
    }
    CHECK_INT(job.told, 3);
    crew_free(crew);
    check_no_child_is_left();

    job = (struct job){0};
    spec.stop = never;
    CHECK(crew_run(&spec, &crew, results, &err));
    check_good(&results[N - 1], N - 1);
    crew_free(crew);
}

/* Without a descriptor no child can be watched: an error, and no child is left over. */
static void no_child_can_be_made(void)
{
    struct rlimit before;
    getrlimit(RLIMIT_NOFILE, &before);
    setrlimit(RLIMIT_NOFILE, &(struct rlimit){3, before.rlim_max});
    struct job job = {0};
    struct crew_spec spec = spec_of(&job, 3, 2);
    struct crew_result results[3];
    struct crew *crew = (void *)&spec;
    struct err err = {0};
    CHECK(!crew_run(&spec, &crew, results, &err));
    setrlimit(RLIMIT_NOFILE, &before);
    CHECK(crew == NULL);
    CHECK_STR(err.message, "a worker process cannot be watched: Too many open files");
    check_no_child_is_left();
}

static void run_looping_crew(void)
{
    struct job job = {.kinds = {LOOPS, LOOPS}};
    struct crew_spec spec = spec_of(&job, 2, 2);
    spec.deadline_ms = 60000;
    struct crew_result results[2];
    struct crew *crew;
    struct err err;
    crew_run(&spec, &crew, results, &err);
}

/* The children hold the pipe's other end, so its end-of-file tells that all are gone. */
static void children_die_with_their_parent(void)
{
    int ends[2];
    CHECK(pipe(ends) == 0);
    pid_t parent = fork();
    if (parent == 0) {
        run_looping_crew();
        _exit(0);
    }
    close(ends[1]);
    usleep(200000);
    struct pollfd end = {.fd = ends[0], .events = POLLIN};
    CHECK_INT(poll(&end, 1, 0), 0);
    kill(parent, SIGKILL);
    CHECK(waitpid(parent, NULL, 0) == parent);
    CHECK_INT(poll(&end, 1, 5000), 1);
    CHECK(end.revents & POLLHUP);
    close(ends[0]);
}

int main(void)
{
    RUN(all_go_well);
    RUN(one_goes_wrong);
    RUN(all_go_wrong);
    RUN(works_without_begin_and_progress);
    RUN(begin_goes_wrong);
    RUN(close_to_the_deadline);
    RUN(stops_when_asked);
    RUN(no_child_can_be_made);
    RUN(children_die_with_their_parent);
    return test_summary();
}
