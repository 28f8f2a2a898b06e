/* recorder_fixture: tests/traced/acts.c under the recorder, in both of its forms, and what it left. */
#ifndef RECORDER_FIXTURE_H
#define RECORDER_FIXTURE_H

#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "run/trace_calls.h"
#include "run/trace_format.h"
#include "test.h"

struct form {
    const char *name, *compiler, *options;
    bool is_linked;
};

static const struct form forms[] = {
    {"gcc", "gcc", "", false},
    {"clang", "clang", "-no-pie", false},
    {"gcc-static", "gcc", "-static", true},
    {"gcc-static-pie", "gcc", "-static-pie", true},
    {"clang-static", "clang", "-static", true},
};
enum { FORMS = sizeof forms / sizeof *forms };

/* Where the programs are built, and where the recorder lies. */
struct workbench {
    char dir[40];
    char build[PATH_MAX];
};

struct recorded {
    int fd;
    char *arena;
    pid_t pid;
    int status;
};

static inline void workbench_begin(struct workbench *w)
{
    char self[PATH_MAX - 32];
    *w = (struct workbench){.dir = "/tmp/test-recorder-XXXXXX"};
    ssize_t len = readlink("/proc/self/exe", self, sizeof self - 1);
    self[len > 0 ? len : 0] = '\0';
    *strrchr(self, '/') = '\0';
    snprintf(w->build, sizeof w->build, "%s/..", self);
    CHECK(mkdtemp(w->dir) != NULL);
}

static inline void workbench_end(struct workbench *w)
{
    char path[PATH_MAX];
    for (int i = 0; i < FORMS; i++) {
        snprintf(path, sizeof path, "%s/%s", w->dir, forms[i].name);
        unlink(path);
    }
    rmdir(w->dir);
}

#define WRAP_OPTION(name) ",--wrap=" #name
static inline bool workbench_compile(const struct workbench *w, const struct form *form)
{
    static const char wraps[] = "-Wl" TRACE_CALLS(WRAP_OPTION);
    char line[2 * PATH_MAX + sizeof wraps + 256];
    snprintf(line, sizeof line,
             "%s -std=gnu17 -D_GNU_SOURCE -O1 -pthread %s -o %s/%s tests/traced/acts.c",
             form->compiler, form->options, w->dir, form->name);
    size_t len = strlen(line);
    if (form->is_linked)
        snprintf(line + len, sizeof line - len, " %s/drawloom-record.o %s", w->build, wraps);
    return system(line) == 0;
}

static inline void recorded_init(struct recorded *r)
{
    const struct trace_head head = {.magic = TRACE_MAGIC, .version = TRACE_VERSION};
    *r = (struct recorded){.fd = memfd_create("trace", MFD_CLOEXEC)};
    CHECK(ftruncate(r->fd, TRACE_BYTES) == 0);
    r->arena = mmap(NULL, TRACE_BYTES, PROT_READ | PROT_WRITE, MAP_SHARED, r->fd, 0);
    CHECK(r->arena != MAP_FAILED);
    memcpy(r->arena, &head, sizeof head);
}

static inline void recorded_release(struct recorded *r)
{
    munmap(r->arena, TRACE_BYTES);
    close(r->fd);
}

static inline void recorded_exec(const struct workbench *w, const struct form *form,
                                 const char *act, int fd)
{
    char program[PATH_MAX], preload[PATH_MAX + 40];
    snprintf(program, sizeof program, "%s/%s", w->dir, form->name);
    snprintf(preload, sizeof preload, "LD_PRELOAD=%s/drawloom-record.so", w->build);
    char *argv[] = {program, (char *)act, NULL};
    const char *env[] = {"PATH=/bin:/usr/bin", TRACE_VARIABLE "=255",
                         form->is_linked ? NULL : preload, NULL};
    dup2(fd, TRACE_FD);
    alarm(60);
    execve(program, argv, (char **)env);
    _exit(127);
}

static inline void recorded_start(struct recorded *r, const struct workbench *w,
                                  const struct form *form, const char *act)
{
    r->pid = fork();
    if (r->pid == 0)
        recorded_exec(w, form, act, r->fd);
    CHECK(r->pid > 0);
}

static inline void recorded_wait(struct recorded *r)
{
    CHECK(waitpid(r->pid, &r->status, 0) == r->pid);
}

static inline const struct trace_head *recorded_head(const struct recorded *r)
{
    return (const struct trace_head *)r->arena;
}

static inline const struct trace_slot *recorded_slot(const struct recorded *r, uint32_t i)
{
    return (const struct trace_slot *)(r->arena + TRACE_SLOTS_AT) + i;
}

/* The record of a slot after `at`, which is its first for {0, 0}; NULL: there is none. */
struct recorded_place {
    uint32_t chunk, record;
};

static inline const struct trace_record *recorded_next(const struct recorded *r, uint32_t slot,
                                                       struct recorded_place *at)
{
    const struct trace_chunk *chunks = (const struct trace_chunk *)(r->arena + TRACE_CHUNKS_AT);
    for (; at->chunk < TRACE_CHUNKS && chunks[at->chunk].slot; at->chunk++, at->record = 0) {
        if (chunks[at->chunk].slot != slot + 1 || at->record == TRACE_CHUNK_RECORDS)
            continue;
        const struct trace_record *record = &chunks[at->chunk].records[at->record];
        if (record->event == TRACE_NONE)
            continue;
        at->record++;
        return record;
    }
    return NULL;
}

static inline uint32_t recorded_count(const struct recorded *r, uint32_t slot,
                                      enum trace_event event, enum trace_what what)
{
    struct recorded_place at = {0};
    uint32_t n = 0;
    for (const struct trace_record *record; (record = recorded_next(r, slot, &at));)
        n += record->event == event && record->what == what;
    return n;
}

#endif
