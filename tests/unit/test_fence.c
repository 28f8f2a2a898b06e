#include "course/fence.h"

#include "base/buf.h"
#include "test.h"

static const struct {
    const char *info;
    const char *items;   /* word{items}: "#id", ".class", "key=value" joined with "|" */
    const char *message; /* part of the error's, or NULL */
    int column;          /* of the error */
} rows[] = {
    {"", "", NULL, 0},
    {"c", "c", NULL, 0},
    {"  c  ", "c", NULL, 0},
    {"c++", "c++", NULL, 0},
    {"c {}", "c{}", NULL, 0},
    {"c{#x}", "c{#x}", NULL, 0},
    {"c {#x}", "c{#x}", NULL, 0},
    {"c { #x .norun args=a }", "c{#x|.norun|args=a}", NULL, 0},
    {"c {args=\"a b\" std=c11}", "c{args=a b|std=c11}", NULL, 0},
    {"c {args=\"a\"std=c11}", "c{args=a|std=c11}", NULL, 0},
    {"c {a=\"x\\\"y\" b=\"x\\\\y\" c=\"x\\ny\"}", "c{a=x\"y|b=x\\y|c=x\\ny}", NULL, 0},
    {"c {a=\"}\"}", "c{a=}}", NULL, 0},
    {"c {a=\"\"}", "c{a=}", NULL, 0},
    {"c {a=}", "c{a=}", NULL, 0},
    {"c {a=b=c}", "c{a=b=c}", NULL, 0},
    {"c {a=&lt; b=\\x}", "c{a=&lt;|b=\\x}", NULL, 0},
    {"c {a=\"\xC3\xA9\"}", "c{a=\xC3\xA9}", NULL, 0},
    {"c {sweep=\"t=1,2 o=-O0,-O2\"}", "c{sweep=t=1,2 o=-O0,-O2}", NULL, 0},
    {"c {a={t} b=x{t}{u-1}y}", "c{a={t}|b=x{t}{u-1}y}", NULL, 0},
    {"c {a={t}}", "c{a={t}}", NULL, 0},
    {"c {a={t}", "c{a={t}", "not closed on its line", 3},
    {"c {a={}", "c{a={}", NULL, 0},
    {"c {a={ b}", "c{a={", "\"b\" has no value", 8},
    {"{.c #x}", "{.c|#x}", NULL, 0},
    {"c\t{#x\t.y}", "c{#x|.y}", NULL, 0},
    {"c {#x", "c{#x", "not closed on its line", 3},
    {"c {", "c{", "not closed on its line", 3},
    {"c {a=\"x}", "c{", "quote is not closed", 6},
    {"c {a=\"x\\\"}", "c{", "quote is not closed", 6},
    {"c {#}", "c{", "a name is missing", 4},
    {"c {.}", "c{", "a name is missing", 4},
    {"c {=x}", "c{", "a name is missing", 4},
    {"c {\"x\"}", "c{", "a name is missing", 4},
    {"c {norun}", "c{", "\"norun\" has no value (write norun=", 4},
    {"c {#x norun}", "c{#x", "\"norun\" has no value", 7},
    {"c {a=b\"c\"}", "c{", "must begin with one", 6},
    {"c {.a\"b\"}", "c{", "a quote may only stand behind key=", 6},
    {"c {#x} y", "c{#x", "nothing may follow", 8},
    {"c {#x}}", "c{#x", "nothing may follow", 7},
};

static void describe(const struct fence *fence, bool closed, struct arena *a, char *out,
                     size_t size)
{
    snprintf(out, size, "%.*s%s", STR_FMT(fence->word), fence->has_braces ? "{" : "");
    for (size_t i = 0; i < fence->item_count; i++) {
        const struct fence_item *item = &fence->items[i];
        size_t len = strlen(out);
        snprintf(out + len, size - len, "%s%s%s%s", i ? "|" : "", fence_item_label(item, a),
                 item->kind == FENCE_VALUE ? "=" : "",
                 item->kind == FENCE_VALUE ? item->value : "");
    }
    size_t len = strlen(out);
    snprintf(out + len, size - len, "%s", fence->has_braces && closed ? "}" : "");
}

static void info_strings_are_read(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena a = {0};
        struct err err = {0};
        struct fence fence;
        char got[300];
        bool ok = fence_read(str_of(rows[i].info), &a, &fence, &err);
        describe(&fence, ok, &a, got, sizeof got);
        CHECK_STR(got, rows[i].items);
        CHECK(ok == !rows[i].message);
        if (rows[i].message) {
            CHECK_INT(err.column, rows[i].column);
            if (!CHECK(strstr(err.message, rows[i].message) != NULL))
                printf("#   %s: %s\n", rows[i].info, err.message);
        }
        arena_release(&a);
    }
}

static void items_know_their_columns(void)
{
    struct arena a = {0};
    struct err err = {0};
    struct fence fence;
    CHECK(fence_read(STR("c {#x  .y z=\"1 2\" w=3}"), &a, &fence, &err));
    CHECK_INT(fence.item_count, 4);
    CHECK_INT(fence.items[0].column, 4);
    CHECK_INT(fence.items[1].column, 8);
    CHECK_INT(fence.items[2].column, 11);
    CHECK_INT(fence.items[3].column, 19);
    CHECK(fence_find(&fence, FENCE_VALUE, "w") == &fence.items[3]);
    CHECK(fence_find(&fence, FENCE_CLASS, "w") == NULL);
    arena_release(&a);
}

static void other_words_are_noticed(void)
{
    struct arena a = {0};
    struct err err = {0};
    struct fence fence;
    CHECK(fence_read(STR("c main.c"), &a, &fence, &err) && fence.has_more_words);
    CHECK(fence_read(STR("c {}"), &a, &fence, &err) && !fence.has_more_words);
    CHECK(fence_read(STR("c "), &a, &fence, &err) && !fence.has_more_words);
    arena_release(&a);
}

/* Room for the rest of the line for each value would take 20 GB. */
static void many_values_take_little_memory(void)
{
    enum { COUNT = 100000 };
    struct arena a = {0};
    struct err err = {0};
    struct fence fence;
    struct buf info = BUF_INIT;
    buf_puts(&info, "c {");
    for (int i = 0; i < COUNT; i++)
        buf_puts(&info, "a=\"x\"");
    buf_puts(&info, "}");
    CHECK(arena_init_shared(&a, 64 << 20));
    CHECK(fence_read(buf_view(&info), &a, &fence, &err));
    CHECK_INT(fence.item_count, COUNT);
    CHECK_STR(fence.items[COUNT - 1].value, "x");
    buf_release(&info);
    arena_release(&a);
}

int main(void)
{
    RUN(info_strings_are_read);
    RUN(items_know_their_columns);
    RUN(other_words_are_noticed);
    RUN(many_values_take_little_memory);
    return test_summary();
}
