#include "page/gather.h"
#include "test.h"

static struct chapter one = {.name = "01-one", .page = "01-one.html"};
static struct chapter two = {.name = "part/02 two", .page = "part/02 two.html"};
static struct chapter lost = {.name = "lost", .page = "lost.html", .unusable = true};

static const char *gathered(const struct chapter *chapter, struct str html, struct buf *out)
{
    static struct chapter *chapters[] = {&one, &two, &lost};
    const struct course course = {.chapters = chapters, .chapter_count = 3};
    buf_clear(out);
    gather_chapter(&course, chapter, html, out);
    return out->len ? out->data : "";
}

static void ids_and_addresses_are_of_the_whole_page(void)
{
    static const struct {
        const struct chapter *chapter;
        const char *html, *want;
    } rows[] = {
        {&one, "", ""},
        {&one, "a < b &amp; c", "a < b &amp; c"},
        {&one, "<h2 id=\"a\">A</h2>", "<h3 id=\"01-one.a\">A</h3>"},
        {&two, "<h2 id=\"a\">A</h2>", "<h3 id=\"part/02 two.a\">A</h3>"},
        {&one, "<a href=\"#a\">", "<a href=\"#01-one.a\">"},
        {&two, "<a href=\"#a\">", "<a href=\"#part/02%20two.a\">"},
        {&one, "<a href=\"part/02%20two.html#b\">", "<a href=\"#part/02%20two.b\">"},
        {&two, "<a href=\"../01-one.html\">", "<a href=\"#01-one.\">"},
        {&two, "<img src=\"a.svg\" alt=\"#x\">", "<img src=\"part/a.svg\" alt=\"#x\">"},
        {&one, "<a href=\"lost.html#x\">", "<a href=\"lost.html#x\">"},
        {&one, "<a href=\"https://x.org/01-one.html#b\">",
         "<a href=\"https://x.org/01-one.html#b\">"},
        {&one, "<a href=\"mailto:a@b.c\"><a href=\"//x/y\"><a href=\"\">",
         "<a href=\"mailto:a@b.c\"><a href=\"//x/y\"><a href=\"\">"},
        {&one, "<svg aria-labelledby=\"a:1  b\"><use href='#x'/>",
         "<svg aria-labelledby=\"01-one.a:1  01-one.b\"><use href='#01-one.x'/>"},
        {&one, "<rect fill=\"url(#a) url(#b)\"/>",
         "<rect fill=\"url(#01-one.a) url(#01-one.b)\"/>"},
        {&one, "<input type=radio name=q id=r disabled><label for=r>",
         "<input type=radio name=01-one.q id=01-one.r disabled><label for=01-one.r>"},
        {&one, "<!-- <a id=\"x\"> --><p id = \"no\">", "<!-- <a id=\"x\"> --><p id = \"no\">"},
        /* headings are a level deeper, as far as there are levels */
        {&one, "<h1>A</h1><H5 class=x>B</H5 >", "<h2>A</h2><H6 class=x>B</H6 >"},
        {&one, "<h6>A</h6><hr><h7></h7><h10></h10><header></header>",
         "<h6>A</h6><hr><h7></h7><h10></h10><header></header>"},
        {&one, "<!-- <h1> --> h1 </ h1><h1", "<!-- <h1> --> h1 </ h1><h2"},
        {&one, "</", "</"},
        {&one, "</h", "</h"},
        {&one, "</h1", "</h2"},
        /* what is cut off stays as it is, and ends */
        {&one, "<a id=\"x", "<a id=\"01-one.x"},
        {&one, "<a id=", "<a id="},
        {&one, "<a", "<a"},
        {&one, "<", "<"},
        {&one, "<!--", "<!--"},
        {&one, "</p id=\"a\"><1 id=\"a\">", "</p id=\"a\"><1 id=\"a\">"},
        {&one, "<a =\"x\" \"id\"=y>", "<a =\"x\" \"id\"=y>"},
    };
    struct buf out = BUF_INIT;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        CHECK_STR(gathered(rows[i].chapter, str_of(rows[i].html), &out), rows[i].want);
    buf_release(&out);
}

static void any_bytes_come_to_an_end(void)
{
    static const char html[] = "<a \0\0 id=\0\"x\"\0><b\0=\0>";
    struct buf out = BUF_INIT;
    gathered(&one, (struct str){html, sizeof html - 1}, &out);
    CHECK(out.len >= sizeof html - 1);
    buf_release(&out);
}

int main(void)
{
    RUN(ids_and_addresses_are_of_the_whole_page);
    RUN(any_bytes_come_to_an_end);
    return test_summary();
}
