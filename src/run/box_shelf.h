/* box_shelf: boxes that are used again. Opening a box takes as long as five runs in it, and compilers
 * leave nothing behind that the next room could see, so a build opens one for each thread that
 * compiles, not one for each sample. */
#ifndef RUN_BOX_SHELF_H
#define RUN_BOX_SHELF_H

#include "run/box.h"
#include "run/store.h"

struct box_shelf;

/* For boxes of one kind, in working folders of the store. `work`: where these are, absolute and
 * without links. All must outlive the shelf. */
struct box_shelf *box_shelf_new(const struct sandbox *sandbox, enum sandbox_kind kind,
                                struct store *store, const char *work);
void box_shelf_free(struct box_shelf *shelf); /* all boxes must be back; accepts NULL */

/* Take an open box, or open one. Any thread. NULL: *err tells why. */
struct box *box_shelf_take(struct box_shelf *shelf, struct err *err);
/* Put it back; one whose last run was no success for the sandbox (box_run said false) is closed. */
void box_shelf_give(struct box_shelf *shelf, struct box *box, bool intact);
/* box_run in one that is taken and put back. */
bool box_shelf_run(struct box_shelf *shelf, const struct launch_spec *spec,
                   struct launch_result *result, struct err *err);

#endif
