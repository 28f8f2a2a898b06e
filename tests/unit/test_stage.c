#include "test.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "site/stage.h"

/* A fresh folder for each test, and what its site's folder is called. */
static char folder[64], site[96];
static struct arena arena;
static struct err err;

static void fresh(void)
{
    snprintf(folder, sizeof folder, "/tmp/drawloom-stage.XXXXXX");
    CHECK(mkdtemp(folder) != NULL);
    snprintf(site, sizeof site, "%s/site", folder);
    err = (struct err){0};
}

static void clean_up(void)
{
    CHECK(file_remove_tree(folder, &err));
    arena_release(&arena);
}

static const char *in_site(const char *path)
{
    return path_join(&arena, site, path);
}

static const char *content(const char *path)
{
    struct buf bytes = BUF_INIT;
    const char *text = "(missing)";
    if (file_read(in_site(path), &bytes, &err))
        text = arena_strdup(&arena, bytes.data);
    buf_release(&bytes);
    return text;
}

struct page {
    const char *path, *text;
};

/* A whole build of these pages. */
static bool build(const struct page *pages, size_t count, bool whole, struct stage_counts *counts)
{
    struct stage stage;
    struct stage_file files[8] = {0};
    if (!stage_open(&stage, site, false, &arena, &err))
        return false;
    bool ok = true;
    for (size_t i = 0; ok && i < count; i++)
        ok = stage_put(&stage, pages[i].path, str_of(pages[i].text), &arena, &files[i], &err);
    ok = ok && stage_commit(&stage, files, count, whole, &arena, counts, &err);
    if (!ok)
        stage_abandon(&stage, files, count);
    stage_close(&stage);
    return ok;
}

static const struct page two[] = {{"a.html", "A"}, {"sub/deep/b.c", "B"}};

static void writes_then_leaves_alone(void)
{
    struct stage_counts counts;
    fresh();
    CHECK(build(two, 2, true, &counts));
    CHECK_INT(counts.written, 2);
    CHECK_STR(content("a.html"), "A");
    CHECK_STR(content("sub/deep/b.c"), "B");
    struct stat before, after;
    CHECK(stat(in_site("a.html"), &before) == 0);
    CHECK(build(two, 2, true, &counts));
    CHECK_INT(counts.written, 0);
    CHECK_INT(counts.same, 2);
    CHECK(stat(in_site("a.html"), &after) == 0 && before.st_ino == after.st_ino);
    clean_up();
}

static void removes_what_is_not_needed(void)
{
    struct stage_counts counts;
    fresh();
    CHECK(build(two, 2, true, &counts));
    CHECK(file_write(in_site("theirs"), STR("x"), &err));
    CHECK(build(two, 1, true, &counts));
    CHECK_INT(counts.removed, 1);
    CHECK(!file_is_dir(in_site("sub")));
    CHECK(file_exists(in_site("theirs")));
    CHECK(build(two + 1, 1, false, &counts)); /* one is added: the other stays */
    CHECK_INT(counts.removed, 0);
    CHECK_STR(content("a.html"), "A");
    clean_up();
}

static void refuses_what_is_not_ours(void)
{
    struct stage_counts counts;
    const struct page theirs[] = {{"theirs", "ours"}};
    fresh();
    CHECK(file_make_dirs(site, &err) && file_write(in_site("theirs"), STR("x"), &err));
    CHECK(!build(two, 2, true, &counts));
    CHECK(!file_exists(in_site("a.html")));
    CHECK(unlink(in_site("theirs")) == 0);
    CHECK(build(two, 2, true, &counts));
    CHECK(file_write(in_site("theirs"), STR("x"), &err));
    CHECK(!build(theirs, 1, true, &counts));
    CHECK_STR(content("theirs"), "x");
    CHECK_STR(content("a.html"), "A");
    clean_up();
}

static void follows_no_link(void)
{
    struct stage_counts counts;
    fresh();
    const char *elsewhere = path_join(&arena, folder, "elsewhere");
    CHECK(file_make_dirs(elsewhere, &err));
    CHECK(symlink("elsewhere", site) == 0);
    CHECK(!build(two, 2, true, &counts));
    CHECK(unlink(site) == 0);
    CHECK(build(two, 1, true, &counts));
    CHECK(symlink("../elsewhere", in_site("sub")) == 0);
    CHECK(!build(two, 2, true, &counts));
    CHECK(!file_is_dir(path_join(&arena, elsewhere, "deep")));
    clean_up();
}

static void a_failure_leaves_nothing(void)
{
    struct stage_counts counts;
    const struct page blocked[] = {{"sub/a", "A"}, {"b", "B"}};
    struct file_list list;
    fresh();
    CHECK(build(&blocked[1], 1, true, &counts));
    CHECK(unlink(in_site("b")) == 0 && mkdir(in_site("b"), 0777) == 0);
    CHECK(!build(blocked, 2, true, &counts));
    CHECK(file_list(site, &arena, &list, &err));
    CHECK_INT(list.count, 2); /* the manifest and b */
    clean_up();
    fresh();
    const char *too_long = arena_printf(&arena, "a/%0300d", 0);
    CHECK(!build((const struct page[]){{too_long, "x"}}, 1, true, &counts));
    CHECK(!file_is_dir(site));
    clean_up();
}

static void every_file_of_ours_is_named_after_a_kill(void)
{
    struct stage stage;
    struct stage_file file;
    struct stage_counts counts;
    fresh();
    CHECK(build(two, 2, true, &counts));
    /* killed between the renames and the last manifest: as if the union alone had been written */
    CHECK(stage_open(&stage, site, false, &arena, &err));
    CHECK(stage_put(&stage, "new.html", STR("N"), &arena, &file, &err));
    CHECK(stage_commit(&stage, &file, 1, false, &arena, &counts, &err));
    CHECK_INT(stage.old.count, 3);
    stage_close(&stage);
    CHECK(build(two, 2, true, &counts));
    CHECK(!file_exists(in_site("new.html")));
    clean_up();
}

/* A rename that fails in the middle: those before it are taken back. */
static void a_failed_commit_is_taken_back(void)
{
    const struct page old[] = {{"a", "old a"}, {"gone", "old"}, {"sub/z", "old z"}};
    const char *const new[] = {"a", "b", "new/c", "sub/z"};
    struct stage stage;
    struct stage_file files[4] = {0};
    struct stage_counts counts;
    struct file_list list;
    fresh();
    CHECK(build(old, 3, true, &counts));
    const char *manifest = content(MANIFEST_NAME);
    CHECK(stage_open(&stage, site, false, &arena, &err));
    for (size_t i = 0; i < 4; i++)
        CHECK(stage_put(&stage, new[i], STR("new"), &arena, &files[i], &err));
    CHECK(unlink(in_site(arena_printf(&arena, "sub/%s", files[3].temporary))) == 0);
    CHECK(!stage_commit(&stage, files, 4, true, &arena, &counts, &err));
    CHECK(strstr(err.message, "site/sub/z: cannot be put into its place") != NULL);
    stage_abandon(&stage, files, 4);
    stage_close(&stage);
    CHECK_STR(content("a"), "old a");
    CHECK_STR(content("gone"), "old");
    CHECK_STR(content("sub/z"), "old z");
    CHECK_STR(content(MANIFEST_NAME), manifest);
    CHECK(file_list(site, &arena, &list, &err));
    CHECK_INT(list.count, 4); /* no b, no folder "new", no temporary file */
    clean_up();
}

/* Without its manifest's word, what stands in our folder where a page belongs was a page. */
static void a_damaged_manifest_is_made_again(void)
{
    struct stage_counts counts;
    const struct page next[] = {{"a.html", "new"}, {"sub/deep/b.c", "B"}};
    struct stage stage;
    fresh();
    CHECK(build(two, 2, true, &counts));
    CHECK(truncate(in_site(MANIFEST_NAME), 20) == 0);
    CHECK(stage_open(&stage, site, false, &arena, &err) && stage.old.damaged);
    stage_close(&stage);
    CHECK(build(next, 2, true, &counts));
    CHECK_STR(content("a.html"), "new");
    CHECK(stage_open(&stage, site, false, &arena, &err));
    CHECK(!stage.old.damaged && stage.old.count == 2);
    stage_close(&stage);
    clean_up();
}

static void stays_out_of_the_course(void)
{
    static const struct {
        const char *out;
        bool ok;
    } rows[] = {
        {"course/site", true},         {"course/content", false},
        {"course/content/new", false}, {"course/samples", false},
        {"course/templates", false},   {"course/../course/samples/", false},
        {"link/templates/a", false},   {"course/contents", true},
        {"elsewhere/x/y", true},       {"to-content", false},
        {"course/.drawloom", false},   {"to-content/x", false},
    };
    fresh();
    const char *course = path_join(&arena, folder, "course");
    CHECK(file_make_dirs(path_join(&arena, course, "content"), &err));
    CHECK(symlink("course", path_join(&arena, folder, "link")) == 0);
    CHECK(symlink("course/content", path_join(&arena, folder, "to-content")) == 0);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (!CHECK(stage_is_apart(path_join(&arena, folder, rows[i].out), course, &err) ==
                   rows[i].ok))
            printf("#   in row %s\n", rows[i].out);
    clean_up();
}

static void clears(void)
{
    struct stage stage;
    struct stage_counts counts = {0};
    fresh();
    CHECK(build(two, 2, true, &counts));
    CHECK(stage_open(&stage, site, false, &arena, &err));
    CHECK(stage_clear(&stage, &arena, &counts, &err));
    stage_close(&stage);
    CHECK(rmdir(site) == 0);
    clean_up();
}

int main(void)
{
    RUN(writes_then_leaves_alone);
    RUN(removes_what_is_not_needed);
    RUN(refuses_what_is_not_ours);
    RUN(follows_no_link);
    RUN(a_failure_leaves_nothing);
    RUN(every_file_of_ours_is_named_after_a_kill);
    RUN(a_failed_commit_is_taken_back);
    RUN(a_damaged_manifest_is_made_again);
    RUN(stays_out_of_the_course);
    RUN(clears);
    return test_summary();
}
