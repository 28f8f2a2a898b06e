#include "base/buf.h"
#include "test.h"

static void starts_empty(void)
{
    struct buf b = BUF_INIT;
    CHECK_STR(b.data, "");
    CHECK_INT(buf_view(&b).len, 0);
    buf_clear(&b);
    buf_add(&b, NULL, 0);
    CHECK_INT(b.cap, 0);
    buf_release(&b);
    buf_release(&b);
}

static void appends(void)
{
    struct buf b = BUF_INIT;
    buf_puts(&b, "ab");
    buf_putc(&b, '\0');
    buf_str(&b, STR("c"));
    buf_printf(&b, "%03d", 7);
    CHECK_INT(b.len, 7);
    CHECK(memcmp(b.data, "ab\0c007", 8) == 0);
    buf_clear(&b);
    CHECK_STR(b.data, "");
    CHECK(b.cap > 0);
    buf_release(&b);
    CHECK_INT(b.cap, 0);
}

/* Every length around the sizes at which the memory grows. */
static void printf_of_any_length(void)
{
    for (int len = 0; len < 300; len++) {
        struct buf b = BUF_INIT;
        buf_puts(&b, "x");
        buf_printf(&b, "%*s|", len, "");
        CHECK_INT(b.len, len + 2);
        CHECK(b.data[b.len] == '\0' && b.data[b.len - 1] == '|');
        CHECK(b.len < b.cap);
        buf_release(&b);
    }
}

static void grows(void)
{
    struct buf b = BUF_INIT;
    for (int i = 0; i < 100000; i++)
        buf_putc(&b, (char)('a' + i % 26));
    CHECK_INT(b.len, 100000);
    CHECK(b.data[0] == 'a' && b.data[99999] == 'a' + 99999 % 26);
    CHECK_INT(strlen(b.data), 100000);
    buf_release(&b);
    CHECK_INT(b.len, 0);
}

int main(void)
{
    RUN(starts_empty);
    RUN(appends);
    RUN(printf_of_any_length);
    RUN(grows);
    return test_summary();
}
