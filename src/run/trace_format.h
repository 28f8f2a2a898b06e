/* trace_format: what the recorder (src/recorder/) leaves behind in the memory file of a traced run.
 *
 * drawloom makes the file (memfd_create(2), TRACE_BYTES long, sparse) and seals it against any other
 * size, so that nobody who has it mapped can be hurt by the program. The program inherits it as
 * descriptor TRACE_FD, named by the variable TRACE_VARIABLE; the recorder in it, and in each program
 * that it becomes or starts, maps it shared. What is in it outlives a SIGKILL. Whoever reads it must
 * expect anything: the traced program may have written what it likes.
 *
 *     0                   struct trace_head
 *     TRACE_SLOTS_AT      TRACE_SLOTS x struct trace_slot, one a thread, in order of creation
 *     TRACE_CHUNKS_AT     TRACE_CHUNKS x struct trace_chunk
 *
 * A slot is reserved by the thread that creates (pthread_create, fork), so that the order is that of
 * creation; slot 0 is the first thread of the first process. A thread takes a chunk by one atomic
 * addition and then writes into it alone; its chunks carry its slot, and within the file they are in
 * the order in which it took them. A record's `event` is stored last (release); TRACE_NONE ends a chunk.
 *
 * All times are nanoseconds of CLOCK_MONOTONIC. Of two threads that hold one lock after each other, the
 * GIVE of the first is not later than the TAKE of the second: a GIVE is stamped before the lock is
 * released, a TAKE after it was acquired. Numbers are little-endian, and of the machine's own width. */
#ifndef RUN_TRACE_FORMAT_H
#define RUN_TRACE_FORMAT_H

#include <stdint.h>

#define TRACE_MAGIC UINT64_C(0x6d6f6f6c77617264) /* "drawloom" */
#define TRACE_VARIABLE "DRAWLOOM_TRACE_FD"

enum {
    TRACE_VERSION = 1,
    TRACE_FD = 255,
    TRACE_BYTES = 64 << 20,
    TRACE_SLOTS = 1024,
    TRACE_SLOT_BYTES = 256,
    TRACE_CHUNK_BYTES = 64 << 10,
    TRACE_SLOTS_AT = 4096,
    TRACE_CHUNKS_AT = TRACE_SLOTS_AT + TRACE_SLOTS * TRACE_SLOT_BYTES,
    TRACE_CHUNKS = (TRACE_BYTES - TRACE_CHUNKS_AT) / TRACE_CHUNK_BYTES,

    /* A thread records this many events one by one. After that it only counts what it locks, with a
     * TRACE_MANY about every TRACE_MANY_NS, and records waits that were longer than TRACE_LONG_NS. */
    TRACE_QUOTA = 20000,
    TRACE_MANY_NS = 1000000,
    TRACE_LONG_NS = 200000,
};

struct trace_head {
    uint64_t magic; /* by drawloom, with the version */
    uint32_t version;
    uint32_t attached;             /* images (processes, execs) in which a recorder began */
    uint32_t slots_used;           /* reserved; more than TRACE_SLOTS: the rest was not recorded */
    uint32_t chunks_used;          /* the same of chunks */
    uint64_t image_dev, image_ino; /* of /proc/self/exe of the first image: the sample's program, or
                                    * a script's interpreter */
};

enum trace_ending {
    TRACE_UNENDED, /* it was alive when the run ended, or was killed */
    TRACE_RETURNED,
    TRACE_EXITED, /* pthread_exit, thrd_exit, _exit: the call itself was seen */
};

struct trace_slot {
    uint32_t pid, tid; /* in the namespace of the run; 0: reserved, but never began */
    uint32_t ppid;
    int32_t creator;           /* slot of the thread that created it; -1: unknown, or the first */
    uint64_t start_ns, end_ns; /* 0: not yet. start_ns of a slot that never began: when it was
                                * reserved */
    uint64_t start_function;   /* its address minus `base`; 0: unknown (main, a forked child, one in
                                * a library) */
    uint64_t base;             /* load address of the program's image; 0 where it is not position
                                * independent. That of the first image, also after exec; 0 when the
                                * slot never ran in that */
    uint32_t ending;           /* enum trace_ending */
    uint32_t is_foreign;       /* it runs an image other than the first (after exec) */

    /* What it waits for, valid when state is not TRACE_NONE: as a record of event TRACE_BEGIN. Written
     * with `state` last, taken back with `state` first. This is what a killed run is read from. */
    uint32_t state; /* TRACE_NONE or TRACE_BEGIN */
    uint8_t state_what, state_flags;
    uint16_t state_spare;
    uint32_t state_arg, state_pc;
    uint64_t state_object, state_since_ns;

    uint64_t locks;      /* acquired: mutexes, rwlocks, spin locks */
    uint64_t contended;  /* of these, how many it had to wait for */
    uint64_t blocked_ns; /* in all such waits */
    uint64_t lost;       /* records that found no room */
    uint32_t recorded;   /* records written */
    uint32_t past_quota; /* 1: it was past its quota in the end */
    char name[16];       /* pthread_setname_np; "" none; NUL-terminated unless all 16 are used */
    uint8_t unused[112]; /* zero */
};

/* After TRACE_EXEC, which has TRACE_PROCESS, the new image goes on in the same slot, if it has a
 * recorder; or there is a TRACE_FAIL of TRACE_PROCESS: it did not come, for the errno in `arg`. A join
 * that joined nobody ends with TRACE_FAIL, and `arg` as at its begin. */
enum trace_event {
    TRACE_NONE,
    TRACE_BEGIN,  /* the thread begins to wait for `object` (or inside a call that may wait) */
    TRACE_END,    /* the wait is over, nothing is held by it */
    TRACE_TAKE,   /* acquired; ends the wait that the thread was in for the same object, if any */
    TRACE_GIVE,   /* released (mutex, rwlock, spin lock) */
    TRACE_FAIL,   /* not acquired (busy, timed out, error in `arg`); ends a wait like TRACE_TAKE */
    TRACE_NOTIFY, /* condition: signal, with TRACE_ALL broadcast; semaphore: post */
    TRACE_CREATE, /* object is the new slot, UINT64_MAX unknown (posix_spawn: the child reserves its
                   * own); TRACE_PROCESS: arg is the child's pid */
    TRACE_START,  /* TRACE_THREAD, TRACE_PROCESS: the first record of a slot */
    TRACE_EXIT,   /* its last record; TRACE_PROCESS: of the thread that ends the whole process,
                   * arg is the exit status */
    TRACE_EXEC,   /* the process is about to become a new image */
    TRACE_MANY,   /* past the quota: arg locks were taken in the time `object` (ns) up to t_ns */
};

/* object: the address of the lock, condition, …; for TRACE_PIPE, TRACE_SOCKET: st_ino of the
 * descriptor; for TRACE_QUEUE: the queue's id or descriptor. */
enum trace_what {
    TRACE_NOTHING,
    TRACE_THREAD,  /* BEGIN, END: join, arg is the slot waited for, UINT32_MAX unknown */
    TRACE_PROCESS, /* BEGIN: wait, arg is the pid, 0 any; END: arg is the pid that ended, 0 none */
    TRACE_MUTEX,   /* BEGIN: arg is the owner's tid, 0 unknown */
    TRACE_RWLOCK,  /* BEGIN: arg is the writer's tid, 0 unknown or readers */
    TRACE_SPIN,
    TRACE_CONDITION, /* BEGIN, END. The mutex's GIVE comes before BEGIN, its TAKE after END. */
    TRACE_SEMAPHORE,
    TRACE_BARRIER,
    TRACE_SLEEP,  /* BEGIN: arg is the microseconds asked for, UINT32_MAX for more; object is 0 */
    TRACE_PIPE,   /* BEGIN, END of read and write; END: arg is the bytes, UINT32_MAX an error */
    TRACE_SOCKET, /* the same; spare tells which call */
    TRACE_QUEUE,  /* POSIX and System V message queues */
    TRACE_POLL,   /* poll, select, epoll_wait; BEGIN: arg is the descriptors; END: how many ready */
    TRACE_SIGNAL, /* pause, sigwait, …; END: arg is the signal */
    TRACE_WHATS
};

enum trace_flag {
    TRACE_SHARED = 1,  /* the object is shared by processes; otherwise it belongs to its process */
    TRACE_READER = 2,  /* rwlock */
    TRACE_TIMED = 4,   /* a wait that ends by itself, or a try */
    TRACE_WOULD = 8,   /* pipe, socket, queue: poll(2) said that it would block */
    TRACE_WRITES = 16, /* pipe, socket, queue: the call sends */
    TRACE_ALL = 32,    /* broadcast */
    TRACE_LATE = 64,   /* past the quota: what is held from here on is not known */
};

/* `spare` of TRACE_SOCKET. */
enum trace_call { TRACE_CALL_IO, TRACE_CALL_ACCEPT, TRACE_CALL_CONNECT };

struct trace_record {
    uint64_t t_ns;
    uint64_t object;
    uint32_t arg;
    uint32_t pc;     /* return address of the call minus the slot's base; 0: outside the program */
    uint32_t cpu_us; /* CPU time of the thread so far, at BEGIN, END, START and EXIT, and at a TAKE
                      * or FAIL that ended a wait; else 0 */
    uint8_t event;   /* enum trace_event; stored last */
    uint8_t what;    /* enum trace_what */
    uint8_t flags;   /* of enum trace_flag */
    uint8_t spare;
};

enum { TRACE_CHUNK_RECORDS = TRACE_CHUNK_BYTES / 32 - 1 };

struct trace_chunk {
    uint32_t slot; /* plus one; 0: not taken */
    uint32_t unused[7];
    struct trace_record records[TRACE_CHUNK_RECORDS];
};

_Static_assert(sizeof(struct trace_record) == 32, "format");
_Static_assert(sizeof(struct trace_slot) == TRACE_SLOT_BYTES, "format");
_Static_assert(sizeof(struct trace_chunk) == TRACE_CHUNK_BYTES, "format");

#endif
