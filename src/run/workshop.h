/* workshop: what every job needs, and what no job changes. */
#ifndef RUN_WORKSHOP_H
#define RUN_WORKSHOP_H

#include "run/box_shelf.h"
#include "run/file_hashes.h"
#include "run/machine.h"
#include "run/store.h"

struct workshop {
    const struct sandbox *sandbox;
    const char *level; /* its name: "full" */
    struct box_shelf *compilers;
    struct store *store;
    struct file_hashes *files;    /* paths as compilers name them */
    const char *root;             /* of the course, absolute, without links in it */
    const char *work, *bin;       /* of the store: working folders, programs; in the same way */
    bool has_include;             /* there is a folder samples/include */
    const struct words *readable; /* of course.lua */
    int compile_timeout_ms;
    const struct machine *machine;
    const struct recorder *recorder; /* NULL: nothing is traced */
};

/* The time of day as results have it: UTC, "2026-11-23T12:00:00Z". */
const char *workshop_now(struct arena *a);

/* A fresh working folder, absolute, in `a`; removed by workshop_leave. NULL: *err tells why. */
const char *workshop_enter(const struct workshop *shop, struct arena *a, struct err *err);
void workshop_leave(const char *dir);

#endif
