#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "base/pool.h"
#include "base/report.h"
#include "test.h"

static void add_two(struct problems *list, struct arena *a)
{
    problem_add(list, a, PROBLEM_WARNING, "b.md", 1, 1, "second");
    problem_add(list, a, PROBLEM_ERROR, "a.md", 1, 1, "first");
    problem_add(list, a, PROBLEM_WARNING, "b.md", 1, 1, "second");
}

static void in_a_pipe(void)
{
    char *text = NULL;
    size_t len = 0;
    FILE *out = open_memstream(&text, &len);
    struct report *r = report_new(out, "/nowhere");
    struct arena a = {0};
    struct problems list = {0};
    add_two(&list, &a);
    report_progress(r, "%d of %d", 1, 2);
    report_problems(r, &list);
    report_say(r, "%zu problems\x1b", problems_count(&list, PROBLEM_ERROR));
    report_problems(r, &(struct problems){0});
    report_free(r);
    report_free(NULL);
    fclose(out);
    CHECK_STR(text, "a.md:1:1: first\nb.md:1:1: warning: second\n1 problems<1B>\n");
    CHECK_STR(list.first->message, "first");
    free(text);
    arena_release(&a);
}

/* --- on a terminal --- */

struct terminal {
    int master;
    FILE *out;
};

static bool terminal_open(struct terminal *t, unsigned short columns)
{
    t->master = posix_openpt(O_RDWR | O_NOCTTY);
    if (t->master < 0 || grantpt(t->master) < 0 || unlockpt(t->master) < 0)
        return false;
    int fd = open(ptsname(t->master), O_RDWR | O_NOCTTY);
    struct termios raw;
    struct winsize size = {.ws_row = 24, .ws_col = columns};
    if (fd < 0 || tcgetattr(fd, &raw) < 0)
        return false;
    cfmakeraw(&raw);
    tcsetattr(fd, TCSANOW, &raw);
    ioctl(fd, TIOCSWINSZ, &size);
    t->out = fdopen(fd, "w");
    return t->out != NULL;
}

/* What the terminal has been sent so far. */
static void terminal_read(struct terminal *t, char *text, size_t size)
{
    size_t len = 0;
    struct pollfd ready = {.fd = t->master, .events = POLLIN};
    while (len + 1 < size && poll(&ready, 1, 50) == 1 && ready.revents & POLLIN) {
        ssize_t n = read(t->master, text + len, size - len - 1);
        if (n <= 0)
            break;
        len += (size_t)n;
    }
    text[len] = '\0';
}

static void terminal_close(struct terminal *t)
{
    fclose(t->out);
    close(t->master);
}

static void live_line(void)
{
    struct terminal t;
    char text[1000];
    if (!CHECK(terminal_open(&t, 20)))
        return;
    setenv("TERM", "xterm", 1);
    struct report *r = report_new(t.out, "/nowhere");
    report_progress(r, "%d of 60", 1);
    report_progress(r, "%d of 60", 2); /* too soon */
    terminal_read(&t, text, sizeof text);
    CHECK_STR(text, "1 of 60");
    usleep(60000);
    report_progress(r, "a line of more than \xc3\xa9 columns");
    terminal_read(&t, text, sizeof text);
    CHECK_STR(text, "\r\033[Ka line of more than");
    report_say(r, "done");
    report_say(r, "really");
    terminal_read(&t, text, sizeof text);
    CHECK_STR(text, "\r\033[Kdone\nreally\n");
    usleep(60000);
    report_progress(r, "last");
    report_free(r);
    terminal_read(&t, text, sizeof text);
    CHECK_STR(text, "last\r\033[K");
    terminal_close(&t);
}

static void colours(void)
{
    static const struct {
        const char *term, *no_color, *want;
    } rows[] = {
        {"xterm", NULL, "\033[1ma.md:\033[0m m\n"},
        {"xterm", "", "\033[1ma.md:\033[0m m\n"},
        {"xterm", "1", "a.md: m\n"},
        {"dumb", NULL, "a.md: m\n"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        setenv("TERM", rows[i].term, 1);
        unsetenv("NO_COLOR");
        if (rows[i].no_color)
            setenv("NO_COLOR", rows[i].no_color, 1);
        struct terminal t;
        char text[200];
        if (!CHECK(terminal_open(&t, 80)))
            return;
        struct report *r = report_new(t.out, "/nowhere");
        struct problem p = {.file = "a.md", .message = "m"};
        report_problems(r, &(struct problems){&p, &p});
        terminal_read(&t, text, sizeof text);
        CHECK_STR(text, rows[i].want);
        report_free(r);
        terminal_close(&t);
    }
}

static void say_one(void *ctx, size_t i)
{
    report_say(ctx, "item %03zu", i);
    report_progress(ctx, "item %03zu", i);
}

static void any_thread_may_say(void)
{
    enum { N = 400 };
    char *text = NULL;
    size_t len = 0;
    FILE *out = open_memstream(&text, &len);
    struct report *r = report_new(out, "/nowhere");
    pool_each(N, 4, say_one, r);
    report_free(r);
    fclose(out);
    CHECK_INT(len, N * strlen("item 000\n"));
    for (int i = 0; i < N; i++) {
        char line[20];
        snprintf(line, sizeof line, "item %03d\n", i);
        CHECK(strstr(text, line) != NULL);
    }
    free(text);
}

int main(void)
{
    RUN(in_a_pipe);
    RUN(live_line);
    RUN(colours);
    RUN(any_thread_may_say);
    return test_summary();
}
