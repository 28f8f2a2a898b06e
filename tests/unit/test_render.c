#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "course/doc_builder.h"
#include "inert.h"
#include "page/render.h"
#include "test.h"

/* A course of one chapter with one sample, and a folder for templates. */
struct site {
    struct arena arena;
    char folder[64];
    struct course course;
    struct chapter chapter, *chapters[1];
    struct sample sample, *samples[1];
    struct source_file file;
    struct compile_result compile;
    struct run_result run;
    struct chunk chunks[200];
    struct result result;
    struct results results;
    struct render_spec spec;
    struct buf html;
    struct err err;
};

static const struct language c = {
    .name = "c", .title = "C", .extension = ".c", .diagnostics = "{file}:{line}:{column}: "};

static void set_sample(struct site *s)
{
    s->file = (struct source_file){.name = "a.c", .text = STR("int main(void)\n{\n}\n")};
    s->sample = (struct sample){.id = "a",
                                .chapter = "1",
                                .language = &c,
                                .files = &s->file,
                                .file_count = 1,
                                .is_inline = true,
                                .depth = SAMPLE_RUN,
                                .limits = {2000, 512 << 20, 64, 64, 65536},
                                .caption = "",
                                .place = {"content/1.md", 3, 1}};
    s->compile = (struct compile_result){.wall_s = 0.05, .measured_at = "2026-11-23T12:00:00Z"};
    s->run = (struct run_result){.wall_s = 0.00121,
                                 .max_rss_kib = 1536,
                                 .machine_id = "m",
                                 .measured_at = "2026-11-23T12:00:00Z",
                                 .chunks = s->chunks};
    s->result = (struct result){.sample = &s->sample,
                                .compiler = "gcc 12",
                                .compile = &s->compile,
                                .run = &s->run,
                                .ended_as_expected = true,
                                .ok = true};
}

static void set_chapter(struct site *s)
{
    struct doc_builder doc = {0};
    doc_open(&doc, NODE_DOCUMENT);
    doc_leaf(&doc, NODE_SAMPLE);
    doc_close(&doc);
    s->chapter = (struct chapter){.name = "1",
                                  .file = "content/1.md",
                                  .page = "part/1.html",
                                  .title = "One <1>",
                                  .description = "",
                                  .samples = &s->sample,
                                  .sample_count = 1};
    doc_finish(&doc, &s->arena, &s->chapter.doc);
}

static struct site *site_new(void)
{
    struct site *s = calloc(1, sizeof *s);
    s->html = (struct buf)BUF_INIT;
    strcpy(s->folder, "/tmp/drawloom-render-XXXXXX");
    CHECK(mkdtemp(s->folder) != NULL);
    set_sample(s);
    set_chapter(s);
    s->chapters[0] = &s->chapter;
    s->samples[0] = &s->sample;
    s->course = (struct course){
        .chapters = s->chapters, .chapter_count = 1, .samples = s->samples, .sample_count = 1};
    s->course.config = (struct config){
        .title = "Course", .description = "", .author = "", .lang = "en", .render_ms = 2000};
    s->results = (struct results){.course = &s->course, .sandbox = "off", .samples = &s->result};
    s->results.machine = (struct machine){.id = "m",
                                          .cpu = "CPU",
                                          .arch = "x86_64",
                                          .kernel = "Linux",
                                          .os = "Debian",
                                          .cores = 4,
                                          .usable_cores = 2,
                                          .memory_bytes = 1ull << 33};
    s->spec = (struct render_spec){
        .results = &s->results, .templates = {s->folder, "templates"}, .version = "1"};
    return s;
}

static void site_free(struct site *s)
{
    CHECK(file_remove_tree(s->folder, &s->err));
    buf_release(&s->html);
    arena_release(&s->arena);
    free(s);
}

static void put(struct site *s, const char *name, const char *text)
{
    CHECK(file_write(path_join(&s->arena, s->folder, name), str_of(text), &s->err));
}

/* The chapter's page; what went wrong is in s->err. */
static bool make(struct site *s)
{
    struct page page = {.kind = PAGE_CHAPTER, .path = s->chapter.page};
    struct renderer *renderer;
    s->err = (struct err){0};
    buf_clear(&s->html);
    bool ok = renderer_new(&s->spec, &renderer, &s->err) &&
              render_page(renderer, &page, &s->html, &s->err);
    renderer_free(renderer);
    return ok;
}

/* What the text becomes as the template of the chapter. */
static const char *made_of(struct site *s, const char *text)
{
    put(s, "chapter.html", text);
    return make(s) ? s->html.data : s->err.message;
}

static void templates_see_the_data(void)
{
    static const struct {
        const char *text, *want;
    } rows[] = {
        {"<%= course.title %> <%= chapter.title %>", "Course One &lt;1&gt;\n"},
        {"<%- (ansi('<\\27[31mx')) %>", "&lt;<span class=\"fg-red\">x</span>\n"},
        {"<%= page.kind %> <%= page.path %> <%= generator.name %>",
         "chapter part/1.html drawloom\n"},
        {"<%= machine.cpu %>, <%= machine.view.os %>, <%= sandbox %>", "CPU, Debian, off\n"},
        {"<%= #course.chapters %> <%= course.chapters[1].page %>", "1 part/1.html\n"},
        {"<%- url('assets/a b.css') %> <%- url('part/2.html', 'x y') %>",
         "../assets/a%20b.css 2.html#x%20y\n"},
        {"<%- e('<') %><%- encode('#') %>", "&lt;%23\n"},
    };
    struct site *s = site_new();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        CHECK_STR(made_of(s, rows[i].text), rows[i].want);
    site_free(s);
}

static void numbers_are_written_for_people(void)
{
    static const struct {
        const char *expression, *want;
    } rows[] = {
        {"seconds(0)", "0 \xC2\xB5s\n"},
        {"seconds(0.0000421)", "42 \xC2\xB5s\n"},
        {"seconds(0.00121)", "1.21 ms\n"},
        {"seconds(0.0999999)", "100 ms\n"},
        {"seconds(0.0123)", "12.3 ms\n"},
        {"seconds(0.99999)", "1.00 s\n"},
        {"seconds(12.345)", "12.3 s\n"},
        {"seconds(1234.5)", "1234 s\n"},
        {"limit_seconds(2.0)", "2 s\n"},
        {"limit_seconds(0.25)", "250 ms\n"},
        {"bytes(65536)", "64 KiB\n"},
        {"bytes(1536 * 1024)", "1.5 MiB\n"},
        {"bytes(1)", "1 bytes\n"},
        {"integer(7)", "7\n"},
        {"integer(123456)", "123,456\n"},
        {"integer(1234567)", "1,234,567\n"},
        {"count(1, 'core')", "1 core\n"},
        {"count(1000, 'core')", "1,000 cores\n"},
        {"moment('2026-11-23T12:34:56Z')", "2026-11-23 12:34 UTC\n"},
        {"shell({'./a', 'b c', '', 'd=e'})", "./a &#39;b c&#39; &#39;&#39; d=e\n"},
        {"shell({[[it's]]})", "&#39;it&#39;\\&#39;&#39;s&#39;\n"},
    };
    struct site *s = site_new();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *text = arena_printf(&s->arena, "<%%= %s %%>", rows[i].expression);
        CHECK_STR(made_of(s, text), rows[i].want);
    }
    site_free(s);
}

static void values_become_json(void)
{
    static const struct {
        const char *expression, *want;
    } rows[] = {
        {"{b = 1, a = {'x', 'y'}, c = true}", "{\"a\":[\"x\",\"y\"],\"b\":1,\"c\":true}\n"},
        {"{}", "{}\n"},
        {"'</script>&\"\\\\\\n\\0'", "\"\\u003c/script\\u003e\\u0026\\\"\\\\\\n\\u0000\"\n"},
        {"'\\u{2028}\\u{e9}'", "\"\\u2028\xC3\xA9\"\n"},
    };
    struct site *s = site_new();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        CHECK_STR(made_of(s, arena_printf(&s->arena, "<%%- json(%s) %%>", rows[i].expression)),
                  rows[i].want);
    CHECK(strstr(made_of(s, "<%- json(json) %>"), "a function is no JSON") != NULL);
    site_free(s);
}

/* Which compiler of Compiler Explorer it is, and with which flags. */
static void samples_lead_to_compiler_explorer(void)
{
    static const struct {
        const char *language, *compiler, *header, *want;
    } rows[] = {
        {"c", "gcc (Debian 12.2.0-14+deb12u1) 12.2.0", "",
         "{\"arguments\":\"4 'a b'\",\"compiler\":\"cg122\",\"language\":\"c\","
         "\"options\":\"-O2 -pthread\"}\n"},
        {"cpp", "g++ (Debian 12.2.0-14+deb12u1) 12.2.0", "",
         "{\"arguments\":\"4 'a b'\",\"compiler\":\"g122\",\"language\":\"c++\","
         "\"options\":\"-O2 -pthread\"}\n"},
        {"c", "Debian clang version 14.0.6", "",
         "{\"arguments\":\"4 'a b'\",\"compiler\":\"cclang1400\",\"language\":\"c\","
         "\"options\":\"-O2 -pthread\"}\n"},
        {"c", "some compiler", "", "none\n"},
        {"python", "Python 3.11.2", "", "none\n"},
        {"c", "gcc 12.2.0", "lacks", "none\n"},
        {"c", "gcc 12.2.0", "must.h",
         "{\"arguments\":\"4 'a "
         "b'\",\"compiler\":\"cg122\",\"headers\":{\"must.h\":\"include/must.h\"},"
         "\"language\":\"c\",\"options\":\"-O2 -pthread\"}\n"},
    };
    struct site *s = site_new();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        CHECK_STR(
            made_of(s, arena_printf(
                           &s->arena,
                           "<%%- card_explorer({language = '%s', compiler = '%s', compile "
                           "= {}, flags = {'-pipe', '-O2', '-Ix', '-pthread'}, run = "
                           "{command = {'./a', '4', 'a b'}}, view = {files = {{}}, "
                           "lacks_headers = '%s' == 'lacks', headers = '%s' == 'must.h' and "
                           "{{name = 'must.h', path = 'include/must.h'}} or {}}}) or "
                           "'none' %%>",
                           rows[i].language, rows[i].compiler, rows[i].header, rows[i].header)),
            rows[i].want);
    site_free(s);
}

/* What somebody types who has the files that can be downloaded. */
static void the_same_is_done_at_home(void)
{
    static const struct {
        const char *view, *want;
    } rows[] = {
        {"env = {}", "gcc -O2 -o a a.c -lm && ./a 4|a.c must.h"},
        {"env = {'N=1', 'M=a b', 'E='}", "gcc -O2 -o a a.c -lm && N=1 M='a b' E= ./a 4|a.c must.h"},
        {"env = {'N=1'}, stdin = [[two words\n]]",
         "gcc -O2 -o a a.c -lm && echo 'two words' | N=1 ./a 4|a.c must.h"},
        {"env = {}, stdin = 'a\\nb\\n'", "gcc -O2 -o a a.c -lm && ./a 4 < input.txt|a.c must.h"},
    };
    struct site *s = site_new();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        CHECK(
            strstr(
                made_of(s,
                        arena_printf(
                            &s->arena,
                            "<%% local compile = {command = {'gcc', '-pipe', '-O2', '-Isamples/b', "
                            "'-o', 'a', 'samples/b/main.c', '-lm'}}\n"
                            "local text, files = card_at_home({view = {%s, files = {{name = "
                            "'b/main.c', download = 'samples/a.c'}}, headers = {{name = 'must.h', "
                            "download = 'samples/include/must.h'}}}}, compile, {command = "
                            "{'./a', '4'}}) %%><%%- text .. '|' .. files[1].name .. ' ' .. "
                            "files[2].name %%>",
                            rows[i].view)),
                rows[i].want) != NULL);
    site_free(s);
}

static void templates_are_put_together(void)
{
    struct site *s = site_new();
    put(s, "frame.html", "<<%= name or '?' %>|<%- content %>|<%= chapter.name %>>\n");
    put(s, "item.html", "(<%= x %>)\n");
    CHECK_STR(made_of(s, "<% layout('frame') name = 'n' %>\n<%- partial('item', {x = '&'}) %>"),
              "<n|(&amp;)|1>\n");
    CHECK_STR(made_of(s, "<%- partial('item', {x = 1}) %><%= x or 'none' %>"), "(1)none\n");
    put(s, "item.html", "<% layout('frame') chapter = {name = 'c'} %>i");
    CHECK_STR(made_of(s, "<%- partial('item') %>"), "<?|i|c>\n");
    site_free(s);
}

static void errors_name_template_and_line(void)
{
    static const struct {
        const char *text;
        int line;
        const char *message;
    } rows[] = {
        {"\n\n<%= chapter.titel %>", 3, "chapter.titel is nil, which is no text"},
        {"\n<%- course.chapters %>", 2, "course.chapters is table, which is no text"},
        {"\n<%= nowhere.x %>", 2, "attempt to index a nil value (global 'nowhere')"},
        {"<% partial('none') %>", 1, "there is no template \"none.html\""},
        {"\n<%", 2, "\"<%\" is not closed by \"%>\""},
        {"\n<% for %>", 2, "<name> expected near ';'"},
        {"\n<% os.exit(3) %>", 2, "attempt to index a nil value (global 'os')"},
        {"\n<% while true do end %>", 2, "ran longer than 2000 ms"},
        {"\n<% pcall(function() while true do end end) %>", 2, "ran longer than 2000 ms"},
        {"\n<% local s = 'x' while true do s = s .. s end %>", 0, "not enough memory"},
        {"\n<% layout('chapter') %>", 2, "'__index' chain too long"},
        {"\n<% layout('none') %>", 2, "there is no template \"none.html\""},
        {"\n<%- partial('chapter') %>", 2, "stack overflow"},
        {"\n<%- partial('chapter.html') %>", 2, "templates are named without .html: \"chapter\""},
        {"\n<% error({}) %>", 2, "(an error of type table)"},
        {"\n<% error() %>", 2, "(an error of type nil)"},
    };
    struct site *s = site_new();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *message = made_of(s, rows[i].text);
        CHECK(strncmp(message, rows[i].message, strlen(rows[i].message)) == 0 ||
              (rows[i].line == 0 && strstr(message, rows[i].message)));
        if (rows[i].line == 0)
            continue;
        CHECK_STR(s->err.file, "templates/chapter.html");
        CHECK_INT(s->err.line, rows[i].line);
    }
    site_free(s);
}

static void a_traceback_follows(void)
{
    struct site *s = site_new();
    put(s, "inner.html", "\n<%= x.y %>");
    made_of(s, "\n\n<%- partial('inner') %>");
    CHECK_STR(s->err.file, "templates/inner.html");
    CHECK_INT(s->err.line, 2);
    CHECK(strstr(s->err.message, "templates/chapter.html:3:") != NULL);
    site_free(s);
}

static void a_traceback_of_one_template_is_left_out(void)
{
    struct site *s = site_new();
    made_of(s, "\n\n<% error('no') %>");
    CHECK_STR(s->err.file, "templates/chapter.html");
    CHECK_STR(s->err.message, "no");
    site_free(s);
}

static void a_renderer_survives_an_error(void)
{
    struct site *s = site_new();
    struct page chapter = {.kind = PAGE_CHAPTER, .path = "1.html"}, index = {.path = "index.html"};
    struct renderer *renderer;
    put(s, "chapter.html", "<% layout('none') error('stop') %>");
    put(s, "index.html", "fine");
    CHECK(renderer_new(&s->spec, &renderer, &s->err));
    CHECK(!render_page(renderer, &chapter, &s->html, &s->err));
    CHECK(render_page(renderer, &index, &s->html, &s->err));
    CHECK_STR(s->html.data, "fine\n");
    renderer_free(renderer);
    site_free(s);
}

static bool has(const struct site *s, const char *text)
{
    return memmem(s->html.data, s->html.len, text, strlen(text)) != NULL;
}

static void print(struct site *s, struct str out, struct str err)
{
    s->run.out = out;
    s->run.err = err;
    s->run.chunk_count = 0;
    if (out.len > 0)
        s->chunks[s->run.chunk_count++] = (struct chunk){1, out.len};
    if (err.len > 0)
        s->chunks[s->run.chunk_count++] = (struct chunk){2, err.len};
}

static void a_card_shows_what_happened(void)
{
    struct site *s = site_new();
    print(s, STR("\nout\n"), STR("err\n"));
    CHECK(make(s));
    CHECK(has(s, "<figure class=\"sample beside\" id=\"a\" data-sample=\"a\">"));
    CHECK(has(s, "href=\"../samples/a.c\""));
    CHECK(has(s, "<div class=\"code\" tabindex=\"0\" role=\"group\" aria-label=\"a.c\" "
                 "data-part=\"code\">\n<pre><code><span class=\"l\"><b class=\"t\">int</b> "
                 "<b class=\"f\">main</b>(<b class=\"t\">void</b>)\n</span>"));
    CHECK(has(s, "<pre data-part=\"stdout\" tabindex=\"0\"><samp>\nout\n</samp></pre>"));
    CHECK(has(s, "<p class=\"stream\">stderr</p><pre data-part=\"stderr\" tabindex=\"0\">"));
    CHECK(has(s, "<span class=\"end\" data-part=\"end\">exited with code 0</span>"));
    CHECK(has(s, "1.21 ms"));
    CHECK(has(s, "Sandbox: none"));
    CHECK(!has(s, "printed nothing"));
    print(s, STR(""), STR(""));
    CHECK(make(s));
    CHECK(has(s, "printed nothing"));
    site_free(s);
}

static void a_colour_lasts_through_its_own_stream(void)
{
    struct site *s = site_new();
    print(s, STR("\x1b[31mabcd"), STR("efgh"));
    s->chunks[0].len -= 2;
    s->chunks[s->run.chunk_count++] = (struct chunk){1, 2};
    CHECK(make(s));
    CHECK(has(s,
              "data-part=\"stdout\" tabindex=\"0\"><samp><span class=\"fg-red\">ab</span></samp>"));
    CHECK(has(s, "data-part=\"stderr\" tabindex=\"0\"><samp>efgh</samp>"));
    CHECK(has(s,
              "data-part=\"stdout\" tabindex=\"0\"><samp><span class=\"fg-red\">cd</span></samp>"));
    site_free(s);
}

static void streams_that_take_turns_too_often_are_shown_apart(void)
{
    struct site *s = site_new();
    struct buf out = BUF_INIT, err = BUF_INIT;
    for (size_t i = 0; i < 100; i++) {
        buf_puts(&out, i == 0 ? "\x1b[31m" : "aaaaa");
        buf_puts(&err, "b");
    }
    print(s, buf_view(&out), buf_view(&err));
    for (s->run.chunk_count = 0; s->run.chunk_count < 200; s->run.chunk_count++)
        s->chunks[s->run.chunk_count] =
            s->run.chunk_count % 2 ? (struct chunk){2, 1} : (struct chunk){1, 5};
    CHECK(make(s));
    CHECK(has(s, "The two streams took turns 200 times"));
    CHECK(has(s, "<samp><span class=\"fg-red\">aaaaaaaaaa"));
    CHECK(has(s, "<samp>bbbbbbbbbb"));
    buf_release(&out);
    buf_release(&err);
    site_free(s);
}

static void a_download_is_never_opened_as_a_page(void)
{
    static const struct language html = {.name = "html", .title = "HTML", .extension = ".html"};
    static const struct {
        const char *file, *want;
        const struct language *language;
    } rows[] = {
        {"a.c", "href=\"../samples/a.c\"", &c},
        {"a.svg", "href=\"../samples/a.svg.txt\"", &c},
        {"a.HTML", "href=\"../samples/a.HTML.txt\"", &c},
        {"a.html", "href=\"../samples/a.html\"", &html},
        {"a.svg", "href=\"../samples/a.svg.txt\"", &html},
    };
    struct site *s = site_new();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        s->file.name = rows[i].file;
        s->sample.language = rows[i].language;
        CHECK(make(s));
        CHECK(has(s, rows[i].want));
    }
    struct source_file files[] = {s->file, {.name = "b/x.xml", .text = STR("")}};
    s->sample.files = files;
    s->sample.file_count = 2;
    CHECK(make(s));
    CHECK(has(s, "href=\"../samples/a/b/x.xml.txt\""));
    site_free(s);
}

static void images_of_other_hosts_need_a_policy(void)
{
    struct site *s = site_new();
    CHECK(make(s));
    CHECK(has(s, "img-src 'self' data:; font-src"));
    s->course.config.remote_images = true;
    CHECK(make(s));
    CHECK(has(s, "img-src 'self' data: https: http:; font-src"));
    site_free(s);
}

static void a_card_says_how_the_program_ended(void)
{
    static const struct {
        enum result_end end;
        int code;
        const char *want;
    } rows[] = {
        {END_EXITED, 3, "exited with code 3"},
        {END_SIGNALED, 11, "killed by SIGSEGV (segmentation fault)"},
        {END_TIMED_OUT, 9, "still running after 2 s: killed"},
        {END_MEMORY, 9, "used more than 512 MiB of memory: killed"},
        {END_PROCESSES, 0, "had more than 64 processes and threads: killed"},
        {END_FILES, 0, "filled its file system: killed"},
        {END_OUTPUT_LIMIT, 9, "printed more than 64 KiB: killed"},
    };
    struct site *s = site_new();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        s->run.end = rows[i].end;
        s->run.code = rows[i].code;
        CHECK(make(s));
        CHECK(has(s, arena_printf(&s->arena, "data-part=\"end\">%s</span>", rows[i].want)));
    }
    site_free(s);
}

static void a_failed_sample_has_a_banner_with_the_diff(void)
{
    struct site *s = site_new();
    struct expected expected = {.fd = 1};
    struct verdict verdict = {&expected, false, "@@ -1 +1 @@\n-<a>\n+b\n"};
    s->result.ok = s->result.ended_as_expected = false;
    s->result.verdicts = &verdict;
    s->result.verdict_count = 1;
    s->run.code = 1;
    CHECK(make(s));
    CHECK(has(s, "class=\"sample failed beside\""));
    CHECK(has(s, "It had to exit with code 0, but: exited with code 1."));
    CHECK(has(s, "What it printed on stdout is not what the chapter says."));
    CHECK(has(s, "<pre class=\"diff\" data-part=\"diff\" tabindex=\"0\"><code>@@ -1 +1 @@\n"
                 "<del>-&lt;a&gt;</del>\n<ins>+b</ins>\n</code></pre>"));
    CHECK(!has(s, "output checked"));
    site_free(s);
}

static void a_part_of_a_program_keeps_its_numbers(void)
{
    struct site *s = site_new();
    struct line_range shown[] = {{2, 2}};
    s->sample.shown = shown;
    s->sample.shown_count = 1;
    CHECK(make(s));
    CHECK(has(s, "<details class=\"gap\"><summary>1 line</summary>\n<pre><code>"
                 "<span class=\"l\">"));
    CHECK(has(s, "<pre data-n=\"u1\"><code><span class=\"l\">{\n</span></code></pre>\n"
                 "<details class=\"gap\"><summary>1 line</summary>\n<pre data-n=\"u2\">"
                 "<code><span class=\"l\">"));
    site_free(s);
}

static void a_hidden_program_is_one_fold(void)
{
    struct site *s = site_new();
    s->sample.hidden = true;
    CHECK(make(s));
    CHECK(has(s, "<details class=\"gap\"><summary>The program, 3 lines</summary>\n<pre><code>"
                 "<span class=\"l\"><b"));
    CHECK(has(s, "}\n</span></code></pre>\n</details>\n</div>"));
    site_free(s);
}

static void a_line_can_be_much_at_once(void)
{
    struct site *s = site_new();
    struct line_range marked[] = {{2, 9}};
    s->sample.marked = marked;
    s->sample.marked_count = 1;
    s->compile.diagnostics = STR("a.c:2:1: warning: x\n");
    CHECK(make(s));
    CHECK(has(s, "<span class=\"l named marked\" id=\"a:2\">{\n</span>"
                 "<span class=\"l marked\">}\n</span>"));
    site_free(s);
}

static void compiler_messages_lead_to_their_lines(void)
{
    struct site *s = site_new();
    s->compile.diagnostics = STR("a.c:2:1: error: <x>\n");
    s->compile.code = 1;
    s->result.run = NULL;
    s->sample.must_end = SAMPLE_COMPILE_ERROR;
    CHECK(make(s));
    CHECK(has(s, "<a class=\"place\" href=\"#a%3A2\" data-place=\"content/1.md:5\">a.c:2:1</a>"
                 ": error: &lt;x&gt;\n</code></pre>"));
    CHECK(has(s, "<span class=\"l named\" id=\"a:2\">{\n</span>"));
    CHECK(has(s, "compile error expected"));
    site_free(s);
}

/* A link needs a line with an id, and only the first file's have one. */
static void places_in_other_files_are_text(void)
{
    struct site *s = site_new();
    struct source_file files[] = {s->file, {.name = "b.c", .text = STR("int x;\n")}};
    s->sample.files = files;
    s->sample.file_count = 2;
    s->sample.is_inline = false;
    s->compile.diagnostics = STR("samples/b.c:1:5: warning: x\n");
    CHECK(make(s));
    CHECK(has(s, "<code>samples/b.c:1:5: warning: x\n</code>"));
    site_free(s);
}

static void nothing_hostile_gets_through(void)
{
    static const char evil[] = "\"'></pre><script>alert(1)</script>\x1b[31m\xFF\xE2\x80\xAE";
    struct site *s = site_new();
    struct expected expected = {.fd = 2};
    struct verdict verdict = {&expected, false, evil};
    const char *words[] = {evil};
    s->course.config.title = s->course.config.description = s->course.config.author = evil;
    s->course.config.lang = evil;
    s->chapter.title = s->chapter.description = evil;
    s->sample.id = s->sample.caption = s->file.name = evil;
    s->file.text = s->sample.stdin_text = str_of(evil);
    s->sample.has_stdin = true;
    s->sample.env = s->compile.command = s->run.command = (struct words){words, 1};
    s->compile.diagnostics = str_of(evil);
    s->result.compiler = s->compile.measured_at = s->run.measured_at = s->run.machine_id = evil;
    s->result.verdicts = &verdict;
    s->result.verdict_count = 1;
    s->result.ok = false;
    s->results.machine.cpu = s->results.sandbox = evil;
    print(s, str_of(evil), str_of(evil));
    CHECK(make(s));
    CHECK(is_inert(s->html.data, s->html.len));
    site_free(s);
}

static void equal_results_give_equal_bytes(void)
{
    struct site *s = site_new();
    struct arena a = {0};
    size_t count;
    struct page *pages = page_list(&s->course, &a, &count);
    CHECK_INT(count, 10); /* of a course without an address */
    struct buf both[2] = {BUF_INIT, BUF_INIT};
    for (int k = 0; k < 2; k++) {
        struct renderer *renderer;
        CHECK(renderer_new(&s->spec, &renderer, &s->err));
        for (size_t i = 0; i < count; i++) /* the second time backwards */
            CHECK(render_page(renderer, &pages[k ? count - 1 - i : i], &s->html, &s->err));
        for (size_t i = 0; i < count; i++)
            CHECK(render_page(renderer, &pages[i], &both[k], &s->err));
        renderer_free(renderer);
    }
    CHECK_STR(both[0].data, both[1].data);
    buf_release(&both[0]);
    buf_release(&both[1]);
    arena_release(&a);
    site_free(s);
}

int main(void)
{
    RUN(templates_see_the_data);
    RUN(numbers_are_written_for_people);
    RUN(values_become_json);
    RUN(samples_lead_to_compiler_explorer);
    RUN(the_same_is_done_at_home);
    RUN(templates_are_put_together);
    RUN(errors_name_template_and_line);
    RUN(a_traceback_follows);
    RUN(a_traceback_of_one_template_is_left_out);
    RUN(a_renderer_survives_an_error);
    RUN(a_card_shows_what_happened);
    RUN(a_colour_lasts_through_its_own_stream);
    RUN(streams_that_take_turns_too_often_are_shown_apart);
    RUN(a_download_is_never_opened_as_a_page);
    RUN(images_of_other_hosts_need_a_policy);
    RUN(a_card_says_how_the_program_ended);
    RUN(a_failed_sample_has_a_banner_with_the_diff);
    RUN(a_part_of_a_program_keeps_its_numbers);
    RUN(a_hidden_program_is_one_fold);
    RUN(a_line_can_be_much_at_once);
    RUN(compiler_messages_lead_to_their_lines);
    RUN(places_in_other_files_are_text);
    RUN(nothing_hostile_gets_through);
    RUN(equal_results_give_equal_bytes);
    return test_summary();
}
