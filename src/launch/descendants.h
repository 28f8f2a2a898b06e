/* descendants: all processes that this one started, at any depth, as /proc tells them. This one
 * must be a subreaper (PR_SET_CHILD_SUBREAPER) or PID 1: then whatever loses its parent becomes its
 * child. */
#ifndef LAUNCH_DESCENDANTS_H
#define LAUNCH_DESCENDANTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct descendant {
    pid_t pid, parent;
    int dir; /* its folder in /proc; open only while it is visited */
    bool is_zombie;
    int threads;
    uint64_t rss_bytes, virtual_bytes;
};

/* Visit each of them, parents before their children, until a visit returns false. What they start
 * meanwhile may be missed. */
void descendants_each(bool (*visit)(const struct descendant *, void *ctx), void *ctx);

/* Whether /proc tells of children; a kernel may be built without (CONFIG_PROC_CHILDREN). */
bool descendants_can_be_seen(void);

/* Send SIGKILL to all of them. What they start meanwhile may escape: call it again until
 * waitpid says that there are no children. */
void descendants_kill(void);

/* Kill them until none is left, and reap all. */
void descendants_sweep(void);

/* Reap those children that are dead. False when there are no others. */
bool descendants_reap(void);

#endif
