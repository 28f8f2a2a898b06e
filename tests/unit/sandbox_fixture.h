/* sandbox_fixture: a sandbox of any level, for the tests of src/run. */
#ifndef SANDBOX_FIXTURE_H
#define SANDBOX_FIXTURE_H

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "run/box.h"
#include "test.h"

struct sandbox_fixture {
    char launcher_path[PATH_MAX];
    char dir[40];
    struct launcher launcher;
    struct words readable;
    struct arena arena;
    struct sandbox sandbox;
};

/* drawloom-launch lies one folder above the test. */
static inline void find_launcher(char path[PATH_MAX])
{
    char self[PATH_MAX - 32];
    ssize_t len = readlink("/proc/self/exe", self, sizeof self - 1);
    self[len > 0 ? len : 0] = '\0';
    *strrchr(self, '/') = '\0';
    snprintf(path, PATH_MAX, "%s/../drawloom-launch", self);
}

/* Everything but the sandbox itself; the test may change f->launcher. */
static inline void sandbox_fixture_begin(struct sandbox_fixture *f)
{
    *f = (struct sandbox_fixture){.dir = "/tmp/test-sandbox-XXXXXX"};
    find_launcher(f->launcher_path);
    CHECK(mkdtemp(f->dir) != NULL);
    CHECK(chmod(f->dir, 0755) == 0);
    f->launcher = (struct launcher){f->launcher_path, -1, NULL};
}

static inline bool sandbox_fixture_open(struct sandbox_fixture *f, enum sandbox_choice choice,
                                        struct err *err)
{
    const struct sandbox_spec spec = {&f->launcher, choice, f->dir, &f->readable};
    *err = (struct err){0};
    return sandbox_open(&f->sandbox, &spec, &f->arena, err);
}

static inline void sandbox_fixture_end(struct sandbox_fixture *f)
{
    struct err err = {0};
    sandbox_close(&f->sandbox);
    CHECK(file_remove_tree(f->dir, &err));
    arena_release(&f->arena);
}

#endif
