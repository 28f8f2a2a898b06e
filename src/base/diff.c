/* How the difference is found.
 *
 * Lines become numbers, equal lines the same one. A line that the other text has nowhere is changed
 * for certain: it is marked and takes no further part, which makes totally different texts cheap.
 *
 * On what remains runs Myers's greedy search. An edit script of d steps that ends on diagonal
 * k = x - y (x lines of a and y lines of b consumed) gets furthest from one of d - 1 steps: from
 * k - 1 by deleting a line of a, or from k + 1 by inserting a line of b, and then along equal lines.
 * Row d of the search holds the furthest x for k = -d, -d + 2, ..., d; all rows are kept, one behind
 * the other, so that the script can be read backwards. When the ends are not reached within
 * MAX_STEPS steps, the script that got furthest is taken for settled and the search begins anew
 * there: so each round costs at most MAX_STEPS squared and is MAX_STEPS lines nearer to the end. */
#include "base/diff.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/hash.h"
#include "base/mem.h"

enum { CONTEXT = 3, MAX_STEPS = 512 };

struct text {
    struct str *lines; /* each with its newline: a last line without one differs */
    int *ids;
    bool *changed;
    int count;
    /* what takes part in the search: the ids that both texts have, and the lines they stand in */
    int *common, *line_of;
    int common_count;
};

/* --- lines and their numbers --- */

static struct str cut_line(struct str *rest)
{
    const char *newline = memchr(rest->data, '\n', rest->len);
    struct str line = {rest->data, newline ? (size_t)(newline - rest->data) + 1 : rest->len};
    *rest = (struct str){rest->data + line.len, rest->len - line.len};
    return line;
}

static void split_lines(struct text *t, struct str s, struct arena *a)
{
    for (struct str rest = s; rest.len > 0; t->count++)
        cut_line(&rest);
    size_t n = (size_t)t->count;
    t->lines = ARENA_ARRAY(a, n, struct str);
    t->ids = ARENA_ARRAY(a, n, int);
    t->changed = ARENA_ARRAY(a, n, bool);
    t->common = ARENA_ARRAY(a, n, int);
    t->line_of = ARENA_ARRAY(a, n, int);
    for (size_t i = 0; i < n; i++)
        t->lines[i] = cut_line(&s);
}

struct known_line {
    struct str line;
    int id; /* 0: the place is free */
    bool in_a, in_b;
};

/* An open hash table, at most half full. */
struct line_table {
    struct known_line *places;
    size_t mask;
    int last_id;
};

static struct known_line *known(struct line_table *table, struct str line)
{
    size_t at = hash_of(line.data, line.len).lo & table->mask;
    while (table->places[at].id && !str_equal(table->places[at].line, line))
        at = (at + 1) & table->mask;
    struct known_line *place = &table->places[at];
    if (!place->id)
        *place = (struct known_line){.line = line, .id = ++table->last_id};
    return place;
}

/* Split t's lines into those that the other text has somewhere and those that are changed. */
static void sort_out(struct text *t, struct line_table *table)
{
    for (int i = 0; i < t->count; i++) {
        struct known_line *line = known(table, t->lines[i]);
        t->changed[i] = !(line->in_a && line->in_b);
        if (t->changed[i])
            continue;
        t->line_of[t->common_count] = i;
        t->common[t->common_count++] = line->id;
    }
}

static void number_lines(struct text *a, struct text *b, struct arena *arena)
{
    size_t size = 16;
    while (size < 2 * ((size_t)a->count + (size_t)b->count))
        size *= 2;
    struct line_table table = {ARENA_ARRAY(arena, size, struct known_line), size - 1, 0};
    for (int i = 0; i < a->count; i++)
        known(&table, a->lines[i])->in_a = true;
    for (int i = 0; i < b->count; i++)
        known(&table, b->lines[i])->in_b = true;
    sort_out(a, &table);
    sort_out(b, &table);
}

/* --- the search --- */

struct search {
    const int *a, *b; /* what is not settled yet */
    int n, m;
    int *rows;
};

static int *row_of(const struct search *s, int d)
{
    return s->rows + d * (d + 1) / 2;
}

/* Where the step onto entry i of row d leads before it runs along equal lines, or -1: the edge of
 * the texts. *deletes tells which kind of step it was. */
static int step(const struct search *s, int d, int i, bool *deletes)
{
    const int *above = row_of(s, d - 1);
    int k = 2 * i - d;
    int by_deleting = i > 0 && above[i - 1] >= 0 && above[i - 1] < s->n ? above[i - 1] + 1 : -1;
    int by_inserting = i < d && above[i] >= 0 && above[i] - k <= s->m ? above[i] : -1;
    *deletes = by_deleting > by_inserting;
    return *deletes ? by_deleting : by_inserting;
}

static int along_equal(const struct search *s, int x, int k)
{
    while (x < s->n && x - k < s->m && s->a[x] == s->b[x - k])
        x++;
    return x;
}

/* Fill row d; *best becomes the entry that got furthest. True when it reached both ends. */
static bool search_row(const struct search *s, int d, int *best)
{
    int *row = row_of(s, d), furthest = -1;
    for (int i = 0; i <= d; i++) {
        bool deletes;
        int k = 2 * i - d, x = d == 0 ? 0 : step(s, d, i, &deletes);
        row[i] = x < 0 ? -1 : along_equal(s, x, k);
        int consumed = row[i] < 0 ? -1 : 2 * row[i] - k;
        if (consumed > furthest) {
            furthest = consumed;
            *best = i;
        }
    }
    return furthest == s->n + s->m;
}

/* Read the script backwards from entry i of row d. */
static void mark_changes(const struct search *s, int d, int i, struct text *a, struct text *b,
                         int a_settled, int b_settled)
{
    for (; d > 0; d--) {
        bool deletes;
        int x = step(s, d, i, &deletes), y = x - (2 * i - d);
        if (deletes) {
            a->changed[a->line_of[a_settled + x - 1]] = true;
            i--;
        } else {
            b->changed[b->line_of[b_settled + y - 1]] = true;
        }
    }
}

static void find_changes(struct text *a, struct text *b)
{
    struct search s = {a->common, b->common, a->common_count, b->common_count, NULL};
    s.rows = xmalloc(sizeof *s.rows * (MAX_STEPS + 1) * (MAX_STEPS + 2) / 2);
    while (s.n > 0 || s.m > 0) {
        int d = 0, best = 0;
        while (!search_row(&s, d, &best) && d < MAX_STEPS)
            d++;
        int x = row_of(&s, d)[best], y = x - (2 * best - d);
        mark_changes(&s, d, best, a, b, (int)(s.a - a->common), (int)(s.b - b->common));
        s.a += x;
        s.n -= x;
        s.b += y;
        s.m -= y;
    }
    free(s.rows);
}

/* --- hunks --- */

/* Lines [a, a_end) of the old text became lines [b, b_end) of the new one; numbers from 0. */
struct change {
    int a, a_end, b, b_end;
};

/* The first change at or behind line `from` of a, which is as line `b` of b. */
static bool next_change(const struct text *ta, const struct text *tb, int a, int b,
                        struct change *change)
{
    while (a < ta->count && b < tb->count && !ta->changed[a] && !tb->changed[b]) {
        a++;
        b++;
    }
    *change = (struct change){a, a, b, b};
    while (change->a_end < ta->count && ta->changed[change->a_end])
        change->a_end++;
    while (change->b_end < tb->count && tb->changed[change->b_end])
        change->b_end++;
    return change->a_end > a || change->b_end > b;
}

static void put_line(struct buf *out, char sign, struct str line)
{
    buf_putc(out, sign);
    buf_str(out, line);
    if (line.len == 0 || line.data[line.len - 1] != '\n')
        buf_puts(out, "\n\\ No newline at end of file\n");
}

static void put_lines(struct buf *out, char sign, const struct text *t, int from, int to)
{
    for (int i = from; i < to; i++)
        put_line(out, sign, t->lines[i]);
}

/* An empty range is named by the line before it. */
static void put_range(struct buf *out, int from, int to)
{
    int count = to - from;
    buf_printf(out, "%d", count ? from + 1 : from);
    if (count != 1)
        buf_printf(out, ",%d", count);
}

static void put_header(struct buf *out, const struct change *hunk)
{
    buf_puts(out, "@@ -");
    put_range(out, hunk->a, hunk->a_end);
    buf_puts(out, " +");
    put_range(out, hunk->b, hunk->b_end);
    buf_puts(out, " @@\n");
}

/* Whether the gap between two changes is all context. */
static bool is_near(const struct change *change, const struct change *next)
{
    return next->a - change->a_end <= 2 * CONTEXT;
}

/* Write the hunk that begins with *change; afterwards that is the first change of the next hunk.
 * False when there is none. */
static bool put_hunk(struct buf *out, const struct text *a, const struct text *b,
                     struct change *change)
{
    struct buf body = BUF_INIT;
    int before = change->a < CONTEXT ? change->a : CONTEXT;
    struct change hunk = {change->a - before, 0, change->b - before, 0}, next;
    int shown = hunk.a;
    bool more;
    for (;; *change = next) {
        put_lines(&body, ' ', a, shown, change->a);
        put_lines(&body, '-', a, change->a, change->a_end);
        put_lines(&body, '+', b, change->b, change->b_end);
        shown = change->a_end;
        more = next_change(a, b, change->a_end, change->b_end, &next);
        if (!more || !is_near(change, &next))
            break;
    }
    int after = a->count - shown < CONTEXT ? a->count - shown : CONTEXT;
    put_lines(&body, ' ', a, shown, shown + after);
    hunk.a_end = shown + after;
    hunk.b_end = change->b_end + after;
    put_header(out, &hunk);
    buf_str(out, buf_view(&body));
    buf_release(&body);
    *change = next;
    return more;
}

void diff_unified(struct str a, struct str b, struct buf *out)
{
    struct arena arena = {0};
    struct text old = {0}, new = {0};
    split_lines(&old, a, &arena);
    split_lines(&new, b, &arena);
    number_lines(&old, &new, &arena);
    find_changes(&old, &new);
    struct change change;
    bool more = next_change(&old, &new, 0, 0, &change);
    while (more)
        more = put_hunk(out, &old, &new, &change);
    arena_release(&arena);
}
