/* Which level is chosen, and what is said when one does not work. */
#include "run/sandbox.h"

#include <sys/eventfd.h>
#include <sys/stat.h>

#include "sandbox_fixture.h"

static void names_of_levels(void)
{
    CHECK_STR(sandbox_level_name(SANDBOX_OFF), "off");
    CHECK_STR(sandbox_level_name(SANDBOX_REDUCED), "reduced");
    CHECK_STR(sandbox_level_name(SANDBOX_FULL), "full");
}

static void full_is_the_first_choice(void)
{
    struct sandbox_fixture f;
    struct err err;
    sandbox_fixture_begin(&f);
    if (!CHECK(sandbox_fixture_open(&f, SANDBOX_CHOOSE, &err)))
        printf("#   %s\n", err.message);
    CHECK_INT(f.sandbox.level, SANDBOX_FULL);
    CHECK(f.sandbox.tool && strncmp(f.sandbox.tool, "bubblewrap ", 11) == 0);
    CHECK(!f.sandbox.why);
    CHECK((geteuid() == 0) == (f.sandbox.uid != 0));
    sandbox_fixture_end(&f);
}

static void off_is_only_what_is_asked_for(void)
{
    struct sandbox_fixture f;
    struct err err;
    sandbox_fixture_begin(&f);
    f.launcher.bwrap = "/no/bwrap";
    CHECK(sandbox_fixture_open(&f, SANDBOX_ONLY_OFF, &err));
    CHECK_INT(f.sandbox.level, SANDBOX_OFF);
    CHECK(!f.sandbox.tool && !f.sandbox.why && f.sandbox.uid == 0);
    sandbox_fixture_end(&f);
}

/* Programs that are called bwrap. NULL: there is none. */
static const struct {
    const char *script, *why;
} broken[] = {
    {NULL, "is not there"},
    {"#!/bin/sh\necho 'bwrap: no permissions' >&2\nexit 1\n", "bwrap: no permissions"},
    {"#!/bin/sh\nexit 0\n", "ended with status 0 and without a report"},
    {"#!/bin/sh\nkill -9 $$\n", "without a report"},
    {"not a program", ""},
};

static const char *break_bwrap(struct sandbox_fixture *f, const char *script)
{
    const char *path = path_join(&f->arena, f->dir, "bwrap");
    struct err err;
    if (script)
        CHECK(file_write(path, str_of(script), &err) && chmod(path, 0755) == 0);
    return f->launcher.bwrap = path;
}

static void reduced_is_the_second_choice(void)
{
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        struct sandbox_fixture f;
        struct err err;
        sandbox_fixture_begin(&f);
        break_bwrap(&f, broken[i].script);
        if (!CHECK(sandbox_fixture_open(&f, SANDBOX_CHOOSE, &err)))
            printf("#   %s\n", err.message);
        CHECK_INT(f.sandbox.level, SANDBOX_REDUCED);
        CHECK(f.sandbox.tool && strncmp(f.sandbox.tool, "Landlock ", 9) == 0);
        if (!CHECK(f.sandbox.why && strstr(f.sandbox.why, broken[i].why)))
            printf("#   \"%s\"\n", f.sandbox.why ? f.sandbox.why : "(null)");
        sandbox_fixture_end(&f);
    }
}

static void what_is_insisted_on_must_work(void)
{
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        struct sandbox_fixture f;
        struct err err;
        sandbox_fixture_begin(&f);
        break_bwrap(&f, broken[i].script);
        CHECK(!sandbox_fixture_open(&f, SANDBOX_ONLY_FULL, &err));
        CHECK(strstr(err.message, "no sandbox works here:\n  full: "));
        CHECK(strstr(err.message, broken[i].why) && !strstr(err.message, "reduced: "));
        CHECK(strstr(err.message, "apt install bubblewrap") &&
              strstr(err.message, "--sandbox=off"));
        sandbox_fixture_end(&f);
    }
}

/* The trial has a deadline. */
static void bwrap_that_hangs_does_not_work(void)
{
    struct sandbox_fixture f;
    struct err err;
    sandbox_fixture_begin(&f);
    break_bwrap(&f, "#!/bin/sh\nexec sleep 600\n");
    CHECK(!sandbox_fixture_open(&f, SANDBOX_ONLY_FULL, &err));
    CHECK(strstr(err.message, "does not answer"));
    sandbox_fixture_end(&f);
}

static void an_interruption_ends_the_trial(void)
{
    struct sandbox_fixture f;
    struct err err;
    sandbox_fixture_begin(&f);
    f.launcher.stop_fd = eventfd(1, EFD_CLOEXEC);
    CHECK(!sandbox_fixture_open(&f, SANDBOX_CHOOSE, &err));
    CHECK_STR(err.message, "interrupted");
    close(f.launcher.stop_fd);
    sandbox_fixture_end(&f);
}

static void nothing_is_tried_when_nothing_is_run(void)
{
    static const struct {
        enum sandbox_choice choice;
        enum sandbox_level level;
    } rows[] = {{SANDBOX_CHOOSE, SANDBOX_FULL},
                {SANDBOX_ONLY_FULL, SANDBOX_FULL},
                {SANDBOX_ONLY_REDUCED, SANDBOX_REDUCED},
                {SANDBOX_ONLY_OFF, SANDBOX_OFF}};
    const struct launcher none = {"/no/launcher", -1, NULL};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct sandbox sandbox;
        sandbox_assume(&sandbox, &none, rows[i].choice);
        CHECK_INT(sandbox.level, rows[i].level);
        sandbox_close(&sandbox);
    }
}

/* One program in an opened sandbox. */
static struct launch_result run(struct sandbox_fixture *f, const char *script)
{
    static const char *const env[] = {"PATH=/usr/bin:/bin", NULL};
    const char *argv[] = {"sh", "-c", script, NULL};
    const struct launch_spec spec = {.exec = "sh",
                                     .argv = argv,
                                     .env = env,
                                     .timeout_ms = 20000,
                                     .memory_bytes = (size_t)512 << 20,
                                     .processes = 64,
                                     .file_bytes = 1 << 20,
                                     .inodes = 100,
                                     .max_output = 65536};
    struct box *box = NULL;
    struct launch_result result;
    struct err err = {0};
    launch_result_init(&result);
    if (!CHECK(box_open(&f->sandbox, SANDBOX_RUN, f->dir, &box, &err) &&
               box_run(box, &spec, &result, &err)))
        printf("#   %s\n", err.message);
    box_close(box);
    return result;
}

/* What a program sees at the full level, as what a script prints. */
static const struct {
    const char *script, *out;
} views[] = {
    {"ls / | grep -v lib; ls -A /box /tmp /dev/shm",
     "bin\nbox\ndev\netc\nproc\nsbin\nsys\ntmp\nusr\n/box:\n\n/dev/shm:\n\n/tmp:\n"},
    {"ls /etc", "alternatives\ngroup\nhosts\nld.so.cache\nnsswitch.conf\npasswd\n"},
    {"ls /dev", "fd\nfull\nnull\nrandom\nshm\nstderr\nstdin\nstdout\nurandom\nzero\n"},
    {"id -u; id -g; id -un; hostname", "1000\n1000\nuser\nsandbox\n"},
    {"getent ahostsv4 localhost | head -n 1 | cut -d' ' -f1", "127.0.0.1\n"},
    {"cat /sys/devices/system/cpu/online >/dev/null && echo ok", "ok\n"},
    {"for f in /x /usr/x /etc/x /proc/x /run/x /dev/x; do : 2>/dev/null >$f && echo $f; done", ""},
    {"tr '\\0' '\\n' </proc/1/environ; ls /run", ""},
    {"unshare -r true || unshare -n true || mount -t tmpfs x /tmp || chroot /usr true || "
     "mknod x c 1 3 || setpriv --reuid 0 true || echo refused",
     "refused\n"},
    {"chmod u+s /bin/sh; : >x; chmod u+s x || mkfifo p && test -p p && echo fifo", "fifo\n"},
    {"python3 -c 'import errno, socket as s\n"
     "for a in [(s.AF_UNIX, s.SOCK_STREAM, 0), (s.AF_UNIX, s.SOCK_SEQPACKET, 0),\n"
     "          (s.AF_INET, s.SOCK_STREAM, 0), (s.AF_INET, s.SOCK_STREAM, 6),\n"
     "          (s.AF_INET, s.SOCK_DGRAM, 17), (s.AF_INET, s.SOCK_STREAM, 262),\n"
     "          (s.AF_INET, s.SOCK_DGRAM, 1), (s.AF_INET, s.SOCK_RAW, 1),\n"
     "          (s.AF_INET6, s.SOCK_STREAM, 0), (s.AF_NETLINK, s.SOCK_RAW, 0), (40, 1, 0)]:\n"
     "    try: s.socket(*a); print(end=\"ok \")\n"
     "    except OSError as e: print(errno.errorcode[e.errno], end=\" \")'",
     "ok ok ok ok ok EAFNOSUPPORT EAFNOSUPPORT EAFNOSUPPORT EAFNOSUPPORT EAFNOSUPPORT "
     "EAFNOSUPPORT "},
    {"python3 -c 'import socket as s\n"
     "a, b = s.socket(), s.socket()\na.bind((\"localhost\", 0))\na.listen()\n"
     "b.connect(a.getsockname())\nc, _ = a.accept()\nb.sendall(b\"over TCP\")\n"
     "print(c.recv(99).decode())'",
     "over TCP\n"},
    {"setarch -R true && echo ok; setarch linux32 true || echo no", "ok\nno\n"},
};

static void full_shows_what_it_should(void)
{
    struct sandbox_fixture f;
    struct err err;
    sandbox_fixture_begin(&f);
    CHECK(sandbox_fixture_open(&f, SANDBOX_ONLY_FULL, &err));
    for (size_t i = 0; i < sizeof views / sizeof *views; i++) {
        struct launch_result r = run(&f, views[i].script);
        if (!CHECK_STR(r.out.data, views[i].out))
            printf("#   %s\n", r.err.data);
        launch_result_release(&r);
    }
    sandbox_fixture_end(&f);
}

/* The shell forks where it may, so each of these is one process. */
static void what_the_course_names_can_be_read(void)
{
    static const enum sandbox_choice choices[] = {SANDBOX_ONLY_FULL, SANDBOX_ONLY_REDUCED};
    static const char *const works[] = {"exec cat /etc/debian_version", "exec ls /etc/apt"};
    static const char *const fails[] = {"exec ls /var/log", "exec cat /etc/machine-id",
                                        ": >/etc/apt/x"};
    for (size_t c = 0; c < 2; c++) {
        struct sandbox_fixture f;
        struct err err;
        sandbox_fixture_begin(&f);
        f.readable = (struct words){(const char *[]){"/etc/debian_version", "/etc/apt"}, 2};
        CHECK(sandbox_fixture_open(&f, choices[c], &err));
        for (size_t i = 0; i < 2; i++) {
            struct launch_result r = run(&f, works[i]);
            CHECK(r.code == 0 && r.out.len > 0);
            launch_result_release(&r);
        }
        for (size_t i = 0; i < 3; i++) {
            struct launch_result r = run(&f, fails[i]);
            CHECK(r.code != 0 && r.out.len == 0);
            launch_result_release(&r);
        }
        sandbox_fixture_end(&f);
    }
}

/* At the reduced level a program is whom it runs as, also to files that it can't open. */
static void reduced_keeps_what_belongs_to_the_user(void)
{
    static const char script[] =
        "exec python3 -c 'import os, fcntl, socket\n"
        "def attempt(name, deed, *words):\n"
        "    try: deed(*words); print(name)\n"
        "    except OSError: pass\n"
        "a, b = socket.socketpair()\n"
        "attempt(\"chmod\", os.chmod, \"%1$s\", 0)\n"
        "attempt(\"chown\", os.chown, \"%1$s\", os.getuid(), os.getgid())\n"
        "attempt(\"utime\", os.utime, \"%1$s\")\n"
        "attempt(\"truncate\", os.truncate, \"%1$s\", 0)\n"
        "attempt(\"open\", os.open, \"%1$s\", os.O_TRUNC)\n"
        "attempt(\"open 3\", os.open, \"%1$s\", os.O_TRUNC | 3)\n"
        "attempt(\"unlink\", os.unlink, \"%1$s\")\n"
        "attempt(\"owner\", fcntl.ioctl, a, 0x8901, os.getpid())\n"
        "f = open(\"own\", \"w\")\n"
        "attempt(\"fchmod\", os.fchmod, f.fileno(), 0o600)\n"
        "attempt(\"ftruncate\", os.ftruncate, f.fileno(), 10)'";
    struct sandbox_fixture f;
    struct err err;
    sandbox_fixture_begin(&f);
    CHECK(sandbox_fixture_open(&f, SANDBOX_ONLY_REDUCED, &err));
    char *path = arena_printf(&f.arena, "%s/precious", f.dir);
    struct str text = {"text", 4};
    CHECK(file_write(path, text, &err));
    CHECK(f.sandbox.uid == 0 || chown(path, f.sandbox.uid, f.sandbox.uid) == 0);
    struct launch_result r = run(&f, arena_printf(&f.arena, script, path));
    CHECK_STR(r.out.data, "fchmod\nftruncate\n");
    if (r.code != 0)
        printf("#   %s\n", r.err.data);
    launch_result_release(&r);
    sandbox_fixture_end(&f);
}

int main(void)
{
    RUN(names_of_levels);
    RUN(full_is_the_first_choice);
    RUN(off_is_only_what_is_asked_for);
    RUN(reduced_is_the_second_choice);
    RUN(what_is_insisted_on_must_work);
    RUN(bwrap_that_hangs_does_not_work);
    RUN(an_interruption_ends_the_trial);
    RUN(nothing_is_tried_when_nothing_is_run);
    RUN(full_shows_what_it_should);
    RUN(what_the_course_names_can_be_read);
    RUN(reduced_keeps_what_belongs_to_the_user);
    return test_summary();
}
