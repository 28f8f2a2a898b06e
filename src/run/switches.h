/* switches: which thread of a run was on which CPU, and why it left it: PERF_RECORD_SWITCH of
 * perf_event_open(2), opened from outside on a program that is about to be executed. The program does
 * not notice, and inside the sandbox the call stays refused. Where the kernel does not permit it,
 * there are none, and a reason. */
#ifndef RUN_SWITCHES_H
#define RUN_SWITCHES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum switch_kind {
    SWITCH_IN,
    SWITCH_OUT,       /* it waits for something */
    SWITCH_PREEMPTED, /* it left the CPU, but was ready to go on */
    SWITCH_EXIT,      /* the thread ended */
};

struct switch_record {
    int64_t t_ns; /* CLOCK_MONOTONIC */
    uint32_t tid; /* in drawloom's namespace */
    uint32_t cpu;
    enum switch_kind kind;
};

/* A thread that told its slot by its name for a moment ("dlt:7", prctl(2) PR_SET_NAME). */
struct switch_thread {
    uint32_t tid;  /* in drawloom's namespace */
    uint32_t slot; /* as it said; not checked */
    int64_t t_ns;  /* CLOCK_MONOTONIC: when it told */
};

struct switches {
    struct switch_record *records; /* ascending in time; the first may be older than the run */
    size_t count;
    struct switch_thread *threads; /* in the order in which they told */
    size_t thread_count;
    uint64_t lost;   /* records that the kernel had no room for, or were more than can be kept */
    const char *why; /* why there are none; constant text; NULL: there are */
};

struct switch_watch;

/* Nothing is watched yet. Never NULL. */
struct switch_watch *switch_watch_new(void);
/* Watch the process and all that it will create; call it before the process is executed. What it does
 * until then is watched, too: its wait ends with SWITCH_IN on the CPU on which it is executed. Where
 * it is not permitted, switches.why will say so. Once for each watch. */
void switch_watch_begin(struct switch_watch *watch, pid_t pid);
/* A descriptor that is readable when records should be taken; -1: never. Borrowed. */
int switch_watch_fd(const struct switch_watch *watch);
/* Take what has come so far. */
void switch_watch_take(struct switch_watch *watch);
/* Take the rest, in order; the run is over. */
void switch_watch_end(struct switch_watch *watch, struct switches *switches);
void switch_watch_free(struct switch_watch *watch); /* accepts NULL */

void switches_release(struct switches *switches);

#endif
