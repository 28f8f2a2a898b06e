/* kill: build a small course again and again, kill -9 drawloom at a random moment, and look at what is
 * left. `kill COUNT [SEED]`, with $B the folder that has drawloom. Prints its seed, and what it counted.
 *
 * After every kill: within a second ($PATIENCE_S) no process of the build lives. This process is the
 * subreaper of all that it starts, so whatever outlives drawloom becomes its child, whatever it calls
 * itself. Besides, no process anywhere has our mark in its arguments or environment. Every file of the
 * site is whole: its text has tokens "TOKEN-CC-NNNNNN" (chapter, version), each of a version that may
 * stand there; with the versions and all that is measured taken out, it is what a build from scratch
 * made.
 *
 * After every tenth kill, and at the end: the next build succeeds, the site is complete and of the newest
 * versions, and no temporary file is left. At the end it equals a site built from scratch. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { CHAPTERS = 6, PROMOTED = 5, MAX_VERSIONS = 64, MAX_FILES = 200, CLEAN_EVERY = 10 };
enum { TOKEN_LEN = sizeof "TOKEN-00-000000" - 1 };

enum operation { BUILD, DURABLE, PROMOTE, RUN, OPERATIONS };
static const char *const operation_names[] = {"build", "build --durable", "promote", "run"};

/* Which versions of a chapter the site may show: the one of the last clean build, and all since. */
struct chapter {
    int version;
    int allowed[MAX_VERSIONS];
    int count;
};

static struct test {
    char drawloom[PATH_MAX], folder[64], marker[32];
    uint64_t random;
    unsigned long seed;
    struct chapter chapters[CHAPTERS];
    bool may_lack_files; /* the site's folder was removed since the last clean build */
    double seconds[OPERATIONS][CHAPTERS + 1]; /* how long it takes, by chapters that changed */
    int kills[OPERATIONS], clean_builds, ended_before;
    double slowest_death, patience; /* how long a process may live on */
} test;

__attribute__((format(printf, 1, 2), noreturn)) static void fail(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    printf("# ");
    vprintf(format, args);
    printf("\nnot ok kill -9 at random moments, seed %lu (see %s)\n", test.seed, test.folder);
    va_end(args);
    exit(1);
}

/* xorshift64*: the same sequence from the same seed everywhere. */
static uint64_t next_random(void)
{
    uint64_t x = test.random;
    x ^= x >> 12;
    x ^= x << 25;
    x ^= x >> 27;
    test.random = x;
    return (x * 0x2545F4914F6CDD1DULL) >> 11;
}

static int below(int n)
{
    return (int)(next_random() % (uint64_t)n);
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void nap(double seconds)
{
    struct timespec t = {(time_t)seconds, (long)((seconds - (double)(time_t)seconds) * 1e9)};
    while (nanosleep(&t, &t) != 0)
        ;
}

/* --- files --- */

struct text {
    char *data;
    size_t len;
};

static struct text read_file(const char *path)
{
    struct text text = {NULL, 0};
    FILE *f = fopen(path, "re");
    if (!f)
        return text;
    size_t room = 1 << 16;
    text.data = malloc(room);
    for (size_t n; (n = fread(text.data + text.len, 1, room - text.len - 1, f)) > 0;) {
        text.len += n;
        if (room - text.len < 2)
            text.data = realloc(text.data, room *= 2);
    }
    text.data[text.len] = '\0';
    fclose(f);
    return text;
}

/* The last eight of these paths can be used. */
static const char *in(const char *folder, const char *name)
{
    static char paths[8][PATH_MAX];
    static int next;
    char *path = paths[next++ % 8];
    snprintf(path, PATH_MAX, "%s/%s", folder, name);
    return path;
}

static const char *in_course(const char *name)
{
    return in(test.folder, name);
}

__attribute__((format(printf, 2, 3))) static void put(const char *path, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    FILE *f = fopen(path, "we");
    if (!f || vfprintf(f, format, args) < 0 || fclose(f) != 0)
        fail("%s: %s", path, strerror(errno));
    va_end(args);
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *at)
{
    (void)st, (void)type, (void)at;
    return remove(path);
}

static void remove_tree(const char *path)
{
    nftw(path, remove_one, 20, FTW_DEPTH | FTW_PHYS);
}

/* The files below a folder, by their paths in it. */
static struct files {
    char *paths[MAX_FILES];
    int count;
    size_t prefix;
} * walked;

static int add_file(const char *path, const struct stat *st, int type, struct FTW *at)
{
    (void)st, (void)at;
    if (type != FTW_D && walked->count < MAX_FILES)
        walked->paths[walked->count++] = strdup(path + walked->prefix);
    return 0;
}

static void list_files(const char *folder, struct files *files)
{
    *files = (struct files){.prefix = strlen(folder) + 1};
    walked = files;
    nftw(folder, add_file, 20, FTW_PHYS);
}

static void free_files(struct files *files)
{
    for (int i = 0; i < files->count; i++)
        free(files->paths[i]);
}

static bool has(const struct files *files, const char *path)
{
    for (int i = 0; i < files->count; i++)
        if (strcmp(files->paths[i], path) == 0)
            return true;
    return false;
}

/* --- the course --- */

/* What a chapter's samples print is its token: a C program, a shell script that sleeps and leaves a
 * daemon, prose, and so on. `output` stands in the block that promote rewrites. */
static void put_chapter(const char *content, int c, const char *output)
{
    char token[32], path[PATH_MAX];
    snprintf(token, sizeof token, "TOKEN-%02d-%06d", c, test.chapters[c].version);
    snprintf(path, sizeof path, "%s/c%d.md", content, c);
    if (c == PROMOTED)
        put(path, "# Chapter\n\n%s\n\n```sh {#s%d}\necho %s\n```\n\n```output\n%s\n```\n", token, c,
            token, output ? output : token);
    else if (c % 3 == 0)
        put(path,
            "# Chapter\n\n%s\n\n```c {#s%d}\n#include <stdio.h>\n\nint main(void)\n{\n"
            "    puts(\"%s\");\n}\n```\n",
            token, c, token);
    else if (c % 3 == 1)
        put(path,
            "# Chapter\n\n%s\n\n```sh {#s%d}\nsetsid sleep 30 0.0000%s >/dev/null 2>&1 &\n"
            "sleep 0.05 0.0000%s\necho %s\n```\n",
            token, c, test.marker, test.marker, token);
    else
        put(path, "# Chapter\n\nNothing runs here: %s, and again: %s.\n", token, token);
}

static void change_chapter(int c)
{
    struct chapter *chapter = &test.chapters[c];
    chapter->version++;
    if (chapter->count < MAX_VERSIONS)
        chapter->allowed[chapter->count++] = chapter->version;
    put_chapter(in_course("content"), c, NULL);
}

static void put_course(const char *folder)
{
    char content[PATH_MAX];
    snprintf(content, sizeof content, "%s/content", folder);
    mkdir(folder, 0755);
    mkdir(content, 0755);
    put(in(content, "course.lua"),
        "title = \"Killed\"\nlanguages = { c = standard.c, sh = standard.sh }\n"
        "chapters = { \"c0.md\", \"c1.md\", \"c2.md\", \"c3.md\", \"c4.md\", \"c5.md\" }\n");
    for (int c = 0; c < CHAPTERS; c++)
        put_chapter(content, c, NULL);
    /* the usual one lists samples by their times */
    mkdir(in(folder, "templates"), 0755);
    put(in(folder, "templates/build.html"),
        "<!DOCTYPE html>\n<html lang=\"en\">\n<title>Build</title>\n</html>\n");
}

/* --- processes --- */

static pid_t start(const char *const argv[])
{
    fflush(stdout);
    pid_t pid = fork();
    if (pid != 0)
        return pid;
    int null = open("/dev/null", O_RDWR | O_CLOEXEC);
    int log = open(in_course("log"), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    dup2(null, 0);
    dup2(log, 1);
    dup2(log, 2);
    setenv("DRAWLOOM_KILL_TEST", test.marker, 1);
    execv(argv[0], (char *const *)argv);
    _exit(127);
}

static bool has_mark(const char *pid, const char *file)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%.16s/%s", pid, file);
    struct text text = read_file(path);
    bool has = text.data && memmem(text.data, text.len, test.marker, strlen(test.marker));
    free(text.data);
    return has;
}

static void print_process(const char *pid)
{
    struct text command = read_file(in(in("/proc", pid), "cmdline"));
    for (size_t i = 0; i < command.len; i++)
        command.data[i] = command.data[i] ? command.data[i] : ' ';
    printf("# lives: %s %.200s\n", pid, command.data ? command.data : "");
    free(command.data);
}

static void print_children(void)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/self/task/%d/children", (int)getpid());
    struct text pids = read_file(path);
    for (char *rest = pids.data, *pid; (pid = strtok_r(rest, " ", &rest));)
        print_process(pid);
    free(pids.data);
}

/* Processes with our mark, wherever they went. */
static int count_marked(bool print)
{
    DIR *d = opendir("/proc");
    int count = 0;
    for (struct dirent *entry; d && (entry = readdir(d));) {
        long pid = strtol(entry->d_name, NULL, 10);
        if (pid <= 0 || pid == getpid())
            continue;
        if (!has_mark(entry->d_name, "cmdline") && !has_mark(entry->d_name, "environ"))
            continue;
        count++;
        if (print)
            print_process(entry->d_name);
    }
    closedir(d);
    return count;
}

static bool all_are_reaped(void)
{
    pid_t pid;
    while ((pid = waitpid(-1, NULL, WNOHANG)) > 0)
        ;
    return pid < 0 && errno == ECHILD;
}

static void expect_nobody(double killed_at)
{
    while (!all_are_reaped() || count_marked(false) > 0) {
        if (now() - killed_at > test.patience) {
            count_marked(true);
            print_children();
            fail("a process lives more than %g s after the kill", test.patience);
        }
        nap(0.002);
    }
    double took = now() - killed_at;
    if (took > test.slowest_death)
        test.slowest_death = took;
}

/* --- what stands in the site --- */

/* The reference has the versions that were there when it was made. */
static bool is_allowed(const char *token, bool is_reference)
{
    int c = atoi(token + 6), version = atoi(token + 9);
    if (c < 0 || c >= CHAPTERS)
        return false;
    for (int i = 0; i < test.chapters[c].count; i++)
        if (test.chapters[c].allowed[i] == version)
            return true;
    return is_reference;
}

/* Take the versions out. False: one has no business here, or a chapter is there in two versions. */
static bool blank_tokens(struct text *text, bool is_reference)
{
    char seen[CHAPTERS][TOKEN_LEN + 1] = {""};
    for (char *at = text->data; (at = strstr(at, "TOKEN-")); at += TOKEN_LEN) {
        if (strlen(at) < TOKEN_LEN || !is_allowed(at, is_reference))
            return false;
        char *known = seen[atoi(at + 6)];
        if (known[0] && strncmp(known, at, TOKEN_LEN) != 0)
            return false;
        memcpy(known, at, TOKEN_LEN);
        memcpy(at + 9, "000000", 6);
    }
    return true;
}

static size_t unit_len(const char *s)
{
    static const char *const units[] = {" ns", " \xc2\xb5s", " ms", " s", " KiB", " MiB", " GiB"};
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
        if (strncmp(s, units[i], strlen(units[i])) == 0)
            return strlen(units[i]);
    return 0;
}

/* Take out what is measured: every number is "#", with its unit, exponent and fraction. */
static void blank_numbers(struct text *text)
{
    char *to = text->data;
    for (const char *from = text->data; *from;) {
        size_t n = strspn(from, "0123456789");
        if (n == 0) {
            *to++ = *from++;
            continue;
        }
        n += strspn(from + n, "0123456789.");
        if (from[n] == 'e' && (from[n + 1] == '-' || from[n + 1] == '+'))
            n += 2 + strspn(from + n + 2, "0123456789");
        from += n + unit_len(from + n);
        *to++ = '#';
    }
    *to = '\0';
    text->len = (size_t)(to - text->data);
}

enum { HASH_LEN = 16 };

/* In the list of the service worker: hashes of pages that hold measured numbers (check_worker looks at them). */
static void blank_hashes(struct text *text)
{
    for (char *at = text->data; (at = strstr(at, ": \"")); at += 3)
        if (strspn(at + 3, "0123456789abcdef") == HASH_LEN && at[3 + HASH_LEN] == '"')
            memset(at + 3, '#', HASH_LEN);
}

static bool ends_with(const struct text *text, const char *end)
{
    size_t len = strlen(end);
    return text->len >= len && memcmp(text->data + text->len - len, end, len) == 0;
}

static bool is_page(const char *path)
{
    size_t len = strlen(path);
    return len > 5 && strcmp(path + len - 5, ".html") == 0;
}

static struct text blanked(const char *path, bool is_reference)
{
    struct text text = read_file(path);
    if (!text.data)
        fail("%s: %s", path, strerror(errno));
    if (is_page(path) && !ends_with(&text, "</html>\n"))
        fail("%s: torn: it does not end with </html>", path);
    if (strlen(text.data) == text.len && !blank_tokens(&text, is_reference))
        fail("%s: versions that have no business there", path);
    if (strstr(path, "/sw.js"))
        blank_hashes(&text);
    blank_numbers(&text);
    return text;
}

static void compare(const char *path, const char *reference)
{
    struct text ours = blanked(path, false), theirs = blanked(reference, true);
    if (ours.len != theirs.len || memcmp(ours.data, theirs.data, ours.len) != 0)
        fail("%s: is not what a build from scratch made of these versions: %s", path, reference);
    free(ours.data);
    free(theirs.data);
}

static bool is_temporary(const char *path)
{
    return strstr(path, ".drawloom-tmp.") != NULL;
}

/* Every file of the site is whole. `clean`: all are there, and nothing else. */
static void check_site(bool clean)
{
    struct files site, reference;
    char path[PATH_MAX], wanted[PATH_MAX];
    list_files(in_course("site"), &site);
    list_files(in_course("reference/site"), &reference);
    for (int i = 0; i < site.count; i++) {
        const char *name = site.paths[i];
        if (is_temporary(name) && !clean)
            continue;
        if (!has(&reference, name))
            fail("site/%s: is left", name);
        snprintf(path, sizeof path, "%s/site/%s", test.folder, name);
        snprintf(wanted, sizeof wanted, "%s/reference/site/%s", test.folder, name);
        if (strcmp(name, ".drawloom-manifest") != 0)
            compare(path, wanted);
    }
    for (int i = 0; i < reference.count; i++)
        if (!has(&site, reference.paths[i]) && (clean || !test.may_lack_files))
            fail("site/%s: is missing", reference.paths[i]);
    free_files(&site);
    free_files(&reference);
}

/* What the service worker lists is what the manifest says: the beginning of each file's hash. */
static void check_worker(void)
{
    struct text worker = read_file(in_course("site/sw.js"));
    struct text manifest = read_file(in_course("site/.drawloom-manifest"));
    char hash[33], name[PATH_MAX], line[PATH_MAX + 64];
    int listed = 0;
    const char *at = worker.data && manifest.data ? strchr(manifest.data, '\n') : NULL;
    for (; at && sscanf(at, " %32s %*u %4095s", hash, name) == 2; at = strchr(at + 1, '\n')) {
        snprintf(line, sizeof line, "\"%s\": \"", name);
        const char *found = strstr(worker.data, line);
        if (!found)
            continue;
        listed++;
        if (strncmp(found + strlen(line), hash, HASH_LEN) != 0 ||
            found[strlen(line) + HASH_LEN] != '"')
            fail("site/sw.js: %s has another hash", name);
    }
    if (listed <= CHAPTERS)
        fail("site/sw.js: %d files only", listed);
    free(worker.data);
    free(manifest.data);
}

static void expect_no_temporaries(const char *folder)
{
    struct files files;
    list_files(folder, &files);
    for (int i = 0; i < files.count; i++)
        if (is_temporary(files.paths[i]))
            fail("%s/%s: is left", folder, files.paths[i]);
    free_files(&files);
}

static void expect_empty(const char *folder)
{
    if (rmdir(folder) != 0)
        fail("%s: is not empty: %s", folder, strerror(errno));
    mkdir(folder, 0755);
}

/* --- building --- */

static void learn(enum operation operation, int changed, double seconds)
{
    double *known = &test.seconds[operation][changed];
    *known = *known > 0 ? 0.7 * *known + 0.3 * seconds : seconds;
}

static int status_of(pid_t pid)
{
    int status;
    while (waitpid(pid, &status, 0) != pid)
        ;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static void expect_success(int status)
{
    struct text log = read_file(in_course("log"));
    if (status != 0)
        fail("a build that nobody killed ended with %d:\n%s", status, log.data ? log.data : "");
    free(log.data);
}

static void build_cleanly(const char *folder)
{
    const char *argv[] = {test.drawloom, "build", folder, NULL};
    double begin = now();
    expect_success(status_of(start(argv)));
    expect_nobody(now());
    learn(BUILD, CHAPTERS, now() - begin);
}

static void verify(void)
{
    build_cleanly(test.folder);
    for (int c = 0; c < CHAPTERS; c++) {
        test.chapters[c].allowed[0] = test.chapters[c].version;
        test.chapters[c].count = 1;
    }
    check_site(true);
    check_worker();
    expect_no_temporaries(in_course(".drawloom"));
    expect_empty(in_course(".drawloom/work"));
    test.may_lack_files = false;
    test.clean_builds++;
}

/* A site from scratch with the versions of now, in the folder `reference`. */
static void build_reference(void)
{
    remove_tree(in_course("reference"));
    put_course(in_course("reference"));
    build_cleanly(in_course("reference"));
}

/* --- killing --- */

static enum operation choose(void)
{
    int n = below(10);
    return n < 6 ? BUILD : n < 7 ? DURABLE : n < 8 ? PROMOTE : n < 9 ? RUN : BUILD;
}

static int change_some(enum operation operation)
{
    int changed = 0;
    for (int c = 0; c < CHAPTERS; c++)
        if (operation == PROMOTE ? c == PROMOTED : operation == RUN ? c == 1 : below(3) == 0) {
            change_chapter(c);
            changed++;
        }
    if (operation == PROMOTE)
        put_chapter(in_course("content"), PROMOTED, "something else");
    if (operation <= DURABLE && below(40) == 0)
        remove_tree(in_course(".drawloom"));
    if (operation <= DURABLE && below(40) == 0) {
        remove_tree(in_course("site"));
        test.may_lack_files = true;
    }
    return changed;
}

static pid_t start_operation(enum operation operation)
{
    char jobs[8];
    snprintf(jobs, sizeof jobs, "%d", 1 + below(4));
    const char *build[] = {test.drawloom, "build", test.folder, "--jobs", jobs, NULL};
    const char *durable[] = {test.drawloom, "build", test.folder, "--durable",
                             "--jobs",      jobs,    NULL};
    const char *promote[] = {test.drawloom, "promote", "-C", test.folder, "--jobs", jobs, NULL};
    const char *run[] = {test.drawloom, "run", "-C", test.folder, "s1", NULL};
    const char *const *const commands[] = {build, durable, promote, run};
    return start(commands[operation]);
}

/* Between the old text and the rewritten one there is no third. Then the right one, for what follows. */
static void check_promoted(void)
{
    struct text got = read_file(in_course("content/c5.md"));
    put_chapter(in_course("content"), PROMOTED, "something else");
    struct text before = read_file(in_course("content/c5.md"));
    put_chapter(in_course("content"), PROMOTED, NULL);
    struct text after = read_file(in_course("content/c5.md"));
    if (!got.data || (strcmp(got.data, before.data) != 0 && strcmp(got.data, after.data) != 0))
        fail("content/c5.md: neither the old nor the promoted text");
    free(got.data);
    free(before.data);
    free(after.data);
}

/* False: it had ended before. */
static bool kill_one(enum operation operation)
{
    int changed = change_some(operation), status;
    double seconds = test.seconds[operation][changed], begin = now();
    double moment = (seconds > 0 ? 1.05 * seconds : 0.3) * below(1 << 20) / (1 << 20);
    pid_t pid = start_operation(operation);
    nap(moment);
    bool ended = waitpid(pid, &status, WNOHANG) == pid;
    if (ended) {
        expect_success(WIFEXITED(status) ? WEXITSTATUS(status) : 128);
        learn(operation, changed, now() - begin);
    } else {
        kill(pid, SIGKILL);
        status_of(pid);
    }
    expect_nobody(now());
    check_site(false);
    if (operation == PROMOTE)
        check_promoted();
    return !ended;
}

/* A kill that came too late taught nothing but that the operation is faster than was known. */
static void kill_many(int count)
{
    for (int killed = 0; killed < count;) {
        enum operation operation = choose();
        if (!kill_one(operation)) {
            test.ended_before++;
            continue;
        }
        test.kills[operation]++;
        if (++killed % CLEAN_EVERY == 0)
            verify();
    }
}

static void set_up(unsigned long seed)
{
    const char *build = getenv("B"), *tmp = getenv("TMPDIR"), *patience = getenv("PATIENCE_S");
    test.patience = patience ? atof(patience) : 1;
    snprintf(test.folder, sizeof test.folder, "%.30s/drawloom-kill.XXXXXX", tmp ? tmp : "/tmp");
    if (!realpath(in(build ? build : "build", "drawloom"), test.drawloom) || !mkdtemp(test.folder))
        fail("%s: %s", in(build ? build : "build", "drawloom"), strerror(errno));
    test.seed = seed;
    test.random = seed * 2654435761u + 88172645463325252u;
    snprintf(test.marker, sizeof test.marker, "%05d%09lu", (int)getpid() % 100000,
             (unsigned long)time(NULL) % 1000000000);
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    for (int c = 0; c < CHAPTERS; c++)
        test.chapters[c].count = 1;
    put_course(test.folder);
}

int main(int argc, char **argv)
{
    int count = argc > 1 ? atoi(argv[1]) : 1000;
    double begin = now();
    set_up(argc > 2 ? strtoul(argv[2], NULL, 10)
                    : (unsigned long)time(NULL) ^ (unsigned long)getpid());
    printf("# seed %lu\n", test.seed);
    build_reference();
    verify();
    kill_many(count);
    verify();
    build_reference();
    check_site(true);
    for (int i = 0; i < OPERATIONS; i++)
        printf("# %4d kills of %s\n", test.kills[i], operation_names[i]);
    printf("# %d builds ended before the kill, %d clean builds checked, all processes gone %.0f ms "
           "after a kill at the latest, %.0f s\n",
           test.ended_before, test.clean_builds, test.slowest_death * 1000, now() - begin);
    printf("ok kill -9 at %d random moments, seed %lu\n", count, test.seed);
    remove_tree(test.folder);
}
