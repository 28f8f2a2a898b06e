#include "base/report.h"

#include <pthread.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/problem_text.h"
#include "base/visible.h"

static const int64_t live_line_every_ns = 50 * CLOCK_NS_PER_MS;

struct report {
    pthread_mutex_t lock;
    FILE *out;
    const char *root;
    bool terminal, colour;
    bool live;        /* a live line stands on the terminal */
    int64_t drawn_ns; /* 0: never */
};

static bool is_terminal(FILE *out)
{
    const char *term = getenv("TERM");
    return isatty(fileno(out)) && !(term && strcmp(term, "dumb") == 0);
}

static bool wants_colour(void)
{
    const char *no_color = getenv("NO_COLOR"); /* https://no-color.org */
    return !no_color || no_color[0] == '\0';
}

struct report *report_new(FILE *out, const char *root)
{
    struct report *r = xcalloc(1, sizeof *r);
    pthread_mutex_init(&r->lock, NULL);
    r->out = out;
    r->root = root;
    r->terminal = is_terminal(out);
    r->colour = r->terminal && wants_colour();
    return r;
}

static void clear_live(struct report *r)
{
    if (r->live)
        fputs("\r\033[K", r->out);
    r->live = false;
}

void report_free(struct report *r)
{
    if (!r)
        return;
    clear_live(r);
    fflush(r->out);
    pthread_mutex_destroy(&r->lock);
    free(r);
}

static void print(struct report *r, struct str text)
{
    clear_live(r);
    fwrite(text.data, 1, text.len, r->out);
    fflush(r->out);
}

/* --- the live line --- */

static bool is_due(struct report *r)
{
    int64_t now = clock_ns();
    if (r->drawn_ns && now - r->drawn_ns < live_line_every_ns)
        return false;
    r->drawn_ns = now;
    return true;
}

/* A line that wraps could not be erased. */
static void cut_to_terminal(struct report *r, struct buf *line)
{
    struct winsize size = {0};
    if (ioctl(fileno(r->out), TIOCGWINSZ, &size) < 0 || size.ws_col == 0)
        size.ws_col = 80;
    while (visible_width(buf_view(line)) >= size.ws_col) {
        do
            line->len--;
        while ((line->data[line->len] & 0xC0) == 0x80);
    }
}

static void format_visible(struct buf *out, const char *format, va_list args)
{
    char *text = NULL;
    if (vasprintf(&text, format, args) < 0)
        abort();
    visible_add(out, str_of(text));
    free(text);
}

void report_progress(struct report *r, const char *format, ...)
{
    if (!r->terminal)
        return;
    struct buf line = BUF_INIT;
    va_list args;
    va_start(args, format);
    format_visible(&line, format, args);
    va_end(args);
    pthread_mutex_lock(&r->lock);
    if (is_due(r)) {
        cut_to_terminal(r, &line);
        print(r, buf_view(&line));
        r->live = true;
    }
    pthread_mutex_unlock(&r->lock);
    buf_release(&line);
}

void report_say(struct report *r, const char *format, ...)
{
    struct buf line = BUF_INIT;
    va_list args;
    va_start(args, format);
    format_visible(&line, format, args);
    va_end(args);
    buf_putc(&line, '\n');
    pthread_mutex_lock(&r->lock);
    print(r, buf_view(&line));
    pthread_mutex_unlock(&r->lock);
    buf_release(&line);
}

void report_problems(struct report *r, struct problems *list)
{
    struct buf text = BUF_INIT;
    struct problem_text style;
    problem_text_init(&style, r->root, r->colour);
    problems_sort(list);
    for (const struct problem *p = list->first; p; p = p->next)
        problem_text_add(&style, p, &text);
    pthread_mutex_lock(&r->lock);
    if (text.len > 0)
        print(r, buf_view(&text));
    pthread_mutex_unlock(&r->lock);
    problem_text_release(&style);
    buf_release(&text);
}
