#include <stdlib.h>
#include <time.h>

#include "base/diff.h"
#include "test.h"

/* --- exact output, small --- */

static void known_diffs(void)
{
    static const struct {
        const char *a, *b, *diff;
    } rows[] = {
        {"", "", ""},
        {"a\n", "a\n", ""},
        {"a", "a", ""},
        {"", "a\n", "@@ -0,0 +1 @@\n+a\n"},
        {"a\n", "", "@@ -1 +0,0 @@\n-a\n"},
        {"a\nb\n", "", "@@ -1,2 +0,0 @@\n-a\n-b\n"},
        {"a\n", "b\n", "@@ -1 +1 @@\n-a\n+b\n"},
        {"a", "a\n", "@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n"},
        {"x\na\n", "x\na", "@@ -1,2 +1,2 @@\n x\n-a\n+a\n\\ No newline at end of file\n"},
        {"x\na", "y\na", "@@ -1,2 +1,2 @@\n-x\n+y\n a\n\\ No newline at end of file\n"},
        {"1\n2\n3\n4\n5\n", "1\n2\n3\n4\nx\n5\n", "@@ -2,4 +2,5 @@\n 2\n 3\n 4\n+x\n 5\n"},
        /* six equal lines between two changes: one hunk */
        {"a\n1\n2\n3\n4\n5\n6\nb\n", "A\n1\n2\n3\n4\n5\n6\nB\n",
         "@@ -1,8 +1,8 @@\n-a\n+A\n 1\n 2\n 3\n 4\n 5\n 6\n-b\n+B\n"},
        /* seven: two */
        {"a\n1\n2\n3\n4\n5\n6\n7\nb\n", "A\n1\n2\n3\n4\n5\n6\n7\nB\n",
         "@@ -1,4 +1,4 @@\n-a\n+A\n 1\n 2\n 3\n@@ -6,4 +6,4 @@\n 5\n 6\n 7\n-b\n+B\n"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf out = BUF_INIT;
        diff_unified(str_of(rows[i].a), str_of(rows[i].b), &out);
        CHECK_STR(out.data, rows[i].diff);
        buf_release(&out);
    }
}

/* --- properties: a patch program of our own --- */

/* A line with its newline; empty at the end. */
static struct str cut_whole_line(struct str *rest)
{
    const char *newline = rest->len ? memchr(rest->data, '\n', rest->len) : NULL;
    struct str line = {rest->data, newline ? (size_t)(newline - rest->data) + 1 : rest->len};
    *rest = (struct str){rest->data + line.len, rest->len - line.len};
    return line;
}

struct patch {
    struct str a;    /* not consumed yet */
    struct str diff; /* not consumed yet */
    struct buf made;
    int a_line, b_line; /* lines consumed and made */
    int changes;
};

static void copy_line(struct patch *p)
{
    buf_str(&p->made, cut_whole_line(&p->a));
    p->a_line++;
    p->b_line++;
}

/* The next line of the hunk without its sign, and without the newline that the marker takes away. */
static struct str hunk_line(struct patch *p, char *sign)
{
    struct str line = cut_whole_line(&p->diff);
    *sign = line.len ? line.data[0] : '\0';
    line = (struct str){line.data + 1, line.len ? line.len - 1 : 0};
    if (str_starts(p->diff, "\\ No newline at end of file\n")) {
        cut_whole_line(&p->diff);
        line.len--;
    }
    return line;
}

static bool apply_line(struct patch *p, int *a_left, int *b_left)
{
    char sign;
    struct str line = hunk_line(p, &sign);
    if (sign != '+') {
        if (!str_equal(line, cut_whole_line(&p->a)))
            return false;
        p->a_line++;
        --*a_left;
    }
    if (sign != '-') {
        buf_str(&p->made, line);
        p->b_line++;
        --*b_left;
    }
    p->changes += sign != ' ';
    return sign == ' ' || sign == '-' || sign == '+';
}

static int number_after(struct str *s, const char *prefix, int otherwise)
{
    if (!str_starts(*s, prefix))
        return otherwise;
    char *end;
    int n = (int)strtol(s->data + strlen(prefix), &end, 10);
    *s = (struct str){end, s->len - (size_t)(end - s->data)};
    return n;
}

static bool apply_hunk(struct patch *p)
{
    struct str header = cut_whole_line(&p->diff);
    int a_from = number_after(&header, "@@ -", -1), a_left = number_after(&header, ",", 1);
    int b_from = number_after(&header, " +", -1), b_left = number_after(&header, ",", 1);
    if (!str_is(header, " @@\n") || a_from < 0 || b_from < 0)
        return false;
    while (p->a_line < (a_left ? a_from - 1 : a_from) && p->a.len > 0)
        copy_line(p);
    if (p->b_line != (b_left ? b_from - 1 : b_from))
        return false;
    while (a_left > 0 || b_left > 0)
        if (!apply_line(p, &a_left, &b_left))
            return false;
    return a_left == 0 && b_left == 0;
}

/* Whether the diff of a and b turns a into b; the number of its + and - lines. */
static bool turns_into(struct str a, struct str b, int *changes)
{
    struct buf diff = BUF_INIT;
    diff_unified(a, b, &diff);
    struct patch p = {.a = a, .diff = buf_view(&diff), .made = BUF_INIT};
    bool ok = true;
    while (ok && p.diff.len > 0)
        ok = apply_hunk(&p);
    buf_str(&p.made, p.a);
    ok = ok && str_equal(buf_view(&p.made), b) && (diff.len == 0) == str_equal(a, b);
    *changes = p.changes;
    buf_release(&p.made);
    buf_release(&diff);
    return ok;
}

/* The least number of inserted and deleted lines, by dynamic programming over letters. */
static int least_changes(const char *a, int n, const char *b, int m)
{
    int best[32][32] = {{0}};
    for (int i = n; i >= 0; i--)
        for (int j = m; j >= 0; j--) {
            if (i == n || j == m)
                best[i][j] = n - i + m - j;
            else if (a[i] == b[j])
                best[i][j] = best[i + 1][j + 1];
            else
                best[i][j] =
                    1 + (best[i + 1][j] < best[i][j + 1] ? best[i + 1][j] : best[i][j + 1]);
        }
    return best[0][0];
}

static int random_letters(char *letters, int alphabet, unsigned *seed)
{
    int n = rand_r(seed) % 31;
    for (int i = 0; i < n; i++)
        letters[i] = (char)('a' + rand_r(seed) % alphabet);
    return n;
}

static void to_lines(const char *letters, int n, bool newline_at_end, struct buf *out)
{
    for (int i = 0; i < n; i++)
        buf_printf(out, "%c%s", letters[i], i + 1 < n || newline_at_end ? "\n" : "");
}

static void small_diffs_are_minimal(void)
{
    unsigned seed = 1;
    for (int round = 0; round < 3000; round++) {
        char x[32], y[32];
        int alphabet = 1 + round % 6;
        int n = random_letters(x, alphabet, &seed), m = random_letters(y, alphabet, &seed);
        struct buf a = BUF_INIT, b = BUF_INIT;
        bool newline = round % 3 > 0;
        to_lines(x, n, newline, &a);
        to_lines(y, m, true, &b);
        int changes = 0;
        if (!CHECK(turns_into(buf_view(&a), buf_view(&b), &changes)))
            printf("#   round %d: %.*s -> %.*s\n", round, n, x, m, y);
        if (newline)
            CHECK_INT(changes, least_changes(x, n, y, m));
        buf_release(&a);
        buf_release(&b);
    }
}

/* --- large texts end soon --- */

/* About 64 KiB: `count` numbers below `range`, shuffled by the seed. */
static void random_numbers(struct buf *out, int count, int range, unsigned seed)
{
    for (int i = 0; i < count; i++)
        buf_printf(out, "%d\n", rand_r(&seed) % range);
}

static void numbers(struct buf *out, int count, int from, int by)
{
    for (int i = 0; i < count; i++)
        buf_printf(out, "%d\n", from + i * by);
}

static double cpu_ms(void)
{
    return (double)clock() * 1e3 / CLOCKS_PER_SEC;
}

static void check_large(struct buf *a, struct buf *b, const char *what)
{
    int changes;
    struct buf out = BUF_INIT;
    double before = cpu_ms();
    diff_unified(buf_view(a), buf_view(b), &out);
    double took = cpu_ms() - before;
    printf("# %s: %.0f ms\n", what, took);
    CHECK(took < 1000); /* 10 to 60 here; sanitizers and a busy machine take their share */
    CHECK(turns_into(buf_view(a), buf_view(b), &changes));
    buf_release(&out);
    buf_release(a);
    buf_release(b);
}

static void large_diffs_end_soon(void)
{
    struct buf a = BUF_INIT, b = BUF_INIT;
    numbers(&a, 11000, 0, 2);
    numbers(&b, 11000, 1, 2);
    check_large(&a, &b, "nothing in common");
    random_numbers(&a, 11000, 100000, 1);
    random_numbers(&b, 11000, 100000, 2);
    check_large(&a, &b, "a little in common, shuffled");
    random_numbers(&a, 32000, 10, 3);
    random_numbers(&b, 32000, 10, 4);
    check_large(&a, &b, "ten different lines, shuffled");
    numbers(&a, 11000, 0, 1);
    numbers(&b, 11000, 10999, -1);
    check_large(&a, &b, "reversed");
    for (int i = 0; i < 65536; i++)
        buf_putc(&a, '\n');
    numbers(&b, 1, 1, 1);
    check_large(&a, &b, "empty lines");
}

static void bytes_of_any_kind(void)
{
    struct buf out = BUF_INIT;
    diff_unified((struct str){"a\0b\n\xff\n", 6}, (struct str){"a\0c\n\xff\n", 6}, &out);
    static const char want[] = "@@ -1,2 +1,2 @@\n-a\0b\n+a\0c\n \xff\n";
    CHECK(str_equal(buf_view(&out), (struct str){want, sizeof want - 1}));
    buf_release(&out);
}

int main(void)
{
    RUN(known_diffs);
    RUN(small_diffs_are_minimal);
    RUN(large_diffs_end_soon);
    RUN(bytes_of_any_kind);
    return test_summary();
}
