#include "run/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/file.h"
#include "run/box.h"
#include "run/bwrap.h"
#include "run/filter.h"
#include "run/user.h"

enum { TRIAL_MS = 10000 };

const char *sandbox_level_name(enum sandbox_level level)
{
    static const char *const names[] = {
        [SANDBOX_OFF] = "off", [SANDBOX_REDUCED] = "reduced", [SANDBOX_FULL] = "full"};
    return names[level];
}

/* --- the trial --- */

/* Run one program; *out gets what it printed. */
static bool try_program(const struct sandbox *sandbox, const char *dir, const char *const *argv,
                        struct buf *out, struct err *err)
{
    static const char *const env[] = {"PATH=/usr/bin:/bin", NULL};
    const struct launch_spec spec = {
        .exec = argv[0],
        .argv = argv,
        .env = env,
        .timeout_ms = TRIAL_MS,
        .memory_bytes = (size_t)64 << 20,
        .processes = 8,
        .file_bytes = 1 << 20,
        .inodes = 64,
        .max_output = 1024,
    };
    struct box *box = NULL;
    struct launch_result result;
    bool ok = box_open(sandbox, SANDBOX_RUN, dir, &box, err);
    if (ok) {
        ok = box_run(box, &spec, &result, err);
        if (ok && result.end == LAUNCH_TIME_LIMIT)
            ok = err_set(err, "%s: " BOX_NO_ANSWER " within %d s", argv[0], TRIAL_MS / 1000);
        else if (ok && (result.end != LAUNCH_EXITED || result.code != 0))
            ok = err_set(err, "%s does not run in it: %.*s", argv[0],
                         STR_FMT(buf_view(&result.err)));
        if (ok)
            buf_str(out, buf_view(&result.out));
        launch_result_release(&result);
    }
    box_close(box);
    return ok;
}

/* --- the levels --- */

static bool make_filters(struct sandbox *s, struct err *err)
{
    for (int kind = 0; kind < SANDBOX_KINDS; kind++)
        if ((s->filters[kind] = filter_make(kind, s->level, err)) < 0)
            return false;
    return true;
}

/* Nobody can change what is sealed. */
static int image_of(const char *path, struct err *err)
{
    struct buf bytes = BUF_INIT;
    int fd = file_read(path, &bytes, err)
                 ? memfd_create("drawloom-launch", MFD_ALLOW_SEALING | MFD_CLOEXEC)
                 : -1;
    int seals = F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL;
    if (fd >= 0 && !(file_write_all(fd, buf_view(&bytes)) && fcntl(fd, F_ADD_SEALS, seals) == 0))
        file_close(&fd);
    if (fd < 0 && bytes.len > 0)
        err_errno(err, "%s: cannot be copied", path);
    buf_release(&bytes);
    return fd;
}

static const char *const *serve_command(const struct sandbox_spec *spec, enum sandbox_level level,
                                        struct arena *a)
{
    struct words words = {0};
    words_add(&words, a, spec->launcher->path);
    words_add(&words, a, "serve");
    words_add(&words, a, sandbox_level_name(level));
    for (size_t i = 0; level == SANDBOX_REDUCED && i < spec->readable->count; i++)
        words_add(&words, a, spec->readable->items[i]);
    words_add(&words, a, NULL);
    return words.items;
}

/* bwrap tries itself: that its version can be asked inside shows that all works. */
static bool open_full(struct sandbox *s, const struct sandbox_spec *spec, struct arena *a,
                      struct err *err)
{
    static const char *const version[] = {"bwrap", "--version", NULL};
    const char *path = spec->launcher->bwrap ? spec->launcher->bwrap : "/usr/bin/bwrap";
    struct buf out = BUF_INIT;
    if (access(path, X_OK) != 0)
        return err_set(err, "%s is not there", path);
    s->argv = bwrap_command(path, spec->readable, a);
    bool ok = user_unused(&s->uid, err) && make_filters(s, err) &&
              (s->image = image_of(spec->launcher->path, err)) >= 0 &&
              try_program(s, spec->dir, version, &out, err);
    if (ok)
        s->tool = arena_str(a, str_trim(buf_view(&out))).data;
    buf_release(&out);
    return ok;
}

static bool open_reduced(struct sandbox *s, const struct sandbox_spec *spec, struct arena *a,
                         struct err *err)
{
    static const char *const nothing[] = {"true", NULL};
    struct buf out = BUF_INIT;
    long version =
        syscall(SYS_landlock_create_ruleset, NULL, (size_t)0, LANDLOCK_CREATE_RULESET_VERSION);
    if (version < 1)
        return err_errno(err, "this kernel has no Landlock");
    s->argv = serve_command(spec, s->level, a);
    s->tool = arena_printf(a, "Landlock %ld", version);
    bool ok = user_unused(&s->uid, err) && make_filters(s, err) &&
              try_program(s, spec->dir, nothing, &out, err);
    buf_release(&out);
    return ok;
}

static void begin(struct sandbox *s, const struct launcher *launcher, enum sandbox_level level)
{
    sandbox_close(s);
    *s = (struct sandbox){.launcher = launcher, .level = level, .image = -1};
    for (int kind = 0; kind < SANDBOX_KINDS; kind++)
        s->filters[kind] = -1;
}

static bool open_level(struct sandbox *s, const struct sandbox_spec *spec, enum sandbox_level level,
                       struct arena *a, struct err *err)
{
    begin(s, spec->launcher, level);
    if (level == SANDBOX_FULL)
        return open_full(s, spec, a, err);
    if (level == SANDBOX_REDUCED)
        return open_reduced(s, spec, a, err);
    s->argv = serve_command(spec, level, a);
    return true;
}

/* --- the choice --- */

/* Why a level does not work, on one line. */
static const char *reason(const struct err *err, struct arena *a)
{
    char *text = arena_strdup(a, err->message);
    for (char *c = text; *c; c++)
        if (*c == '\n')
            *c = ' ';
    return text;
}

/* Appended to reasons: what can be done. */
static const char remedies[] =
    "\nWhat can be done:"
    "\n  bwrap is missing, or older than 0.5: apt install bubblewrap"
    "\n  user namespaces are switched off: sysctl kernel.unprivileged_userns_clone=1,"
    " or a larger user.max_user_namespaces"
    "\n  Ubuntu 24.04: AppArmor must allow them to bwrap"
    " (kernel.apparmor_restrict_unprivileged_userns)"
    "\n  a container or a chroot: neither has them unless it is told to"
    "\n  no sandbox is needed, because you trust the course: --sandbox=off, and programs run as "
    "you";

static bool nothing_works(const char *full, const char *reduced, struct err *err)
{
    return err_set(err, "no sandbox works here:%s%s%s%s%s", full ? "\n  full: " : "",
                   full ? full : "", reduced ? "\n  reduced: " : "", reduced ? reduced : "",
                   remedies);
}

/* A machine that is short of something for a moment must not get a lesser sandbox for it. */
static bool is_passing(const struct err *err)
{
    static const int errors[] = {EAGAIN, EMFILE, ENFILE, ENOMEM};
    for (size_t i = 0; i < sizeof errors / sizeof *errors; i++)
        if (strstr(err->message, strerror(errors[i])))
            return true;
    return strstr(err->message, BOX_NO_ANSWER) != NULL;
}

bool sandbox_open(struct sandbox *s, const struct sandbox_spec *spec, struct arena *a,
                  struct err *err)
{
    const char *full = NULL, *reduced = NULL;
    struct err why = {0};
    *s = (struct sandbox){0};
    if (spec->choice == SANDBOX_ONLY_OFF)
        return open_level(s, spec, SANDBOX_OFF, a, err);
    if (spec->choice != SANDBOX_ONLY_REDUCED) {
        if (open_level(s, spec, SANDBOX_FULL, a, &why))
            return true;
        if (is_passing(&why))
            return err_set(err, "the full sandbox could not be tried: %s", why.message);
        full = reason(&why, a);
    }
    if (spec->choice != SANDBOX_ONLY_FULL && !launcher_is_stopped(spec->launcher)) {
        if (open_level(s, spec, SANDBOX_REDUCED, a, &why)) {
            s->why = full;
            return true;
        }
        reduced = reason(&why, a);
    }
    if (launcher_is_stopped(spec->launcher))
        return err_set(err, "interrupted");
    return nothing_works(full, reduced, err);
}

void sandbox_assume(struct sandbox *s, const struct launcher *launcher, enum sandbox_choice choice)
{
    static const enum sandbox_level levels[] = {
        [SANDBOX_CHOOSE] = SANDBOX_FULL,
        [SANDBOX_ONLY_OFF] = SANDBOX_OFF,
        [SANDBOX_ONLY_REDUCED] = SANDBOX_REDUCED,
        [SANDBOX_ONLY_FULL] = SANDBOX_FULL,
    };
    *s = (struct sandbox){0};
    begin(s, launcher, levels[choice]);
}

void sandbox_close(struct sandbox *s)
{
    if (!s->launcher)
        return;
    for (int kind = 0; kind < SANDBOX_KINDS; kind++)
        if (s->filters[kind] >= 0)
            close(s->filters[kind]);
    file_close(&s->image);
    *s = (struct sandbox){0};
}
