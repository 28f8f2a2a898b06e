/* sandbox: which confinement this machine allows, and what it takes to begin one.
 *
 *   full      bubblewrap's namespaces with drawloom-launch inside and outside, and a seccomp filter
 *   reduced   Landlock and a stricter seccomp filter (no fork, no sockets), where user namespaces
 *             are refused
 *   off       limits only
 *
 * A level counts as available when a program has really run in it. */
#ifndef RUN_SANDBOX_H
#define RUN_SANDBOX_H

#include "base/arena.h"
#include "base/err.h"
#include "course/words.h"
#include "run/launch.h"

enum sandbox_level { SANDBOX_OFF, SANDBOX_REDUCED, SANDBOX_FULL };
/* "off", "reduced", "full" */
const char *sandbox_level_name(enum sandbox_level level);

/* What --sandbox says. Automatic: the fullest that works, never off. */
enum sandbox_choice { SANDBOX_CHOOSE, SANDBOX_ONLY_OFF, SANDBOX_ONLY_REDUCED, SANDBOX_ONLY_FULL };

/* What kind of work is confined: each kind has a filter of its own. */
enum sandbox_kind { SANDBOX_COMPILE, SANDBOX_RUN, SANDBOX_KINDS };

struct sandbox {
    const struct launcher *launcher;
    enum sandbox_level level;
    const char *tool; /* "bubblewrap 0.8.0", "Landlock 7"; NULL: off */
    const char *why;  /* why it is not full; NULL: it is, or was not asked for */
    unsigned uid;     /* who sandboxed programs are outside, when drawloom is root; 0: drawloom's */
    int filters[SANDBOX_KINDS]; /* memory files of BPF; -1: none */
    int image;                  /* full: drawloom-launch as a memory file that anybody may start: it
                                 * may lie where the sandbox's user can't come; -1: none */
    const char *const *argv;    /* what keep starts, without the folder of "serve" */
};

struct sandbox_spec {
    const struct launcher *launcher;
    enum sandbox_choice choice;
    const char *dir;              /* where programs of the trial run: an absolute path */
    const struct words *readable; /* what programs may read besides the system: absolute paths */
};

/* Choose and try. Lives in `a` until sandbox_close, which must be called in any case. Errors: the
 * level that was insisted on, or any at all, does not work here; the message says why and what to do;
 * interrupted. */
bool sandbox_open(struct sandbox *sandbox, const struct sandbox_spec *spec, struct arena *a,
                  struct err *err);
/* For a course in which nothing is run: the level that is asked for, which nobody tried. */
void sandbox_assume(struct sandbox *sandbox, const struct launcher *launcher,
                    enum sandbox_choice choice);
void sandbox_close(struct sandbox *sandbox); /* accepts one that was not opened, zeroed */

/* The made-up files of the full level; keep's descriptors for bwrap follow LAUNCH_IMAGE in this
 * order. */
enum { SANDBOX_ETC_FILES = 4 };
struct sandbox_etc {
    const char *path, *text;
};
extern const struct sandbox_etc sandbox_etc[SANDBOX_ETC_FILES];

#endif
