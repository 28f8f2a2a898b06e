#include "course/quantity.h"
#include "test.h"

static const struct {
    const char *text;
    long long ms, bytes; /* 0: an error */
} rows[] = {
    {"500ms", 500, 0},
    {"2s", 2000, 0},
    {"1.5s", 1500, 0},
    {"1m", 60000, 0},
    {"64K", 0, 65536},
    {"256M", 0, 268435456},
    {"2G", 0, 2147483648},
    {"4096", 0, 4096},
    {"1KiB", 0, 1024},
    {"1.5K", 0, 1536},
    {"10MB", 0, 10485760},
    {"", 0, 0},
    {"abc", 0, 0},
    {"s", 0, 0},
    {"0s", 0, 0},
    {"0", 0, 0},
    {"-1s", 0, 0},
    {"1h", 0, 0},
    {"1.s", 0, 0},
    {".5s", 0, 0},
    {"1..5s", 0, 0},
    {"2 s", 0, 0},
    {"2s ", 0, 0},
    {"99999999999999999999s", 0, 0},
    {"99999999999999999999G", 0, 0},
    {"1e3s", 0, 0},
    {"0x10", 0, 0},
    {"inf", 0, 0},
};

static void times_and_sizes_have_units(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct err err = {0};
        int ms = 0;
        size_t bytes = 0;
        CHECK(quantity_ms(str_of(rows[i].text), &ms, &err) == (rows[i].ms != 0));
        CHECK(quantity_bytes(str_of(rows[i].text), &bytes, &err) == (rows[i].bytes != 0));
        if (rows[i].ms)
            CHECK_INT(ms, rows[i].ms);
        if (rows[i].bytes)
            CHECK_INT(bytes, rows[i].bytes);
    }
}

static void a_wrong_time_is_told_with_a_right_one(void)
{
    struct err err = {0};
    int ms;
    CHECK(!quantity_ms(STR("abc"), &ms, &err));
    CHECK_STR(err.message, "\"abc\" is not a time (write 500ms, 2s or 1m)");
}

static void counts_are_whole_and_in_range(void)
{
    struct err err = {0};
    long n = -1;
    CHECK(quantity_count(STR("0"), 0, 255, &n, &err) && n == 0);
    CHECK(quantity_count(STR("255"), 0, 255, &n, &err) && n == 255);
    static const char *const bad[] = {"256", "", "-1", "1.0", "0x1", " 1", "99999999999999"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        CHECK(!quantity_count(str_of(bad[i]), 0, 255, &n, &err));
}

int main(void)
{
    RUN(times_and_sizes_have_units);
    RUN(a_wrong_time_is_told_with_a_right_one);
    RUN(counts_are_whole_and_in_range);
    return test_summary();
}
