#include "run/box_path.h"

#include "base/mem.h"
#include "test.h"

#define WORK "/srv/course/.drawloom/work"
#define BIN "/srv/course/.drawloom/bin/0123456789abcdef"

static void add(struct launch_result *r, int fd, const char *text)
{
    size_t len = strlen(text);
    buf_add(fd == 1 ? &r->out : &r->err, text, len);
    r->chunks = xrealloc(r->chunks, r->chunk_count + 1, sizeof *r->chunks);
    r->chunks[r->chunk_count++] = (struct launch_chunk){fd, len};
}

static const struct {
    const char *text, *renamed;
} rows[] = {
    {"", ""},
    {"nothing / here /srv/course\n", "nothing / here /srv/course\n"},
    {WORK "/123-4\n", "/box\n"},
    {"File \"" WORK "/123-4/hello.py\", line 3\n", "File \"/box/hello.py\", line 3\n"},
    {WORK "/1-2/" WORK "/3-4", "/box//box"},
    {WORK "\n", WORK "\n"},
    {WORK "/\n", WORK "/\n"},
    {"main (" BIN "+0x12)", "main (/box/lost+0x12)"},
    {WORK, WORK},
};

static void paths_get_their_names(void)
{
    const struct box_path box = {WORK, BIN, "lost"};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct launch_result r = {.out = BUF_INIT, .err = BUF_INIT};
        add(&r, 2, rows[i].text);
        box_path_apply(&box, &r);
        CHECK_STR(r.err.data, rows[i].renamed);
        CHECK_INT(r.chunks[0].len, strlen(rows[i].renamed));
        launch_result_release(&r);
    }
}

/* A path may have been read in pieces, with the other stream between them. */
static void chunks_stay_in_step(void)
{
    const struct box_path box = {WORK, NULL, "lost"};
    struct launch_result r = {.out = BUF_INIT, .err = BUF_INIT};
    add(&r, 1, "in /srv/course/.draw");
    add(&r, 2, "error");
    add(&r, 1, "loom/work/12-3/x");
    add(&r, 2, WORK "/9-9!");
    add(&r, 1, "end");
    box_path_apply(&box, &r);
    CHECK_STR(r.out.data, "in /box/xend");
    CHECK_STR(r.err.data, "error/box!");
    static const size_t lens[] = {7, 5, 2, 5, 3};
    for (size_t i = 0; i < 5; i++)
        CHECK_INT(r.chunks[i].len, lens[i]);
    launch_result_release(&r);
}

int main(void)
{
    RUN(paths_get_their_names);
    RUN(chunks_stay_in_step);
    return test_summary();
}
