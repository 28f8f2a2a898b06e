#include "run/box_path.h"

#include "base/mem.h"
#include "test.h"

#define FOLDER "/srv/course/.drawloom/work/123-4"

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
    {FOLDER "/box\n", "/box\n"},
    {"File \"" FOLDER "/box/hello.py\", line 3\n", "File \"/box/hello.py\", line 3\n"},
    {FOLDER "/box/" FOLDER "/tmp", "/box//tmp"},
    {FOLDER "/tmp/ccX1.o: no", "/tmp/ccX1.o: no"},
    {FOLDER "\n", FOLDER "\n"},
    {FOLDER "/boxes " FOLDER "/box-1", FOLDER "/boxes " FOLDER "/box-1"},
    {FOLDER "/other\n", FOLDER "/other\n"},
    {FOLDER "/box", "/box"},
};

static void paths_get_their_names(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct launch_result r = {.out = BUF_INIT, .err = BUF_INIT};
        add(&r, 2, rows[i].text);
        box_path_apply(FOLDER, &r);
        CHECK_STR(r.err.data, rows[i].renamed);
        CHECK_INT(r.chunks[0].len, strlen(rows[i].renamed));
        launch_result_release(&r);
    }
}

/* A path may have been read in pieces, with the other stream between them. */
static void chunks_stay_in_step(void)
{
    struct launch_result r = {.out = BUF_INIT, .err = BUF_INIT};
    add(&r, 1, "in /srv/course/.draw");
    add(&r, 2, "error");
    add(&r, 1, "loom/work/123-4/box/x");
    add(&r, 2, FOLDER "/box!");
    add(&r, 1, "end");
    box_path_apply(FOLDER, &r);
    CHECK_STR(r.out.data, "in /box/xend");
    CHECK_STR(r.err.data, "error/box!");
    static const size_t lens[] = {7, 5, 2, 5, 3};
    for (size_t i = 0; i < 5; i++)
        CHECK_INT(r.chunks[i].len, lens[i]);
    launch_result_release(&r);
}

static void nul_ends_a_name(void)
{
    struct launch_result r = {.out = BUF_INIT, .err = BUF_INIT};
    add(&r, 1, FOLDER "/box");
    buf_putc(&r.out, '\0');
    r.chunks[0].len++;
    box_path_apply(FOLDER, &r);
    CHECK_INT(r.out.len, sizeof "/box");
    launch_result_release(&r);
}

int main(void)
{
    RUN(paths_get_their_names);
    RUN(chunks_stay_in_step);
    RUN(nul_ends_a_name);
    return test_summary();
}
