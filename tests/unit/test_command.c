#include "run/command.h"

#include "base/buf.h"
#include "test.h"

#define WORDS(...)                                                                                 \
    {                                                                                              \
        (const char *[]){__VA_ARGS__}, sizeof((const char *[]){__VA_ARGS__}) / sizeof(char *)      \
    }

static const struct language c = {
    .compile = WORDS("{cc}", "-std={std}", "{opt}", "{cflags}", "{include}", "-MD", "-MF", "{deps}",
                     "-o", "{program}", "{source}", "{libs}"),
    .object =
        WORDS("{cc}", "{opt}", "{include}", "-Wp,-MD,{deps}", "-c", "-o", "{object}", "{source}"),
    .link = WORDS("{cc}", "-o", "{program}", "{objects}", "{libs}"),
    .run = WORDS("{program}", "{args}"),
    .version = WORDS("{cc}", "--version"),
    .include = "-I{dir}",
};
static const struct language python = {.run = WORDS("python3", "{source}", "{args}")};

static struct source_file inline_file = {.name = "lost.c"};
static struct source_file two_files[] = {{.name = "a/lost.c"}, {.name = "b/lost.c"}};

static const struct words debug = WORDS("-g", "-pthread"), math = WORDS("-lm"),
                          arguments = WORDS("4", "a b");

static struct sample inline_sample(const struct language *language)
{
    return (struct sample){.language = language,
                           .files = &inline_file,
                           .file_count = 1,
                           .is_inline = true,
                           .has_entry = true,
                           .cc = "gcc",
                           .std = "c17",
                           .opt = "-O2",
                           .cflags = debug,
                           .libs = math,
                           .args = arguments};
}

static struct sample file_sample(const struct language *language, size_t count)
{
    struct sample s = inline_sample(language);
    s.files = two_files;
    s.file_count = count;
    s.is_inline = false;
    return s;
}

/* Words with "|" between them. */
static void check(struct words words, const char *want)
{
    struct buf joined = BUF_INIT;
    for (size_t i = 0; i < words.count; i++)
        buf_printf(&joined, "%s%s", i ? "|" : "", words.items[i]);
    CHECK_STR(joined.data, want);
    buf_release(&joined);
}

static void inline_code(void)
{
    struct arena a = {0};
    struct sample s = inline_sample(&c);
    struct words none = {0}, includes = WORDS("samples/include");
    check(command_compile(&s, &none, &a),
          "gcc|-std=c17|-O2|-g|-pthread|-MD|-MF|deps.d|-o|lost|lost.c|-lm");
    check(command_compile(&s, &includes, &a), "gcc|-std=c17|-O2|-g|-pthread|-Isamples/include|"
                                              "-MD|-MF|deps.d|-o|lost|lost.c|-lm");
    check(command_shown(&s, &none, &a), "gcc|-std=c17|-O2|-g|-pthread|-o|lost|lost.c|-lm");
    check(command_run(&s, &a), "./lost|4|a b");
    check(command_version(&s, &a), "gcc|--version");
    arena_release(&a);
}

static void words_without_value_are_left_out(void)
{
    struct arena a = {0};
    struct sample s = inline_sample(&c);
    struct words none = {0};
    s.std = "";
    s.opt = NULL;
    s.cflags.count = s.libs.count = 0;
    check(command_shown(&s, &none, &a), "gcc|-o|lost|lost.c");
    arena_release(&a);
}

static void several_files(void)
{
    struct arena a = {0};
    struct sample s = file_sample(&c, 2);
    struct words none = {0};
    check(command_compile_object(&s, &none, 0, &a),
          "gcc|-O2|-Wp,-MD,deps.d|-c|-o|lost.o|samples/a/lost.c");
    check(command_compile_object(&s, &none, 1, &a),
          "gcc|-O2|-Wp,-MD,deps.d|-c|-o|lost-2.o|samples/b/lost.c");
    check(command_link(&s, &a), "gcc|-o|lost|lost.o|lost-2.o|-lm");
    check(command_shown(&s, &none, &a),
          "gcc|-std=c17|-O2|-g|-pthread|-o|lost|samples/a/lost.c|samples/b/lost.c|-lm");
    arena_release(&a);
}

static void without_entry(void)
{
    struct arena a = {0};
    struct sample s = inline_sample(&c);
    struct words none = {0};
    s.has_entry = false;
    check(command_shown(&s, &none, &a), "gcc|-O2|-c|-o|lost.o|lost.c");
    arena_release(&a);
}

static void scripts(void)
{
    struct arena a = {0};
    struct sample s = inline_sample(&python);
    check(command_run(&s, &a), "python3|lost.c|4|a b");
    s = file_sample(&python, 1);
    check(command_run(&s, &a), "python3|a/lost.c|4|a b");
    CHECK_INT(command_version(&s, &a).count, 0);
    arena_release(&a);
}

static void the_program_is_not_called_samples(void)
{
    struct arena a = {0};
    struct sample s = inline_sample(&c);
    struct source_file file = {.name = "samples.c"};
    s.files = &file;
    CHECK_STR(command_program(&s, &a), "samples.out");
    arena_release(&a);
}

int main(void)
{
    RUN(inline_code);
    RUN(words_without_value_are_left_out);
    RUN(several_files);
    RUN(without_entry);
    RUN(scripts);
    RUN(the_program_is_not_called_samples);
    return test_summary();
}
