#include "page/extract.h"

#include "base/utf8.h"
#include "course_fixture.h"

#define TEN "123456789 "
#define FIFTY TEN TEN TEN TEN TEN

static const struct {
    const char *text, *extract;
} rows[] = {
    {"One sentence.", "One sentence."},
    {"One. Two! Three?", "One. Two! Three?"},
    {"Two\nlines  of *one* `code`.", "Two lines  of one code."},
    {"# Title\n\n> Quoted.\n\n- a list\n\nText.", "Text."},
    {"Version 4.2 of e.g. this.", "Version 4.2 of e.g. this."},
    {"It is `{lua} 1 + 1` here.\n\nThen this.", "Then this."},
    {"See [](#x).\n\nThen this.", "Then this."},
    {"An <b>element</b>.\n\nThen this.", "Then this."},
    {"![picture](a.svg)\n\nThen this.", "Then this."},
    {"", ""},
    {"```\nonly code\n```", ""},
    /* whole sentences while there is room */
    {"A first one, which is short. " FIFTY FIFTY FIFTY "end.", "A first one, which is short."},
    /* a word, and a place for the mark */
    {FIFTY FIFTY FIFTY "123456789 over", FIFTY FIFTY FIFTY "123456789…"},
    {FIFTY FIFTY TEN TEN TEN TEN "123456789 1234567890 over",
     FIFTY FIFTY TEN TEN TEN TEN "123456789…"},
    {"---\ndescription: Said here. And there.\n---\nText.", "Said here. And there."},
};

static void extract_is_what_a_chapter_begins_with(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct fixture f;
        fixture_begin(&f, "title = 'T'\nchapters = { 'one.md' }\n");
        fixture_config(&f);
        const struct chapter *chapter = fixture_chapter_bytes(&f, str_of(rows[i].text));
        CHECK_STR(extract_of(chapter, &f.arena), rows[i].extract);
        fixture_end(&f);
    }
}

/* One word without an end, in letters of two bytes: it is cut between letters. */
static void extract_cuts_no_letter(void)
{
    struct fixture f;
    struct buf text = BUF_INIT;
    fixture_begin(&f, "title = 'T'\nchapters = { 'one.md' }\n");
    fixture_config(&f);
    for (int i = 0; i < 500; i++)
        buf_puts(&text, "é");
    const struct chapter *chapter = fixture_chapter_bytes(&f, buf_view(&text));
    struct str extract = str_of(extract_of(chapter, &f.arena));
    size_t letters = 0;
    for (uint32_t c; extract.len > 0; letters++) {
        size_t len = utf8_decode(extract.data, extract.len, &c);
        CHECK(c == 0xE9 || (c == 0x2026 && len == extract.len));
        extract = (struct str){extract.data + len, extract.len - len};
    }
    CHECK_INT(letters, EXTRACT_CHARACTERS);
    buf_release(&text);
    fixture_end(&f);
}

int main(void)
{
    RUN(extract_is_what_a_chapter_begins_with);
    RUN(extract_cuts_no_letter);
    return test_summary();
}
