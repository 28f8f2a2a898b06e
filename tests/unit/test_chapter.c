#include <sys/stat.h>

#include "course_fixture.h"

#define MAIN "int main(void) { return 0; }\n"

/* What becomes of a text: its tree, without the document around it. */
static const struct {
    const char *text, *tree;
} trees[] = {
    {"a *b* **c** `d` ~~e~~\n", "p(text[a ] em(text[b]) text[ ] strong(text[c]) text[ ] span[d] "
                                "text[ ] del(text[e]))"},
    {"a\nb  \nc\n", "p(text[a] soft text[b] br text[c])"},
    {"# A\n\nB\n=\n", "h[a](text[A]) h[b](text[B])"},
    {"# A {#x}\n", "h[x](text[A])"},
    {"## A `b` {#x} ##\n", "h[x](text[A ] span[b])"},
    {"# {#x}\n", "h[x]"},
    {"# A{#x}\n", "h[ax](text[A{#x}])"},
    {"# A\n# A\n# A-1\n", "h[a](text[A]) h[a-1](text[A]) h[a-1-1](text[A-1])"},
    {"# A\n# B {#a}\n", "h[a-1](text[A]) h[a](text[B])"},
    {"- a\n- [x] b\n- [ ] c\n", "list(item(p(text[a])) item(p(text[b])) item(p(text[c])))"},
    {"> a\n", "quote(p(text[a]))"},
    {"> [!NOTE]\n> a\n", "alert[note](p(text[a]))"},
    {"> [!warning]\n>\n> a\n", "alert[warning](p(text[a]))"},
    {"> [!TIP]\n", "alert[tip]"},
    {"> [!NOTE] a\n", "quote(p(text[[!NOTE] a]))"},
    {"> [!FOO]\n> a\n", "quote(p(text[[!FOO]] soft text[a]))"},
    {"> a\n> [!NOTE]\n", "quote(p(text[a] soft text[[!NOTE]]))"},
    {"| a | b |\n|:-:|---|\n| c |\n",
     "table[c-](row(cell(text[a]) cell(text[b])) row(cell(text[c]) cell))"},
    {"[a](http://b) ![c](d.png)\n", "p(link[http://b](text[a]) text[ ] image[d.png](text[c]))"},
    {"<b>a</b>\n\n<div>\n</div>\n",
     "p(inline-html[<b>] text[a] inline-html[</b>]) html[<div>\n</div>\n]"},
    {"***\n", "rule"},
    {"    code\n", "code[code\n]"},
    {"```\nx\n```\n", "code[x\n]"},
    {"``` text\n<b>&amp;\n```\n", "code[<b>&amp;\n]"},
    {"`{lua} 1 + 1` `{luax}` `` `{lua} x` ``\n",
     "p(value[1 + 1] text[ ] span[{luax}] text[ ] span[`{lua} x`])"},
    {"a[^x] b[^y] c[^x]\n\n[^y]: why\n[^x]: eks\n[^z]: unused\n",
     "p(text[a] ref text[ b] ref text[ c] ref) footnote(p(text[eks])) footnote(p(text[why]))"},
    {"a[^x]\n\n[^x]: b[^y]\n[^y]: c\n",
     "p(text[a] ref) footnote(p(text[b] ref)) footnote(p(text[c]))"},
    {"[^x]\n", "p(text[[^x]])"},
    {"```c\n" MAIN "```\n```output\n```\n", "sample part"},
    {"```claim\n1 < 2\n```\n- ```chart\n  x\n  ```\n", "figure list(item(figure))"},
    {"````exercise {title=\"T\"}\nDo *it*.\n```c\n" MAIN "```\n````\nb\n",
     "exercise[T](p(text[Do ] em(text[it]) text[.]) sample) p(text[b])"},
    {"~~~~~exercise\na\n~~~~solution\nb\n~~~~\n~~~~~\n",
     "exercise(p(text[a]) solution(p(text[b])))"},
    {"- ````exercise\n  a\n  ````\n- b\n", "list(item(exercise(p(text[a]))) item(p(text[b])))"},
    {"a[^x]\n````exercise\nb[^x]\n\n[^x]: inner\n````\n\n[^x]: outer\n",
     "p(text[a] ref) exercise(p(text[b] ref)) footnote(p(text[outer])) footnote(p(text[inner]))"},
    {"````exercise\na[^x]\n````\nb[^x]\n\n[^x]: outer\n",
     "exercise(p(text[a] ref)) p(text[b] ref) footnote(p(text[outer]))"},
    {"````exercise\na[^y]\n````\n\n[^x]: X[^z]\n[^y]: Y[^x]\n[^z]: Z\n",
     "exercise(p(text[a] ref)) footnote(p(text[Y] ref)) footnote(p(text[X] ref)) "
     "footnote(p(text[Z]))"},
    {"`````exercise\n````solution\na[^x] b[^y]\n````\n\n[^y]: Y\n`````\n\n> [^x]: X\n",
     "exercise(solution(p(text[a] ref text[ b] ref))) quote footnote(p(text[X])) "
     "footnote(p(text[Y]))"},
    {"a[^x]\n````exercise\nb[^x] `[^y`] c\n````\n\n[^x]: X\n[^y`]: Y\n[^z]: Z",
     "p(text[a] ref) exercise(p(text[b] ref text[ ] span[[^y] text[] c])) footnote(p(text[X]))"},
    {"````exercise\na[^x] [r]\n````\n\n[r]: http://x\n[^x]: X\n",
     "exercise(p(text[a] ref text[ ] link[http://x](text[r]))) footnote(p(text[X]))"},
    {"````exercise\n[a][r]\n````\n\n[r]: http://x\n", "exercise(p(link[http://x](text[a])))"},
    {"````exercise\n```text\nx\n````\n\n[r]: http://x\n", "exercise(code[x\n])"},
    {"a `b\nc` d\n", "p(text[a ] span[b c] text[ d])"},
    {"A &lt; B &#35; \\* \"q\" -- don't\n", "p(text[A < B # * \"q\" -- don't])"},
};

static void text_becomes_a_tree(void)
{
    struct fixture f;
    fixture_begin(&f, FIXTURE_COURSE);
    fixture_config(&f);
    for (size_t i = 0; i < sizeof trees / sizeof *trees; i++) {
        struct chapter *c = fixture_chapter(&f, trees[i].text);
        struct buf got = BUF_INIT;
        for (size_t n = 1; n < c->doc.nodes[0].end; n = c->doc.nodes[n].end) {
            buf_puts(&got, n > 1 ? " " : "");
            fixture_tree(&c->doc, n, &got);
        }
        CHECK_STR(got.data, trees[i].tree);
        buf_release(&got);
    }
    fixture_end(&f);
}

/* What is reported; "" for nothing. */
static const struct {
    const char *text;
    int line, column;
    const char *message;
} problems[] = {
    {"a\n", 0, 0, ""},
    {"", 1, 0, "this chapter is empty"},
    {" \n\n", 1, 0, "this chapter is empty"},
    {"---\ntitle: x\n---\n", 1, 0, "this chapter is empty"},
    {"a\n\n  b\xFF\n", 3, 4, "not UTF-8 (byte 0xFF)"},
    {"# a {#1x}\n", 1, 5, "\"#1x\" is not an id"},
    {"# a {#x}\n\n## b {#x}\n", 3, 1, "the id \"x\" is taken by content/one.md:1"},
    {"# a {#x}\n```c {#x}\n" MAIN "```\n", 2, 7, "the id \"x\" is taken by content/one.md:1"},
    {"```c {#x}\n" MAIN "```\n# a {#x}\n", 4, 1, "the id \"x\" is taken by content/one.md:1"},
    {"a\n\n```c {a=`b`}\nx\n", 3, 1, "opens no fenced block"},
    {"a\n  ``` x` y\n", 2, 3, "opens no fenced block"},
    {"> ```c `\n", 1, 3, "opens no fenced block"},
    {"~~~text {`}\n~~~\n", 1, 10, "\"`\" has no value"},
    {"a\n```text\nx\n", 2, 1, "not closed (a line of 3 ` is missing)"},
    {"~~~~text\n~~~\n", 1, 1, "not closed (a line of 4 ~ is missing)"},
    {"> ```text\n> x\ny\n", 1, 3, "not closed"},
    {"- ```text\n  x\ny\n", 1, 3, "not closed"},
    {"```text", 1, 1, "not closed"},
    {"- ```text\n  x\n  ```\n", 0, 0, ""},
    {"> ```text\n> x\n> ```\n", 0, 0, ""},
    {"  ```text\n  x\n   ````  \n", 0, 0, ""},
    {"x `{lua}`\n", 1, 4, "an expression is missing"},
    {"x\ny `{lua} a b\n", 2, 3, "not closed by a back-tick"},
    {"x \\`{lua} a b\n", 0, 0, ""},
    {"| a |\n|---|\n| `{lua} x | y` |\n", 3, 3, "cut in two by a \"|\""},
    {"| a |\n|---|\n| `{lua} x \\| y` |\n", 0, 0, ""},
    {"> [!NOT]\n> x\n", 1, 3, "\"[!NOT]\" is no kind of alert (did you mean \"note\"?)"},
    {"> [!NOTE] a\n", 1, 3, "this is no alert: \"[!NOTE]\" must be alone on its line"},
    {"> [!FOO] a\n", 0, 0, ""},
    {"a\nb[^x] c\n", 2, 2, "there is no footnote \"[^x]\" in this file"},
    {"````exercise\na[^x]\n````\nb[^x]\n\n[^x]: c\n", 0, 0, ""},
    {"````exercise\na[^x]\n````\n", 2, 2, "\"[^x]\" in this block or around it"},
    {"````exercise\na[^x]\n\n[^x]: c\n````\nb[^x]\n", 6, 2, "\"[^x]\" in this file"},
    {"````exercise\na[^x]\n````\n\n[^x]: c `{lua}` d\n", 5, 10, "an expression is missing"},
    {"a \\[^x] `[^x]` [^ x] [^]\n", 0, 0, ""},
    {"```C\n```\n", 1, 4, "only shown (did you mean \"c\"?)"},
    {"```d\n```\n", 0, 0, ""},
    {"```ouput\n```\n", 1, 4, "only shown (did you mean \"output\"?)"},
    {"```pyhton\n```\n", 1, 4, "only shown (did you mean \"python\"?)"},
    {"```js\n```\n", 0, 0, ""},
    {"```console\n```\n", 0, 0, ""},
    {"```math\nx\n```\n", 0, 0, ""},
    {"```console {#x}\n```\n", 1, 13,
     "only samples take attributes: \"console\" is not a language"},
    {"```{.c #x}\n```\n", 1, 1, "the language must come first"},
    {"```quizz\n```\n", 1, 4, "only shown (did you mean \"quiz\"?)"},
    {"```clam\n```\n", 1, 4, "only shown (did you mean \"claim\"?)"},
    {"```exercise {titel=x}\n```\n", 1, 14, "did you mean \"title\"?"},
    {"```exercise {title=a title=b}\n```\n", 1, 22, "attribute \"title\" is given twice"},
    {"```exercise {#a}\nx\n```\n```exercise {#a}\n```\n", 4, 14,
     "the id \"a\" is taken by content/one.md:1"},
    {"```solution {#a}\n```\n", 1, 14, "\"solution\" has no attribute \"#a\""},
    {"```exercise Title\n```\n", 1, 1, "a title is written {title="},
    {"```solution {title=x}\n```\n", 1, 14, "\"solution\" has no attribute \"title\""},
    {"```output\nx\n```\n", 1, 1, "no sample before this block"},
    {"```input\nx\n```\n", 1, 1, "no sample before this block"},
    {"```c {#ab}\n" MAIN "```\n```output {of=ac}\n```\n", 4, 12,
     "no sample of this chapter is named \"ac\" (did you mean \"ab\"?)"},
    {"```c\n" MAIN "```\n```output {of=one-1}\n```\n", 4, 12, "is named \"one-1\""},
    {"```c\n" MAIN "```\n```output\n```\n```output\n```\n", 6, 1, "given in line 4 already"},
    {"```c\n" MAIN "```\n```output {stream=err}\n```\n", 4, 12, "\"err\" is not a stream"},
    {"```c\n" MAIN "```\n```output {stram=stderr}\n```\n", 4, 12, "did you mean \"stream\"?"},
    {"```c\n" MAIN "```\n```output {threads=4}\n```\n", 4, 12,
     "\"output\" has no attribute \"threads\": its sample has no sweep"},
    {"```c {#a}\n" MAIN "```\n```output {regex=1}\n```\n", 4, 12, "did you mean \".regex\"?"},
    {"```c\n" MAIN "```\n```output {.orderd}\n```\n", 4, 12, "has no attribute \".orderd\""},
    {"```c\n" MAIN "```\n```output {stream=stderr stream=stdout}\n```\n", 4, 26, "given twice"},
    {"```c\n" MAIN "```\n```output {.regex .unordered}\n```\n", 4, 12, "contradicts"},
    {"```c\n" MAIN "```\n```output x\n```\n", 4, 1, "\"output\" may only be followed by"},
    {"```c\n" MAIN "```\n```input {stream=stdin}\n```\n", 4, 11, "\"input\" has no attribute"},
    {"```c\n" MAIN "```\n```input\n```\n```input\n```\n", 6, 1, "has its standard input already"},
    {"```c {stdin=x}\n" MAIN "```\n```input\n```\n", 4, 1, "has its standard input already"},
    {"```c {.show}\n" MAIN "```\n```output\n```\n", 4, 1, "says .show and is not run"},
    {"```c {.norun}\n" MAIN "```\n```output\n```\n", 4, 1, "says .norun"},
    {"```c {.compile-error}\n" MAIN "```\n```output\n```\n", 4, 1, "must not compile"},
    {"```c\nint x;\n```\n```output\n```\n", 4, 1, "has no entry"},
    {"```include\n```\n", 1, 1, "which file?"},
    {"```include {file=part.md}\nx\n```\n", 1, 1, "this block must be empty"},
    {"```include {file=nope.md}\n```\n", 1, 13, "there is no content/nope.md"},
    {"```include {file=prt.md}\n```\n", 1, 13, "did you mean \"part.md\"?"},
    {"```include {file=../x.md}\n```\n", 1, 13, "leads out of content/"},
    {"```include {file=/etc/passwd}\n```\n", 1, 13, "leads out of content/"},
    {"```include {file=link.md}\n```\n", 1, 13, "leads out of the folder content"},
    {"```include {file=sub}\n```\n", 1, 13, "content/sub is a folder"},
    {"```include {file=one.md}\n```\n", 1, 13,
     "this file includes itself: content/one.md -> content/one.md"},
    {"```include {file=sub/loop.md}\n```\n", 1, 13,
     "content/one.md -> content/sub/loop.md -> content/one.md"},
    {"````exercise\n```include {file=one.md}\n```\n````\n", 2, 13, "this file includes itself"},
};

static void what_is_wrong_is_reported_at_its_place(void)
{
    struct fixture f;
    fixture_begin(&f, FIXTURE_COURSE);
    fixture_write(&f, "content/part.md", "part\n");
    fixture_write(&f, "content/sub/loop.md", "```include {file=../one.md}\n```\n");
    CHECK(symlink("/etc/passwd", path_join(&f.arena, f.root, "content/link.md")) == 0);
    fixture_config(&f);
    for (size_t i = 0; i < sizeof problems / sizeof *problems; i++) {
        struct chapter *c = fixture_chapter(&f, problems[i].text);
        bool any = problems[i].message[0];
        bool right = any ? fixture_has(&c->problems, problems[i].line, problems[i].column,
                                       problems[i].message)
                         : c->problems.first == NULL;
        if (!CHECK(right) || !CHECK(fixture_count(&c->problems) == (any ? 1 : 0))) {
            printf("#   want %d:%d %s\n", problems[i].line, problems[i].column,
                   problems[i].message);
            fixture_print(&c->problems);
        }
        CHECK(!c->unusable);
    }
    fixture_end(&f);
}

static void parts_belong_to_their_samples(void)
{
    struct fixture f;
    fixture_begin(&f, FIXTURE_COURSE);
    fixture_config(&f);
    struct chapter *c =
        fixture_chapter(&f, "# T\n\n```c {#a}\n" MAIN "```\n\n> ```c {#b}\n> " MAIN "> ```\n>\n"
                            "> ```output {.unordered}\n> 1\n> 2\n> ```\n\n"
                            "- ```output {of=a stream=stderr .regex}\n  x.*\n  ```\n"
                            "```input {of=a}\nin\nput\n```\n~~~output {of=a}\n...\n~~~\n");
    CHECK(c->problems.first == NULL);
    CHECK_INT(c->sample_count, 2);
    const struct sample *a = &c->samples[0], *b = &c->samples[1];
    CHECK_INT(a->expected_count, 2);
    CHECK_INT(a->expected[0].fd, 2);
    CHECK(a->expected[0].mode == EXPECTED_REGEX);
    CHECK(str_is(a->expected[0].text, "x.*\n"));
    CHECK_STR(a->expected[0].prefix, "  ");
    CHECK_INT(a->expected[0].place.line, 16);
    CHECK_INT(a->expected[0].end_line, 18);
    CHECK_INT(a->expected[1].fd, 1);
    CHECK(a->has_stdin && str_is(a->stdin_text, "in\nput\n"));
    CHECK_INT(b->expected_count, 1);
    CHECK(b->expected[0].mode == EXPECTED_UNORDERED);
    CHECK(str_is(b->expected[0].text, "1\n2\n"));
    CHECK_STR(b->expected[0].prefix, "> ");
    CHECK_INT(b->expected[0].place.line, 11);
    CHECK_INT(b->expected[0].place.column, 3);
    CHECK_INT(b->expected[0].end_line, 14);
    CHECK_INT(b->place.line, 7);
    CHECK_INT(b->place.column, 3);
    fixture_end(&f);
}

static void places_hold_in_includes_and_exercises(void)
{
    struct fixture f;
    fixture_begin(&f, FIXTURE_COURSE);
    fixture_write(&f, "content/sub/part.md",
                  "# Part\n\n````exercise\n```c {x=1}\n" MAIN
                  "```\n````\n```include {file=deep.md}\n```\n");
    fixture_write(&f, "content/sub/deep.md", "\n`{lua} deep`\n");
    fixture_config(&f);
    struct chapter *c = fixture_chapter(
        &f, "---\ntitle: T\n---\r\n# One\r\n> - ````exercise\r\n>   ab `{lua} x`\r\n"
            ">   ```c {y=1}\r\n>   ```\r\n>   ````\r\n```include {file=sub/part.md}\n```\n");
    CHECK_INT(c->source_count, 3);
    CHECK_STR(c->sources[1], "content/sub/part.md");
    CHECK_STR(c->sources[2], "content/sub/deep.md");
    CHECK_INT(c->input_count, 3);
    CHECK_INT(c->value_count, 2);
    CHECK_STR(c->values[0].text, "x");
    CHECK_INT(c->values[0].place.line, 6);
    CHECK_INT(c->values[0].place.column, 9);
    CHECK_STR(c->values[1].place.file, "content/sub/deep.md");
    CHECK_INT(c->values[1].place.line, 2);
    CHECK(fixture_has(&c->problems, 7, 11, "unknown attribute \"y\""));
    CHECK(fixture_has(&c->problems, 4, 7, "unknown attribute \"x\""));
    CHECK_INT(c->samples[1].place.line, 4);
    CHECK_STR(c->samples[1].place.file, "content/sub/part.md");
    CHECK_INT(c->headings[0].place.line, 4);
    fixture_end(&f);
}

static void names_and_titles_follow_from_the_file(void)
{
    struct fixture f;
    fixture_begin(&f, FIXTURE_COURSE);
    fixture_config(&f);
    struct chapter *c = fixture_chapter(&f, "## Two\n\n# The `main` *one*\n");
    CHECK_STR(c->name, "one");
    CHECK_STR(c->file, "content/one.md");
    CHECK_STR(c->page, "one.html");
    CHECK_STR(c->title, "The main one");
    CHECK_INT(c->heading_count, 2);
    CHECK_INT(c->headings[0].level, 2);
    CHECK_STR(c->headings[1].id, "the-main-one");
    CHECK(c->doc.nodes[c->headings[1].node].kind == NODE_HEADING);
    CHECK_STR(fixture_chapter(&f, "---\ntitle: F\nx: y\n---\n# H\n")->title, "F");
    CHECK_STR(fixture_chapter(&f, "text\n")->title, "one");
    CHECK_STR(fixture_chapter(&f, "# vector<int>\n")->title, "vector<int>");
    f.config.trust_html = true;
    CHECK_STR(fixture_chapter(&f, "# <b>a</b>\n")->title, "a");
    fixture_end(&f);
}

static void footnotes_count_their_references(void)
{
    struct fixture f;
    fixture_begin(&f, FIXTURE_COURSE);
    fixture_config(&f);
    struct chapter *c = fixture_chapter(&f, "a[^x] b[^y] c[^x]\n\n[^y]: Y\n[^x]: X\n");
    static const int levels[] = {1, 2, 1};
    static const char *const before[] = {"0", "0", "1"};
    size_t seen = 0;
    for (size_t i = 0; i < c->doc.count; i++) {
        if (c->doc.nodes[i].kind != NODE_FOOTNOTE_REFERENCE)
            continue;
        CHECK_INT(c->doc.nodes[i].level, levels[seen]);
        CHECK(str_is(c->doc.nodes[i].extra, before[seen]));
        seen++;
    }
    CHECK_INT(seen, 3);
    CHECK_INT(c->footnote_count, 2);
    fixture_end(&f);
}

static void inputs_are_recorded_also_when_missing(void)
{
    struct fixture f;
    fixture_begin(&f, FIXTURE_COURSE);
    fixture_write(&f, "samples/a.txt", "A");
    fixture_config(&f);
    struct chapter *c = fixture_chapter(&f, "```sh {data=\"*.txt\"}\nx\n```\n"
                                            "```sh {file=gone.sh}\n```\n");
    static const char *const paths[] = {"content/one.md", "samples/", "samples/a.txt",
                                        "samples/gone.sh"};
    CHECK_INT(c->input_count, 4);
    for (size_t i = 0; i < c->input_count && i < 4; i++)
        CHECK_STR(c->inputs[i].path, paths[i]);
    CHECK(hash_equal(c->inputs[2].hash, hash_of("A", 1)));
    CHECK(hash_equal(c->inputs[3].hash, (struct hash){0, 0}));
    struct hash before = c->inputs[1].hash;
    fixture_write(&f, "samples/b.txt", "B");
    c = fixture_chapter(&f, "```sh {data=\"*.txt\"}\nx\n```\n");
    CHECK(!hash_equal(c->inputs[1].hash, before));
    fixture_end(&f);
}

static void a_chapter_that_is_no_file_is_unusable(void)
{
    struct fixture f;
    fixture_begin(&f, "title = 'T'\nchapters = {\n  'one.md' }\n");
    fixture_config(&f);
    fixture_write(&f, "content/ones.md", "x");
    struct chapter *c = chapter_load(f.root, &f.config, 0, NULL, &f.arena);
    CHECK(c->unusable && c->doc.count == 0);
    CHECK(
        fixture_has(&c->problems, 3, 0, "there is no content/one.md (did you mean \"ones.md\"?)"));
    CHECK_STR(c->problems.first->file, "content/course.lua");
    CHECK(mkdir(path_join(&f.arena, f.root, "content/one.md"), 0777) == 0);
    c = chapter_load(f.root, &f.config, 0, NULL, &f.arena);
    CHECK(c->unusable && fixture_has(&c->problems, 3, 0, "content/one.md is a folder"));
    fixture_end(&f);
}

static struct str repeated(struct fixture *f, const char *unit, size_t count, const char *end)
{
    struct buf b = BUF_INIT;
    for (size_t i = 0; i < count; i++)
        buf_puts(&b, unit);
    buf_puts(&b, end);
    struct str s = arena_str(&f->arena, buf_view(&b));
    buf_release(&b);
    return s;
}

/* No recursion of ours follows the depth of the tree, and no node is looked at too often. */
static void hostile_texts_are_read(void)
{
    static const struct {
        const char *unit;
        size_t count;
        const char *end;
    } texts[] = {
        {"[", 100000, "x\n"},
        {"[a](", 50000, "\n"},
        {"> ", 20000, "x\n"},
        {"*a ", 20000, "\n"},
        {"`", 65000, "x\n"},
        {"# a\n", 5000, ""},
        {"```c {#x}\nint main(){}\n```\n", 300, ""},
        {"a[^x]", 5000, "\n\n[^x]: y\n"},
        {"- ", 1000, "x\n"},
        {"<b>", 20000, "\n"},
        {"a|", 200, "\n"},
        {"```exercise\n", 50, ""},
        {"{#", 50000, "}\n"},
        {"\\`{lua} ", 3000, "\n"},
    };
    struct fixture f;
    fixture_begin(&f, FIXTURE_COURSE);
    fixture_config(&f);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct chapter *c =
            fixture_chapter_bytes(&f, repeated(&f, texts[i].unit, texts[i].count, texts[i].end));
        CHECK(!c->unusable && c->doc.count > 0 && c->doc.nodes[0].end == c->doc.count);
    }
    fixture_end(&f);
}

static void nesting_and_includes_are_bounded(void)
{
    struct fixture f;
    fixture_begin(&f, FIXTURE_COURSE);
    fixture_config(&f);
    struct buf b = BUF_INIT;
    for (int i = 40; i > 2; i--) {
        for (int k = 0; k < i; k++)
            buf_putc(&b, '`');
        buf_puts(&b, "exercise\n");
    }
    struct chapter *c = fixture_chapter_bytes(&f, buf_view(&b));
    bool told = false;
    for (const struct problem *p = c->problems.first; p; p = p->next)
        told = told || strstr(p->message, "more than 16 blocks inside each other");
    CHECK(told);
    buf_release(&b);
    fixture_write(&f, "content/part.md", "x\n");
    c = fixture_chapter_bytes(&f, repeated(&f, "```include {file=part.md}\n```\n", 1005, ""));
    CHECK_INT(fixture_count(&c->problems), 1);
    CHECK(fixture_has(&c->problems, 2001, 13, "more than 1000 includes"));
    fixture_end(&f);
}

int main(void)
{
    RUN(text_becomes_a_tree);
    RUN(what_is_wrong_is_reported_at_its_place);
    RUN(parts_belong_to_their_samples);
    RUN(places_hold_in_includes_and_exercises);
    RUN(names_and_titles_follow_from_the_file);
    RUN(footnotes_count_their_references);
    RUN(inputs_are_recorded_also_when_missing);
    RUN(a_chapter_that_is_no_file_is_unusable);
    RUN(hostile_texts_are_read);
    RUN(nesting_and_includes_are_bounded);
    return test_summary();
}
