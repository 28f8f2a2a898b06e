#include "base/hash.h"
#include "test.h"

/* Values of the reference program: printf %s TEXT | xxhsum -H2 */
static void known_values(void)
{
    static const struct {
        const char *text, *hex;
    } rows[] = {
        {"", "99aa06d3014798d86001c324468d497f"},
        {"abc", "06b05ab6733a618578af5f94892f3950"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char hex[HASH_HEX_LEN + 1];
        hash_hex(hash_of(rows[i].text, strlen(rows[i].text)), hex);
        CHECK_STR(hex, rows[i].hex);
    }
    CHECK(hash_equal(hash_of(NULL, 0), hash_of("", 0)));
    CHECK(!hash_equal(hash_of("a", 1), hash_of("b", 1)));
    CHECK(!hash_equal((struct hash){1, 2}, (struct hash){1, 3}));
    CHECK(!hash_equal((struct hash){1, 2}, (struct hash){2, 2}));
}

static void hex_and_back(void)
{
    struct hash h = {0x0123456789abcdefu, 0xfedcba9876543210u}, back;
    char hex[HASH_HEX_LEN + 1];
    hash_hex(h, hex);
    CHECK_STR(hex, "0123456789abcdeffedcba9876543210");
    CHECK(hash_from_hex(hex, &back) && hash_equal(h, back));
}

static void bad_hex(void)
{
    static const char *const rows[] = {
        "",
        "0123456789abcdeffedcba987654321",
        "0123456789abcdeffedcba98765432100",
        "0123456789ABCDEFfedcba9876543210",
        "0123456789abcdefg000000000000000",
        " 123456789abcdeffedcba9876543210",
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct hash h = {1, 2};
        CHECK(!hash_from_hex(rows[i], &h));
        CHECK(h.hi == 1 && h.lo == 2);
    }
}

int main(void)
{
    RUN(known_values);
    RUN(hex_and_back);
    RUN(bad_hex);
    return test_summary();
}
