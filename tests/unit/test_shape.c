#include "run/shape.h"

#include "test.h"

static const struct language c = {.name = "c"};
static struct source_file file = {.name = "lost.c", .text = STR("int main(void) {}\n")};
static struct expected expected = {.fd = 2, .mode = EXPECTED_REGEX};

static struct sample sample = {
    .id = "lost",
    .chapter = "03-sharing",
    .place = {"content/03-sharing.md", 42, 1},
    .language = &c,
    .files = &file,
    .file_count = 1,
    .limits = {2500, 1024, 64, 32, 4096},
};

static const char *shape(void (*write)(struct emit *e, const void *what), const void *what,
                         struct buf *out)
{
    struct json json;
    json_init(&json, out);
    struct emit e = emit_json(&json);
    write(&e, what);
    return out->data;
}

static void write_sample(struct emit *e, const void *what)
{
    shape_sample(e, what);
}

static void write_problem(struct emit *e, const void *what)
{
    shape_problem(e, what);
}

static void write_results(struct emit *e, const void *what)
{
    shape_results(e, what);
}

static const char sample_text[] =
    "{\n  \"id\": \"lost\",\n  \"chapter\": \"03-sharing\",\n  \"line\": 42,\n"
    "  \"language\": \"c\",\n  \"files\": [\n    \"lost.c\"\n  ],\n"
    "  \"source\": \"int main(void) {}\\n\",\n  \"ok\": true,\n  \"compiler\": \"gcc 12\",\n"
    "  \"flags\": [\n    \"-O2\",\n    \"-lm\"\n  ],\n"
    "  \"limits\": {\n    \"timeout_s\": 2.500000,\n    \"memory_bytes\": 1024,\n"
    "    \"processes\": 64,\n    \"nofile\": 32,\n    \"output_bytes\": 4096\n  },\n"
    "  \"measured_at\": \"2026-11-23T12:00:00Z\",\n  \"machine_id\": \"0123\",\n"
    "  \"compile\": {\n    \"command\": [\n      \"cc\",\n      \"-O2\",\n      \"-o\",\n"
    "      \"lost\",\n      \"lost.c\",\n      \"-lm\"\n    ],\n    \"end\": \"exited\",\n"
    "    \"code\": 0,\n    \"diagnostics\": \"\",\n    \"wall_s\": 0.050000\n  },\n"
    "  \"run\": {\n    \"command\": [\n      \"./lost\"\n    ],\n    \"end\": \"signaled\",\n"
    "    \"code\": 11,\n    \"stdout\": \"abc\",\n    \"stderr\": \"\xEF\xBF\xBD\",\n"
    "    \"stderr_base64\": \"/w==\",\n    \"transcript\": [\n"
    "      {\n        \"fd\": 1,\n        \"text\": \"ab\"\n      },\n"
    "      {\n        \"fd\": 2,\n        \"text\": \"\xEF\xBF\xBD\"\n      },\n"
    "      {\n        \"fd\": 1,\n        \"text\": \"c\"\n      }\n    ],\n"
    "    \"truncated\": false,\n    \"wall_s\": 0.100000,\n    \"user_s\": 0.010000,\n"
    "    \"sys_s\": 0.020000,\n    \"max_rss_kib\": 1500\n  },\n"
    "  \"trials\": null,\n  \"time\": null,\n  \"sweep\": null,\n  \"checks\": [],\n"
    "  \"expected\": [\n    {\n      \"stream\": \"stderr\",\n      \"point\": null,\n"
    "      \"mode\": \"regex\",\n      \"matched\": true,\n      \"diff\": null\n    }\n  ],\n"
    "  \"trace\": null,\n  \"asm\": null\n}";

static void a_sample_has_every_key_in_order(void)
{
    struct compile_result compile = {
        .command = {(const char *[]){"cc", "-O2", "-o", "lost", "lost.c", "-lm"}, 6},
        .wall_s = 0.05,
        .measured_at = "2026-11-23T11:00:00Z"};
    struct run_result run = {.command = {(const char *[]){"./lost"}, 1},
                             .end = END_SIGNALED,
                             .code = 11,
                             .out = STR("abc"),
                             .err = STR("\xFF"),
                             .chunks = (struct chunk[]){{1, 2}, {2, 1}, {1, 1}},
                             .chunk_count = 3,
                             .wall_s = 0.1,
                             .user_s = 0.01,
                             .sys_s = 0.02,
                             .max_rss_kib = 1500,
                             .measured_at = "2026-11-23T12:00:00Z",
                             .machine_id = "0123"};
    struct verdict verdict = {.expected = &expected, .matched = true};
    struct result result = {&sample, "gcc 12", &compile, &run, &verdict, 1, true, true};
    struct buf out = BUF_INIT;
    CHECK_STR(shape(write_sample, &result, &out), sample_text);
    buf_release(&out);
}

static void what_did_not_happen_is_null(void)
{
    struct result result = {.sample = &sample};
    struct buf out = BUF_INIT;
    const char *text = shape(write_sample, &result, &out);
    static const char *const keys[] = {"compiler", "measured_at", "machine_id", "compile", "run"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        char want[64];
        snprintf(want, sizeof want, "\n  \"%s\": null", keys[i]);
        CHECK(strstr(text, want));
    }
    CHECK(strstr(text, "\n  \"flags\": []"));
    buf_release(&out);
}

static void problems(void)
{
    struct problem problem = {
        .severity = PROBLEM_WARNING, .file = "content/a.md", .line = 3, .message = "wrong"};
    struct buf out = BUF_INIT;
    CHECK_STR(shape(write_problem, &problem, &out),
              "{\n  \"severity\": \"warning\",\n  \"file\": \"content/a.md\",\n  \"line\": 3,\n"
              "  \"column\": 0,\n  \"sample\": null,\n  \"message\": \"wrong\",\n"
              "  \"diff\": null\n}");
    buf_release(&out);
}

static void the_whole_file(void)
{
    struct value value = {"wall(\"lost\")", {"content/a.md", 7, 3}};
    struct chapter chapter = {.name = "a", .values = &value, .value_count = 1};
    struct course course = {.config = {.title = "T"},
                            .chapters = (struct chapter *[]){&chapter},
                            .chapter_count = 1,
                            .samples = (struct sample *[]){&sample},
                            .sample_count = 1};
    struct result result = {.sample = &sample};
    struct chapter_values values = {(struct value_result[]){{"1.00 ms"}}};
    struct results results = {
        .course = &course, .sandbox = "off", .samples = &result, .chapters = &values};
    struct buf out = BUF_INIT;
    const char *text = shape(write_results, &results, &out);
    static const char *const in_order[] = {
        "\"schema\": 1",    "\"generator\": {",  "\"course\": {",          "\"title\": \"T\"",
        "\"sandbox\": ",    "\"frozen\": false", "\"machine\": {",         "\"samples\": [",
        "\"values\": [",    "\"line\": 7",       "\"value\": \"1.00 ms\"", "\"claims\": []",
        "\"problems\": []",
    };
    for (size_t i = 0; i < sizeof in_order / sizeof *in_order; i++) {
        const char *found = strstr(text, in_order[i]);
        if (CHECK(found))
            text = found;
        else
            printf("#   %s\n", in_order[i]);
    }
    buf_release(&out);
}

int main(void)
{
    RUN(a_sample_has_every_key_in_order);
    RUN(what_did_not_happen_is_null);
    RUN(problems);
    RUN(the_whole_file);
    return test_summary();
}
