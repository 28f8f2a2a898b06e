#include "run/assembly.h"

#include <limits.h>
#include <unistd.h>

#include "base/file.h"
#include "base/path.h"
#include "run/command.h"
#include "test.h"

static const struct language c = {.name = "c"};

/* Each line as "LINE: TEXT". */
static const char *text_of(const struct asm_result *result, struct arena *a)
{
    struct buf out = BUF_INIT;
    for (size_t i = 0; i < result->count; i++)
        buf_printf(&out, "%d: %s\n", result->lines[i].line, result->lines[i].text);
    const char *text = arena_strdup(a, out.data);
    buf_release(&out);
    return text;
}

static void read_text(const char *function, const char *source, struct str text, struct arena *a,
                      struct asm_result *result)
{
    struct source_file file = {.name = "shapes.c", .text = str_of(source)};
    struct sample sample = {.language = &c,
                            .files = &file,
                            .file_count = 1,
                            .is_inline = true,
                            .opt = "-O2",
                            .asm_function = function};
    assembly_read(&sample, text, a, result);
}

#define FUNCTION(name, body)                                                                       \
    "\t.type\t" name ", @function\n" name ":\n" body "\t.size\t" name ", .-" name "\n"

static const struct {
    const char *function, *text, *want;
} rows[] = {
    {"f", "\t.text\n" FUNCTION("f", "\tret\n"), "0: f:\n0: ret\n"},
    {"f", "\t.text\n" FUNCTION("e", "\tnop\n") FUNCTION("f", "\tret\n") FUNCTION("g", "\tnop\n"),
     "0: f:\n0: ret\n"},
    /* lines of the first file only */
    {"f",
     "\t.file 1 \"shapes.c\"\n\t.file 2 \"/usr/include/x.h\"\n\t.text\n" FUNCTION(
         "f", "\t.loc 1 7 5 is_stmt 0 view .LVU1\n\tnop\n\t.loc 2 9 1\n\tret\n"),
     "0: f:\n7: nop\n0: ret\n"},
    {"f",
     "\t.file\t0 \"/box\" \"shapes.c\" md5 0x12\n\t.text\n" FUNCTION("f", "\t.loc\t0 7 5\n\tret\n"),
     "0: f:\n7: ret\n"},
    /* a file that only ends alike */
    {"f", "\t.file 1 \"myshapes.c\"\n\t.text\n" FUNCTION("f", "\t.loc 1 7 5\n\tret\n"),
     "0: f:\n0: ret\n"},
    /* labels that are used, comments, blanks */
    {"f",
     "\t.text\n" FUNCTION("f", ".LFB1:\n\tjmp\t.L2  # to the end\n.L22:\n\tmovl\t$1,   %eax\n.L2:\n"
                               "#APP\n\tadd x0, x0, #1\n# 0\n\tret\n"),
     "0: f:\n0: jmp .L2\n0: movl $1, %eax\n0: .L2:\n0: add x0, x0, #1\n0: ret\n"},
    /* a table of a switch */
    {"f",
     "\t.text\n" FUNCTION("f",
                          "\tleaq\t.L4(%rip), %rdx\n\t.section\t.rodata\n.L4:\n\t.long\t.L8-.L4\n"
                          "\t.text\n.L8:\n\tret\n"),
     "0: f:\n0: leaq .L4(%rip), %rdx\n0: .L8:\n0: ret\n"},
    /* debug information names labels, too */
    {"f", "\t.text\n" FUNCTION("f", ".L8:\n\tret\n") "\t.section\t.debug_info\n\t.long\t.L8\n",
     "0: f:\n0: ret\n"},
    /* code that is hardly ever run */
    {"f",
     "\t.text\n\t.type\tf, @function\nf:\n\tjs\t.L3\n\tret\n\t.section\t.text.unlikely\n"
     "\t.type\tf.cold, @function\nf.cold:\n.L3:\n\tcall\tabort\n\t.text\n\t.size\tf, .-f\n"
     "\t.section\t.text.unlikely\n\t.size\tf.cold, .-f.cold\n\tnop\n",
     "0: f:\n0: js .L3\n0: ret\n0: f.cold:\n0: .L3:\n0: call abort\n"},
    /* what the optimiser split off, and made of it */
    {"f",
     "\t.text\n" FUNCTION("f.part.0", "\tnop\n") FUNCTION("ff", "\tnop\n") FUNCTION("f", "\tret\n"),
     "0: f.part.0:\n0: nop\n0: f:\n0: ret\n"},
    {"f", "\t.text\n" FUNCTION("f.constprop.0", "\tret\n"), "0: f.constprop.0:\n0: ret\n"},
    /* C++ */
    {"add", "\t.text\n" FUNCTION("_Z3addii", "\tret\n") FUNCTION("_ZN1A3addEv", "\tnop\n"),
     "0: _Z3addii:\n0: ret\n0: _ZN1A3addEv:\n0: nop\n"},
    {"A::add", "\t.text\n" FUNCTION("_Z3addii", "\tret\n") FUNCTION("_ZN1A3addEv", "\tnop\n"),
     "0: _ZN1A3addEv:\n0: nop\n"},
    {"add", "\t.text\n" FUNCTION("_ZL3addii", "\tret\n"), "0: _ZL3addii:\n0: ret\n"},
    /* the text is cut off */
    {"f", "\t.text\n\t.type\tf, @function\nf:\n\tret", "0: f:\n0: ret\n"},
};

static void functions(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena a = {0};
        struct asm_result result;
        read_text(rows[i].function, "", str_of(rows[i].text), &a, &result);
        CHECK_STR(text_of(&result, &a), rows[i].want);
        CHECK_STR(result.why, NULL);
        arena_release(&a);
    }
}

static const struct {
    const char *function, *source, *text, *why;
} missing[] = {
    {"square", "int square(int x) {", "\t.text\n" FUNCTION("main", "\tret\n"),
     "function square has no machine code of its own: it was inlined or removed by the compiler at "
     "-O2"},
    {"squar", "int square(int x) {", "\t.text\n" FUNCTION("square", "\tret\n"),
     "there is no function squar (did you mean square?)"},
    {"square", "int main(void) {", "", "there is no function square"},
    {"f::", "f::", "", "there is no function f::"},
    {"a::f", "void f(void)", "",
     "function a::f has no machine code of its own: it was inlined or removed by the compiler at "
     "-O2"},
    /* a variable of that name */
    {"f", "", "\t.data\n\t.type\tf, @object\nf:\n\t.long\t1\n", "there is no function f"},
};

static void a_function_that_is_not_there_is_a_reason(void)
{
    for (size_t i = 0; i < sizeof missing / sizeof *missing; i++) {
        struct arena a = {0};
        struct asm_result result;
        read_text(missing[i].function, missing[i].source, str_of(missing[i].text), &a, &result);
        CHECK_INT(result.count, 0);
        CHECK_STR(result.why, missing[i].why);
        arena_release(&a);
    }
}

/* What the compilers really wrote of one function: tests/fuzz/corpus/assembly. */
static const struct {
    const char *name;
    size_t lines, labels;
    const char *lines_of_source; /* those that it has code for */
} recordings[] = {
    {"shapes.gcc.O0", 47, 9, "10 11 12 13 14 15 16 17 18 20 "},
    {"shapes.gcc.O2", 31, 7, "10 11 12 13 14 15 16 18 20 "},
    {"shapes.clang.O0", 46, 9, "10 11 12 13 14 15 16 17 18 20 "},
    {"shapes.clang.O2", 30, 7, "10 11 14 16 20 "},
};

static void check_recording(size_t index, struct str text, struct arena *a)
{
    struct asm_result result;
    struct str first;
    bool seen[100] = {false};
    struct buf lines = BUF_INIT;
    size_t labels = 0;
    str_line(&text, &first);
    read_text("day", "", text, a, &result);
    for (size_t i = 0; i < result.count; i++) {
        seen[result.lines[i].line % 100] = true;
        labels += result.lines[i].text[strlen(result.lines[i].text) - 1] == ':';
    }
    for (int i = 1; i < 100; i++)
        if (seen[i])
            buf_printf(&lines, "%d ", i);
    CHECK_INT(result.count, recordings[index].lines);
    CHECK_INT(labels, recordings[index].labels);
    CHECK_STR(lines.data, recordings[index].lines_of_source);
    buf_release(&lines);
}

static void recorded_texts(void)
{
    for (size_t i = 0; i < sizeof recordings / sizeof *recordings; i++) {
        struct arena a = {0};
        struct buf bytes = BUF_INIT;
        struct err err = {0};
        char self[PATH_MAX] = "";
        CHECK(readlink("/proc/self/exe", self, sizeof self - 1) > 0);
        const char *path = arena_printf(&a, "%s/../../tests/fuzz/corpus/assembly/%s",
                                        path_dir(&a, self), recordings[i].name);
        if (!CHECK(file_read(path, &bytes, &err)))
            printf("#   %s\n", err.message);
        check_recording(i, buf_view(&bytes), &a);
        buf_release(&bytes);
        arena_release(&a);
    }
}

static void the_variant_is_one_step(void)
{
    struct arena a = {0};
    const char *compile[] = {"gcc", "-c", "{sources}"},
               *assembly[] = {"gcc", "-S", "-o", "{program}", "{source}"};
    const struct language language = {
        .name = "c", .compile = {compile, 3}, .assembly = {assembly, 5}};
    struct source_file files[] = {{.name = "shapes.c"}, {.name = "more.c"}};
    const struct sample sample = {
        .language = &language, .files = files, .file_count = 2, .checks = 1};
    struct sample *variant = assembly_variant(&sample, &a);
    struct words none = {0}, command = command_compile(variant, &none, &a);
    CHECK(variant->has_entry && variant->file_count == 1 && !variant->checks);
    CHECK_INT(command.count, 5);
    CHECK_STR(command.items[1], "-S");
    CHECK_STR(command.items[4], "samples/shapes.c");
    CHECK_INT(language.compile.count, 3);
    arena_release(&a);
}

int main(void)
{
    RUN(functions);
    RUN(a_function_that_is_not_there_is_a_reason);
    RUN(recorded_texts);
    RUN(the_variant_is_one_step);
    return test_summary();
}
