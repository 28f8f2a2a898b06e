/* keeper: the `drawloom-launch keep` of one box, as drawloom holds it (launch_protocol.h). */
#ifndef RUN_KEEPER_H
#define RUN_KEEPER_H

#include "run/sandbox.h"

struct keeper {
    pid_t pid;
    int pidfd;   /* becomes readable when it ends */
    int control; /* as long as this is open, the box lives */
    int orders;
    int errors; /* what it and bwrap say when they fail; does not block */
};

/* Start one. `folder`: what follows LEVEL of "serve"; NULL: nothing. */
bool keeper_start(struct keeper *k, const struct sandbox *sandbox, enum sandbox_kind kind,
                  const char *folder, struct err *err);

/* Fill *err with why it ended, or is ended now; false. */
bool keeper_failed(struct keeper *k, struct err *err);

/* End it and all that lives in the box, and wait for that. Accepts one that has ended. */
void keeper_stop(struct keeper *k);

#endif
