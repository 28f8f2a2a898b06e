/* What stands behind the back-ticks of a fence, and the forms that values have. */
#include "fuzz.h"

#include "course/anchors.h"
#include "course/fence.h"
#include "course/flags.h"
#include "course/quantity.h"
#include "course/words.h"

static void check_item(const struct fence_item *item, struct str info, struct arena *a)
{
    FUZZ_CHECK(item->column >= 1 && (size_t)item->column <= info.len);
    FUZZ_CHECK(item->name[0] != '\0');
    FUZZ_CHECK((item->value != NULL) == (item->kind == FENCE_VALUE));
    static const char marks[] = {'#', '.'};
    if (item->kind != FENCE_VALUE)
        FUZZ_CHECK(info.data[item->column - 1] == marks[item->kind]);
    FUZZ_CHECK(strlen(fence_item_label(item, a)) >= strlen(item->name));
}

/* A line has no newline, and text_clean leaves no NUL in it. */
static void check_fence(struct str info, struct arena *a)
{
    struct fence fence;
    struct err err = {0};
    bool ok = fence_read(info, a, &fence, &err);
    FUZZ_CHECK(ok == (err.message[0] == '\0'));
    FUZZ_CHECK(ok || (err.column >= 1 && (size_t)err.column <= info.len));
    FUZZ_CHECK(fence.word.data >= info.data && fence.word.len <= info.len);
    for (size_t i = 0; i < fence.item_count; i++)
        check_item(&fence.items[i], info, a);
}

static void quote(const char *word, struct buf *out)
{
    buf_puts(out, "'");
    for (; *word; word++)
        *word == '\'' ? buf_puts(out, "'\\''") : buf_putc(out, *word);
    buf_puts(out, "' ");
}

/* Words that are quoted one by one come back. */
static void check_words(struct str text, struct arena *a)
{
    struct words words, again;
    struct err err = {0};
    struct buf quoted = BUF_INIT;
    if (!words_split(text, a, &words, &err)) {
        FUZZ_CHECK(err.column >= 1 && (size_t)err.column <= text.len);
        return;
    }
    for (size_t i = 0; i < words.count; i++)
        quote(words.items[i], &quoted);
    FUZZ_CHECK(words_split(buf_view(&quoted), a, &again, &err));
    FUZZ_CHECK(words.count == again.count);
    for (size_t i = 0; i < words.count; i++)
        FUZZ_CHECK(strcmp(words.items[i], again.items[i]) == 0);
    buf_release(&quoted);
}

static void check_quantities(struct str text)
{
    struct err err = {0};
    int ms;
    size_t bytes;
    long count;
    if (quantity_ms(text, &ms, &err))
        FUZZ_CHECK(ms >= 1 && ms <= 24 * 60 * 60 * 1000);
    if (quantity_bytes(text, &bytes, &err))
        FUZZ_CHECK(bytes >= 1 && bytes <= (size_t)1 << 40);
    if (quantity_count(text, 3, 99999, &count, &err))
        FUZZ_CHECK(count >= 3 && count <= 99999);
}

/* Whatever gets through is one word that names no file and reaches no other program. */
static void check_flag(struct str text, struct arena *a)
{
    static const struct language c = {.name = "c"};
    const char *word = fuzz_string(a, text);
    if (!flag_is_allowed(&c, word))
        return;
    FUZZ_CHECK(word[0] == '-' && strchr("OWDUflmgpswna", word[1]));
    FUZZ_CHECK(!strpbrk(word, "/@ \t\n\r'\"$`\\"));
    FUZZ_CHECK(!strchr(word, ',') || str_starts(str_of(word), "-fsanitize="));
    FUZZ_CHECK(!str_starts(str_of(word), "-specs") && !str_starts(str_of(word), "-fplugin"));
}

FUZZ(input)
{
    struct arena a = {0};
    struct buf slug = BUF_INIT;
    check_fence(input, &a);
    check_words(input, &a);
    check_quantities(input);
    check_flag(input, &a);
    anchors_slug(input, &slug);
    FUZZ_CHECK(slug.len > 0 && !memchr(slug.data, ' ', slug.len));
    buf_release(&slug);
    arena_release(&a);
}
