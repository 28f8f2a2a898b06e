/* How a terminal's language becomes HTML.
 *
 * A sequence begins with ESC. By ECMA-48 and ECMA-35 it is one of
 *
 *     ESC [ parameters intermediates final          a control sequence; SGR is the one ending in "m"
 *     ESC ] P X ^ or _, text, ESC \ (or BEL: ESC ])   a string: titles, addresses of links, pictures
 *     ESC intermediates final                       character sets, saved cursors and the like
 *
 * SGR changes the style of the text that follows, which is put in a span with a class for each
 * property: "bold fg-red bg-bright-blue". Every other sequence is dropped: a page has no cursor to
 * move, and its links and titles are the author's. What is no whole sequence (its end is missing, a
 * string goes on over the end of the line or for very long) is text: ESC shows as a symbol, and nothing
 * behind it is lost. The controls of C1, which some terminals obey as well, are text too.
 *
 * The 16 colours of terminals are the 16 there are; others of the 256 and of the 16 million become one
 * of them by hue: a channel is on when its value is above the middle between the largest and the
 * smallest, and the colour is a bright one when the largest is above three quarters. Where the two
 * hardly differ it is a grey. Concealed and blinking text is as any other.
 *
 * A span is opened when there is text for it, so a run of sequences costs nothing. The text after
 * SPANS_MOST of them is plain: a page stays a page. */
#include "page/ansi.h"

#include <string.h>

#include "page/html.h"

enum { ESC = 0x1B, BEL = 0x07 };
enum { SPANS_MOST = 4096, STRING_MOST = 4096, PARAMETERS_MOST = 32 };

enum mark {
    BOLD = 1,
    FAINT = 2,
    ITALIC = 4,
    UNDERLINE = 8,
    INVERSE = 16,
    STRIKE = 32,
};

enum { COLOURS = 16 };

struct style {
    unsigned char foreground, background; /* 0: none, else 1 + the colour's number */
    unsigned char marks;
};

struct writer {
    struct buf *out;
    struct style style; /* of the text that comes next */
    struct style open;  /* of the span that is open; no style: none is */
    int spans;          /* opened so far */
};

/* --- spans --- */

static bool style_equal(struct style a, struct style b)
{
    return a.foreground == b.foreground && a.background == b.background && a.marks == b.marks;
}

static bool is_plain(struct style style)
{
    return style_equal(style, (struct style){0});
}

static void add_marks(struct buf *out, unsigned marks)
{
    static const char *const names[] = {"bold ",      "faint ",   "italic ",
                                        "underline ", "inverse ", "strike "};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (marks & 1u << i)
            buf_puts(out, names[i]);
}

static void add_colour(struct buf *out, const char *where, unsigned char colour)
{
    static const char *const names[] = {"black", "red",     "green", "yellow",
                                        "blue",  "magenta", "cyan",  "white"};
    if (colour == 0)
        return;
    const char *bright = colour > COLOURS / 2 ? "bright-" : "";
    buf_printf(out, "%s-%s%s ", where, bright, names[(colour - 1) % (COLOURS / 2)]);
}

static void close_span(struct writer *w)
{
    if (!is_plain(w->open))
        buf_str(w->out, STR("</span>"));
    w->open = (struct style){0};
}

static void open_span(struct writer *w, struct style style)
{
    buf_str(w->out, STR("<span class=\""));
    add_marks(w->out, style.marks);
    add_colour(w->out, "fg", style.foreground);
    add_colour(w->out, "bg", style.background);
    w->out->data[w->out->len - 1] = '"'; /* in the place of the last blank */
    buf_putc(w->out, '>');
    w->open = style;
    w->spans++;
}

static void add_text(struct writer *w, struct str text)
{
    if (text.len == 0)
        return;
    struct style style = w->style;
    if (w->spans == SPANS_MOST && !style_equal(style, w->open))
        style = (struct style){0};
    if (!style_equal(style, w->open)) {
        close_span(w);
        if (!is_plain(style))
            open_span(w, style);
    }
    html_escape(w->out, text);
}

/* --- what SGR's parameters say --- */

/* "1;38:5:208" is 1, 38, 5, 208, of which the last two are joined to the 38. */
struct parameters {
    int count;
    int values[PARAMETERS_MOST];
    bool joined[PARAMETERS_MOST];
};

/* A number without digits is 0; all that follow the last one there is room for are left out. */
static struct parameters read_parameters(struct str text)
{
    enum { VALUE_MOST = 9999 };
    struct parameters p = {.count = 1};
    for (size_t i = 0; i < text.len; i++) {
        char c = text.data[i];
        int *value = &p.values[p.count - 1];
        if (c >= '0' && c <= '9' && *value < VALUE_MOST / 10) {
            *value = 10 * *value + (c - '0');
        } else if (c == ';' || c == ':') {
            if (p.count == PARAMETERS_MOST)
                break;
            p.joined[p.count++] = c == ':';
        }
    }
    return p;
}

static int most_of(int a, int b)
{
    return a > b ? a : b;
}

/* Channels from 0 to 255. */
static int nearest_colour(int red, int green, int blue)
{
    int most = most_of(red, most_of(green, blue));
    int least = -most_of(-red, most_of(-green, -blue));
    int middle = (most + least) / 2;
    if (most - least < 48) /* greys: at 0, 85, 170 and 255 */
        return middle < 43 ? 0 : middle < 128 ? 8 : middle < 213 ? 7 : 15;
    int hue = (red > middle) | (green > middle) << 1 | (blue > middle) << 2;
    return hue + (most > 192 ? 8 : 0);
}

/* One of xterm's 256 colours. */
static int indexed_colour(int n)
{
    static const int levels[] = {0, 95, 135, 175, 215, 255};
    if (n < COLOURS)
        return n;
    if (n >= 232)
        return nearest_colour(8 + 10 * (n - 232), 8 + 10 * (n - 232), 8 + 10 * (n - 232));
    n -= COLOURS;
    return nearest_colour(levels[n / 36], levels[n / 6 % 6], levels[n % 6]);
}

/* The colour that n numbers from values[0] name, "5;n" or "2;r;g;b": 1 + its number, or 0. */
static int read_colour(const int *values, int n)
{
    enum { MOST = 255 };
    if (n >= 2 && values[0] == 5 && values[1] <= MOST)
        return 1 + indexed_colour(values[1]);
    if (n >= 4 && values[0] == 2 && values[1] <= MOST && values[2] <= MOST && values[3] <= MOST)
        return 1 + nearest_colour(values[1], values[2], values[3]);
    return 0;
}

/* Numbers that belong to the one at i because colons join them to it. */
static int joined_after(const struct parameters *p, int i)
{
    int n = 0;
    while (i + 1 + n < p->count && p->joined[i + 1 + n])
        n++;
    return n;
}

/* 38, 48 and 58 (the colour of underlining, which is not shown): returns how many numbers they take
 * that follow. */
static int apply_colour(struct style *style, const struct parameters *p, int i)
{
    int joined = joined_after(p, i), kind = i + 1 < p->count ? p->values[i + 1] : 0;
    int n = joined ? joined : kind == 5 ? 2 : kind == 2 ? 4 : p->count;
    if (n > p->count - i - 1)
        return p->count - i - 1;
    int values[] = {kind, 0, 0, 0};
    int skip = joined >= 5 && kind == 2; /* "38:2:SPACE:r:g:b" names a colour space */
    for (int k = 1; k < 4 && k + skip < n; k++)
        values[k] = p->values[i + 1 + k + skip];
    int colour = read_colour(values, n - skip);
    if (colour > 0 && p->values[i] == 38)
        style->foreground = (unsigned char)colour;
    if (colour > 0 && p->values[i] == 48)
        style->background = (unsigned char)colour;
    return n;
}

static void apply_mark(struct style *style, int n)
{
    static const struct {
        unsigned char on, off;
    } marks[] = {
        [1] = {BOLD, 0},       [2] = {FAINT, 0},    [3] = {ITALIC, 0},        [4] = {UNDERLINE, 0},
        [7] = {INVERSE, 0},    [9] = {STRIKE, 0},   [22] = {0, BOLD | FAINT}, [23] = {0, ITALIC},
        [24] = {0, UNDERLINE}, [27] = {0, INVERSE}, [29] = {0, STRIKE},
    };
    if ((size_t)n < sizeof marks / sizeof *marks)
        style->marks = (unsigned char)((style->marks & ~marks[n].off) | marks[n].on);
}

static void apply_one(struct style *style, int n)
{
    if (n == 0)
        *style = (struct style){0};
    else if ((n >= 30 && n <= 37) || n == 39)
        style->foreground = (unsigned char)(n == 39 ? 0 : 1 + n - 30);
    else if ((n >= 40 && n <= 47) || n == 49)
        style->background = (unsigned char)(n == 49 ? 0 : 1 + n - 40);
    else if (n >= 90 && n <= 97)
        style->foreground = (unsigned char)(1 + 8 + n - 90);
    else if (n >= 100 && n <= 107)
        style->background = (unsigned char)(1 + 8 + n - 100);
    else
        apply_mark(style, n);
}

/* The number at i, with those that belong to it; returns how many they are. */
static int apply_next(struct style *style, const struct parameters *p, int i)
{
    int n = p->values[i], joined = joined_after(p, i);
    if (n == 38 || n == 48 || n == 58)
        return 1 + apply_colour(style, p, i);
    if (n == 4 && joined > 0) /* "4:3" is a wavy line, "4:0" is none */
        apply_one(style, p->values[i + 1] > 0 ? 4 : 24);
    else if (joined == 0)
        apply_one(style, n);
    return 1 + joined;
}

static void apply(struct style *style, struct str parameters)
{
    struct parameters p = read_parameters(parameters);
    for (int i = 0; i < p.count;)
        i += apply_next(style, &p, i);
}

/* --- sequences --- */

struct sequence {
    size_t len; /* 0: it is none */
    bool is_style;
    struct str parameters; /* of one that is */
};

static bool is_between(char c, unsigned char first, unsigned char last)
{
    return (unsigned char)c >= first && (unsigned char)c <= last;
}

static size_t skip_between(struct str s, size_t i, unsigned char first, unsigned char last)
{
    while (i < s.len && is_between(s.data[i], first, last))
        i++;
    return i;
}

static struct sequence read_control(struct str s)
{
    size_t parameters = 2;
    size_t intermediates = skip_between(s, parameters, '0', '?');
    size_t final = skip_between(s, intermediates, ' ', '/');
    if (final == s.len || !is_between(s.data[final], '@', '~'))
        return (struct sequence){0};
    struct str text = {s.data + parameters, intermediates - parameters};
    /* "<" to "?" make it a private one: ESC [ > 4 m is about keyboards */
    size_t digits = skip_between(text, 0, '0', ';');
    bool is_style = s.data[final] == 'm' && final == intermediates && digits == text.len;
    return (struct sequence){final + 1, is_style, text};
}

static struct sequence read_string(struct str s)
{
    bool bell_ends = s.data[1] == ']';
    for (size_t i = 2; i < s.len && i < STRING_MOST; i++) {
        if (s.data[i] == BEL && bell_ends)
            return (struct sequence){.len = i + 1};
        if (s.data[i] == ESC && i + 1 < s.len && s.data[i + 1] == '\\')
            return (struct sequence){.len = i + 2};
        if ((unsigned char)s.data[i] < ' ')
            break;
    }
    return (struct sequence){0};
}

/* The sequence at the start of s, which begins with ESC. */
static struct sequence read_sequence(struct str s)
{
    size_t final = skip_between(s, 1, ' ', '/');
    if (final == s.len)
        return (struct sequence){0};
    if (final == 1 && s.data[1] == '[')
        return read_control(s);
    if (final == 1 && memchr("]PX^_", s.data[1], 5))
        return read_string(s);
    return (struct sequence){.len = is_between(s.data[final], '0', '~') ? final + 1 : 0};
}

/* Text goes on from `from` to the next ESC that is not the first byte. */
static size_t text_end(struct str text, size_t from)
{
    const char *esc =
        from + 1 < text.len ? memchr(text.data + from + 1, ESC, text.len - from - 1) : NULL;
    return esc ? (size_t)(esc - text.data) : text.len;
}

static void add_all(struct writer *w, struct str text)
{
    for (size_t i = 0; i < text.len;) {
        struct str rest = {text.data + i, text.len - i};
        struct sequence found = {0};
        if (*rest.data == ESC)
            found = read_sequence(rest);
        if (found.is_style)
            apply(&w->style, found.parameters);
        size_t end = found.len > 0 ? i + found.len : text_end(text, i);
        if (found.len == 0)
            add_text(w, (struct str){rest.data, end - i});
        i = end;
    }
    close_span(w);
}

/* --- */

static uint32_t pack(struct style style)
{
    return style.foreground | (uint32_t)style.background << 8 | (uint32_t)style.marks << 16;
}

static struct style unpack(uint32_t style)
{
    enum { MARKS = BOLD | FAINT | ITALIC | UNDERLINE | INVERSE | STRIKE };
    unsigned char foreground = style & 0xFF, background = style >> 8 & 0xFF;
    return (struct style){
        .foreground = foreground <= COLOURS ? foreground : 0,
        .background = background <= COLOURS ? background : 0,
        .marks = style >> 16 & MARKS,
    };
}

uint32_t ansi_html_piece(struct str text, uint32_t style, struct buf *out)
{
    struct writer w = {.out = out, .style = unpack(style)};
    add_all(&w, text);
    return pack(w.style);
}

void ansi_html(struct str text, struct buf *out)
{
    ansi_html_piece(text, 0, out);
}
