/* timeline: what every thread did, derived from a recording. This is the model that pictures and texts
 * are made from; as JSON it is kept in the store. All times are nanoseconds from the begin of the run. */
#ifndef RUN_TIMELINE_H
#define RUN_TIMELINE_H

#include "base/buf.h"
#include "run/recording.h"
#include "run/result.h"
#include "run/symbols.h"

/* In which a thread is at a moment. */
enum timeline_state {
    TIMELINE_RUNS,    /* on a CPU */
    TIMELINE_ACTIVE,  /* on a CPU or ready: switches could not be watched */
    TIMELINE_READY,   /* it could run, but has no CPU */
    TIMELINE_UNKNOWN, /* it waits, and the recorder does not see for what */
    TIMELINE_LOCK,    /* waits for a mutex or rwlock; `object`, `holders` */
    TIMELINE_SPIN,    /* the same for a spin lock, on a CPU */
    TIMELINE_CONDITION,
    TIMELINE_SEMAPHORE,
    TIMELINE_BARRIER,
    TIMELINE_SLEEP,
    TIMELINE_JOIN, /* waits for the thread `peer` */
    TIMELINE_WAIT, /* waits for the process whose first thread is `peer` (-1: any) */
    TIMELINE_PIPE, /* reads or writes; also sockets, queues and poll */
    TIMELINE_SOCKET,
    TIMELINE_QUEUE,
    TIMELINE_POLL,
    TIMELINE_SIGNAL,
    TIMELINE_MANY, /* after thinning: several, in `shares` */
    TIMELINE_STATES
};
/* "runs", "active", "ready", "unknown", "lock", … as above in small letters */
const char *timeline_state_name(enum timeline_state state);

enum { TIMELINE_HOLDERS = 4 };

/* One stretch of a lane. Those of a lane follow each other without gap or overlap. */
struct timeline_bar {
    int64_t t0, t1;
    enum timeline_state state;
    int object;        /* in timeline.objects; -1: none */
    int peer;          /* lane; -1: none, unknown */
    int line;          /* of the sample's first file; 0: unknown */
    bool writes;       /* pipe, socket, queue: it sends */
    bool open;         /* it had not ended when the run did: the thread was killed in it */
    int cpu;           /* TIMELINE_RUNS: which; -1 unknown */
    uint32_t asked_us; /* TIMELINE_SLEEP: what was asked for; 0 unknown */
    /* TIMELINE_LOCK, _SPIN: lanes that held it meanwhile, in order; if there are more, the first */
    int holders[TIMELINE_HOLDERS];
    int holder_count;    /* of all of them */
    const float *shares; /* TIMELINE_MANY: TIMELINE_STATES of them, of its time; sum 1; else NULL */
};

/* A lane held a lock. */
struct timeline_hold {
    int64_t t0, t1;
    int object, lane, line;
    bool reader;     /* of an rwlock */
    bool open;       /* it was not released */
    int merged;      /* after thinning: how many holds it stands for; 1: itself */
    int64_t held_ns; /* merged: how long they were, without the gaps between them */
    int waiting;     /* the most that waited for it meanwhile */
};

enum timeline_edge_kind {
    TIMELINE_EDGE_CREATE,  /* thread or process */
    TIMELINE_EDGE_HANDOFF, /* released a lock that the other waited for */
    TIMELINE_EDGE_SIGNAL,  /* woke the other, who waited on a condition or semaphore */
    TIMELINE_EDGE_DATA,    /* wrote to a pipe or queue from which the other was reading */
    TIMELINE_EDGE_KINDS
};
struct timeline_edge {
    enum timeline_edge_kind kind;
    int from, to; /* lanes */
    int64_t t0, t1;
    int object; /* -1: none */
};

enum timeline_mark_kind {
    TIMELINE_MARK_SIGNAL,
    TIMELINE_MARK_BROADCAST,
    TIMELINE_MARK_POST,
    TIMELINE_MARK_EXEC,
    TIMELINE_MARKS
};
struct timeline_mark {
    enum timeline_mark_kind kind;
    int lane, object, line;
    int64_t t;
    int merged;
};

struct timeline_object {
    enum trace_what kind;
    const char *name;   /* "forks[3]", "queue.lock", the source's words, or "mutex 2" */
    const char *single; /* shorter, for small places; may equal name */
    bool contended;     /* somebody waited for it */
};

enum timeline_end {
    TIMELINE_RETURNED,
    TIMELINE_EXITED,
    TIMELINE_KILLED,
    TIMELINE_CUT_OFF, /* its process ended, or became another, in a way that it did not take part in */
    TIMELINE_NEVER_RAN
};

struct timeline_lane {
    const char *name;     /* "main", "T1"; of other processes "child 1", "child 1 T1" */
    const char *function; /* start function or name given to the thread; NULL: none known */
    int process;          /* 0: the first */
    int creator;          /* lane; -1 */
    int64_t t0, t1;
    enum timeline_end end;
    uint64_t locks, contended;
    int64_t blocked_ns;
    bool past_quota;
    int64_t quota_ns; /* past_quota: when what it holds was last known */
    struct timeline_bar *bars;
    size_t bar_count;
};

/* All that is drawn, at one level of detail. */
struct timeline_level {
    int columns; /* things shorter than 2/columns of the run, or of what there is of it before a quiet
                  * tail, were merged; 0: nothing was */
    struct timeline_lane *lanes; /* as the timeline's, with the bars of this level */
    struct timeline_hold *holds; /* by object, then by time */
    size_t hold_count;
    size_t holds_left_out; /* of locks that nobody waited for, where there were too many holds */
    struct timeline_edge *edges;
    size_t edge_count; /* 0 also when they are too many to be drawn: `edges_left_out` */
    size_t edges_left_out;
    struct timeline_mark *marks;
    size_t mark_count;
};

/* Threads, each waiting for a lock that the next one holds, and the last for one of the first. */
struct timeline_cycle {
    struct timeline_link {
        int lane;   /* waits for */
        int object; /* held by the next link's lane; -1: it waits for the end of that lane */
    } * links;
    size_t count; /* 0: there is none. 1: it waits for what it holds itself */
};

struct timeline {
    int64_t wall_ns;
    bool was_killed; /* by a limit, or a signal */
    int64_t last_ns; /* when something last happened, before the run's end or kill */
    int cores;
    size_t lane_count;
    struct timeline_object *objects; /* in order of first use */
    size_t object_count;
    struct timeline_level whole;     /* as it was, bounded: see TIMELINE_MOST */
    struct timeline_level *overview; /* at most 760 columns; NULL: the whole is small enough */
    struct timeline_cycle cycle;
    const char *deadlock;        /* the cycle as a sentence; NULL: none */
    const char *why_no_switches; /* NULL: there are */
    uint64_t lost, unreadable;
};

enum {
    TIMELINE_COLUMNS = 760,                        /* of the overview */
    TIMELINE_FINE_COLUMNS = 16 * TIMELINE_COLUMNS, /* of the whole, when it has more bars than */
    TIMELINE_MOST = 20000,                         /* bars and holds */
    TIMELINE_FEW = 1000,     /* of these an overview has no more, where its lanes are few */
    TIMELINE_OBJECTS = 1000, /* more are not told apart: those go first for which nobody waited */
    TIMELINE_EDGES = 60,     /* more are not drawn: they would hide the rest */
};

/* How the run ended, and with what it ran. */
struct timeline_run {
    const struct sample *sample;
    enum result_end end;
    int code;
    int cores;
};

/* The addresses whose names and lines timeline_derive will ask for, each once. */
void timeline_addresses(const struct recording *recording, struct arena *a, struct symbol **symbols,
                        size_t *count);

/* Derive the model. `symbols` as timeline_addresses gave them, filled in as far as known. Everything
 * lives in `a`. */
void timeline_derive(const struct recording *recording, const struct timeline_run *run,
                     const struct symbol *symbols, size_t symbol_count, struct arena *a,
                     struct timeline *timeline);

/* Append the model as JSON without indentation. Indices of lanes and objects begin with 0; times are
 * nanoseconds, whole numbers. Keys with a ? are left out where there is nothing to be said (-1, false, 0).
 *
 *     {"version": 1, "wall_ns", "killed": bool, "last_ns", "cores", "lost", "unreadable",
 *      "why_no_switches": null | "…", "deadlock": null | "…", "cycle": [{"lane", "object"?}],
 *      "objects": [{"kind": "mutex", "name", "short", "contended": bool}],
 *      "lanes": [{"name", "function"?, "process", "creator"?, "t0", "t1", "end": "returned | exited |
 *                 killed | cut off | never ran", "locks", "contended", "blocked_ns", "quota_ns"?}],
 *      "levels": [{"columns", "bars": [one array for each lane: [{"t0", "t1", "state", "object"?, "peer"?,
 *                  "line"?, "writes"?, "open"?, "cpu"?, "asked_us"?, "holders"?: [lane, …],
 *                  "more_holders"?, "shares"?: {"runs": 0.3, …}}]],
 *                  "holds": [{"t0", "t1", "object", "lane", "line"?, "reader"?, "open"?, "merged"?,
 *                             "held_ns"?, "waiting"?}], "holds_left_out"?,
 *                  "edges": [{"kind": "create | handoff | signal | data", "from", "to", "t0", "t1",
 *                             "object"?}], "edges_left_out"?,
 *                  "marks": [{"kind": "signal | broadcast | post | exec", "lane", "object"?, "line"?, "t",
 *                             "merged"?}]}]}
 *
 * The first level is for the page, the last one the whole; they are one where that is small enough.
 * Values of kind are the small letters of enum trace_what. */
void timeline_json(const struct timeline *timeline, struct buf *out);

#endif
