/* Pages and results.json of a course in which every text is foreign: what programs and compilers
 * printed, titles, captions, names, arguments. The input's first byte says how the program ended; its
 * parts are the texts. */
#include "html_check.h"

#include "course/doc_builder.h"
#include "json_check.h"
#include "page/render.h"
#include "run/shape.h"

struct site {
    struct arena a;
    struct str rest;
    struct course course;
    struct chapter chapter, *chapters[1];
    struct sample sample, *samples[1];
    struct source_file files[2];
    struct expected expected;
    struct compile_result compile;
    struct run_result run;
    struct chunk chunks[4];
    struct verdict verdict;
    struct result result;
    struct results results;
};

static const struct language c = {
    .name = "c", .title = "C", .extension = ".c", .diagnostics = "{file}:{line}:{column}: "};

static const char *string(struct site *s)
{
    return fuzz_string(&s->a, fuzz_part(&s->rest));
}

static void set_run(struct site *s, unsigned how)
{
    struct run_result *r = &s->run;
    r->end = (enum result_end)(how % END_COMPILE_LIMIT);
    r->code = (int)(how % 16);
    r->truncated = how & 16;
    r->out = fuzz_part(&s->rest);
    r->err = fuzz_part(&s->rest);
    r->chunks = s->chunks;
    r->chunk_count = 4;
    s->chunks[0] = (struct chunk){1, r->out.len / 2};
    s->chunks[1] = (struct chunk){2, r->err.len / 2};
    s->chunks[2] = (struct chunk){1, r->out.len - r->out.len / 2};
    s->chunks[3] = (struct chunk){2, r->err.len - r->err.len / 2};
    r->wall_s = 0.5;
    r->measured_at = "2026-11-23T12:00:00Z";
    r->machine_id = "m";
    words_add(&r->command, &s->a, string(s));
}

static void set_compile(struct site *s)
{
    s->compile.diagnostics = fuzz_part(&s->rest);
    s->compile.measured_at = "2026-11-23T12:00:00Z";
    words_add(&s->compile.command, &s->a, string(s));
}

static void set_sample(struct site *s, unsigned how)
{
    s->files[0] = (struct source_file){.name = "lost.c", .text = fuzz_part(&s->rest)};
    s->files[1] = (struct source_file){.name = "many/add.c", .text = fuzz_part(&s->rest)};
    s->sample = (struct sample){.id = "lost",
                                .chapter = "1",
                                .place = {"content/1.md", 3, 1},
                                .language = &c,
                                .files = s->files,
                                .file_count = 1 + (how & 32 ? 1 : 0),
                                .is_inline = !(how & 32),
                                .depth = SAMPLE_RUN,
                                .cc = "gcc",
                                .std = "",
                                .opt = "",
                                .limits = {2000, 512 << 20, 64, 64, 65536},
                                .has_stdin = true};
    s->sample.stdin_text = fuzz_part(&s->rest);
    s->sample.caption = string(s);
    words_add(&s->sample.env, &s->a, arena_printf(&s->a, "A=%s", string(s)));
    s->sample.expected = &s->expected;
    s->sample.expected_count = 1;
    s->expected = (struct expected){.fd = 1, .text = fuzz_part(&s->rest), .place = s->sample.place};
}

static void set_result(struct site *s, unsigned how)
{
    s->verdict = (struct verdict){&s->expected, how & 64, how & 64 ? NULL : string(s)};
    s->result = (struct result){.sample = &s->sample,
                                .compiler = string(s),
                                .compile = &s->compile,
                                .run = &s->run,
                                .verdicts = &s->verdict,
                                .verdict_count = 1,
                                .ended_as_expected = how & 128,
                                .ok = how & 64 && how & 128};
    s->results = (struct results){.course = &s->course, .sandbox = "full", .samples = &s->result};
    s->results.machine = (struct machine){.id = "m",
                                          .cpu = string(s),
                                          .arch = "x86_64",
                                          .kernel = string(s),
                                          .os = string(s),
                                          .cores = 4,
                                          .usable_cores = 2,
                                          .memory_bytes = 1ull << 33};
    problem_add(&s->results.problems, &s->a, PROBLEM_WARNING, "content/1.md", 1, 1, "%s",
                string(s));
}

static void set_course(struct site *s)
{
    struct doc_builder doc = {0};
    struct heading *heading = ARENA_NEW(&s->a, struct heading);
    *heading = (struct heading){.level = 2, .id = "h", .title = string(s)};
    doc_open(&doc, NODE_DOCUMENT);
    doc_leaf(&doc, NODE_SAMPLE);
    doc_close(&doc);
    s->chapter = (struct chapter){.name = "1",
                                  .file = "content/1.md",
                                  .page = "1.html",
                                  .title = string(s),
                                  .description = string(s),
                                  .headings = heading,
                                  .heading_count = 1,
                                  .samples = &s->sample,
                                  .sample_count = 1};
    doc_finish(&doc, &s->a, &s->chapter.doc);
    s->chapters[0] = &s->chapter;
    s->samples[0] = &s->sample;
    s->course = (struct course){
        .chapters = s->chapters, .chapter_count = 1, .samples = s->samples, .sample_count = 1};
    s->course.config = (struct config){.title = string(s),
                                       .description = string(s),
                                       .author = string(s),
                                       .lang = "en",
                                       .render_ms = 5000};
}

static void check_pages(const struct site *s)
{
    static const struct page pages[] = {
        {.kind = PAGE_CHAPTER, .path = "1.html"},
        {.kind = PAGE_INDEX, .path = "index.html"},
        {.kind = PAGE_SAMPLES, .path = "samples.html"},
        {.kind = PAGE_BUILD, .path = "build.html"},
        {.kind = PAGE_PRINT, .path = "print.html"},
        {.kind = PAGE_FUNCTIONS, .path = "functions.html"},
        {.kind = PAGE_MISSING, .path = "404.html"},
    };
    struct render_spec spec = {&s->results, {"templates"}, "1"};
    struct renderer *renderer;
    struct buf html = BUF_INIT;
    struct err err = {0};
    bool ok = renderer_new(&spec, &renderer, &err);
    for (size_t i = 0; ok && i < sizeof pages / sizeof *pages; i++) {
        buf_clear(&html);
        ok = render_page(renderer, &pages[i], &html, &err);
        html_check(buf_view(&html));
    }
    if (!ok)
        fprintf(stderr, "%s:%d: %s\n", err.file, err.line, err.message);
    FUZZ_CHECK(ok);
    renderer_free(renderer);
    buf_release(&html);
}

static void check_json(const struct site *s)
{
    struct buf out = BUF_INIT;
    struct json json;
    json_init(&json, &out);
    struct emit e = emit_json(&json);
    shape_results(&e, &s->results);
    json_check(buf_view(&out));
    buf_release(&out);
}

FUZZ(input)
{
    struct site s = {.rest = input};
    unsigned how = fuzz_byte(&s.rest);
    set_run(&s, how);
    set_compile(&s);
    set_sample(&s, how);
    set_result(&s, how);
    set_course(&s);
    check_json(&s);
    check_pages(&s);
    arena_release(&s.a);
}
