#include "course/show.h"
#include "test.h"

static const char source[] = "#include <stdio.h>\n" /* 1 */
                             "\n"
                             "// [worker]\n" /* 3 */
                             "void *worker(void *p)\n"
                             "{\n"
                             "    /* [inner] */\n" /* 6 */
                             "    work(p);\n"
                             "    /* [inner] */\n" /* 8 */
                             "}\n"
                             "// [worker]\n" /* 10 */
                             "int x;\n"
                             "# [worker]\n" /* 12 */
                             "int y;\n"
                             "-- [worker]\n" /* 14 */
                             "// [open]\n"
                             "int z; // [worker]\n" /* 16: not a mark */
                             "/* Starts it,\n"      /* 17 */
                             " * and waits. */\n"
                             "int main(void)\n"
                             "{\n"
                             "}\n"; /* 21 */

static const struct {
    const char *value;
    const char *ranges; /* or, after "!", a part of the message */
} rows[] = {
    {"1", "1-1"},
    {"1-2", "1-2"},
    {"1 4-5", "1-1 4-5"},
    {"16", "16-16"},
    {"1-5", "1-2 4-5"},
    {"@inner", "7-7"},
    {"@worker", "4-5 7-7 9-9 13-13"},
    {"1 @inner 11", "1-1 7-7 11-11"},
    {"22", "!only 21 lines"},
    {"1-22", "!only 21 lines"},
    {"5-4", "!the first line must come first"},
    {"0", "!not a part"},
    {"-3", "!not a part"},
    {"3-", "!not a part"},
    {"1-2-3", "!not a part"},
    {"1,2", "!not a part"},
    {"99999999999999999999", "!not a part"},
    {"@", "!no region"},
    {"@wrker", "!did you mean \"worker\"?"},
    {"@nowhere", "!two lines with a comment [nowhere]"},
    {"@open", "!begins in line 15 has no end"},
    {"worker", "4-5 7-7 9-9"},
    {"1 worker 11", "1-1 4-5 7-7 9-9 11-11"},
    {"main", "17-21"},
    {"worker main", "4-5 7-7 9-9 17-21"},
    {"@inner main", "7-7 17-21"},
    {"main worker", "!in the order"},
    {"worker @inner", "!in the order"},
    {"worker worker", "!in the order"},
    {"wrker", "!there is no function \"wrker\" (did you mean \"worker\"?)"},
    {"orker", "!there is no function \"orker\" (did"},
    {"nowhere", "!there is no function \"nowhere\" in the program"},
    {"z", "!there is no function \"z\" in the program"},
    {"3", "!\"3\" names no line that can be shown"},
    {"", "!names no line"},
    {"4 1", "!in the order"},
    {"1-4 4", "!in the order"},
    {"'1", "!not closed"},
};

/* The ranges as "1-2 4-5", or "!" and the message. */
static void show(const char *value, const char *text, const char *grammar, char *got, size_t size)
{
    struct arena a = {0};
    struct err err = {0};
    struct code_reader *reader = code_reader_new();
    struct show_program program = {str_of(text), code_grammar(str_of(grammar)), "Fortran", reader};
    struct line_range *ranges = NULL;
    size_t count = 0;
    bool ok = show_read(value, &program, &a, &ranges, &count, &err);
    snprintf(got, size, "%s%s", ok ? "" : "!", ok ? "" : err.message);
    for (size_t k = 0; k < count; k++)
        snprintf(got + strlen(got), size - strlen(got), "%s%d-%d", k ? " " : "", ranges[k].first,
                 ranges[k].last);
    code_reader_free(reader);
    arena_release(&a);
}

static void parts_are_lines_regions_and_functions(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char got[2100];
        show(rows[i].value, source, "c", got, sizeof got);
        if (rows[i].ranges[0] != '!')
            CHECK_STR(got, rows[i].ranges);
        else if (!CHECK(got[0] == '!' && strstr(got, rows[i].ranges + 1)))
            printf("#   %s: %s\n", rows[i].value, got);
    }
}

static void one_line_is_not_lines(void)
{
    char got[2100];
    show("2", "x\n", "c", got, sizeof got);
    CHECK_STR(got, "!\"2\": the program has only 1 line");
}

static void the_grammar_is_that_of_the_language(void)
{
    static const struct {
        const char *value, *grammar, *text, *want;
    } of_languages[] = {
        {"f", "fortran", "int f(void) {}\n",
         "!\"f\": functions of Fortran are not found by name (write lines, or @region)"},
        {"1", "fortran", "int f(void) {}\n", "1-1"},
        {"push", "cpp", "struct a { void push() {} };\nvoid a::pop() {}\nvoid b::push(int) {}\n",
         "1-1 3-3"},
        {"a::push", "cpp", "struct a { void push() {} };\nvoid b::push(int) {}\n", "1-1"},
        {"ush", "cpp", "struct a {\nvoid push() {} };\n",
         "!there is no function \"ush\" (did you mean \"push\"?)"},
        {"c::push", "cpp", "void cc::push() {}\n",
         "!there is no function \"c::push\" (did you mean \"cc::push\"?)"},
        {"~a", "cpp", "struct a {\n~a() {}\n};\n", "2-2"},
        {"'a::operator bool'", "cpp", "struct a {\noperator bool() const { return 1; }\n};\n",
         "2-2"},
        {"f", "cpp", "void f() {}\nint g() {}\nvoid f(int) {}\n", "1-1 3-3"},
        {"f", "cpp", "void f() {} void f(int) {}\n", "1-1"},
        {"f", "python", "def f():\n    def f():\n        pass\n    pass\n", "1-4"},
        {"f", "python", "class A:\n    @x\n    # c\n    def f(self): pass\n", "2-4"},
        {"M.f g", "lua", "-- c\nfunction M.f()\nend\n\nlocal g = function()\nend\n", "1-3 5-6"},
        {"f", "lua", "function M:f()\nend\n", "1-2"},
        {"f", "bash", "#!/bin/sh\nf()\n{\n    :\n}\n", "2-5"},
        {"f", "make", "f:\n\tcc\n", "!there is no function \"f\" in the program"},
        {"\xC3\xA9t\xC3\xA9", "c", "int \xC3\xA9t\xC3\xA9(void) {}\n", "1-1"},
        {"f", "c", "int f(void)\r\n{\r\n}\r\n", "1-3"},
        {"f", "c", "int f(void) {}", "1-1"},
        {"f", "c", "", "!there is no function \"f\" in the program"},
        {"f", "c", "// [f]\nint f(void) {}\n// [f]\n", "2-2"},
    };
    for (size_t i = 0; i < sizeof of_languages / sizeof *of_languages; i++) {
        char got[2100];
        show(of_languages[i].value, of_languages[i].text, of_languages[i].grammar, got, sizeof got);
        CHECK_STR(got, of_languages[i].want);
    }
}

int main(void)
{
    RUN(parts_are_lines_regions_and_functions);
    RUN(one_line_is_not_lines);
    RUN(the_grammar_is_that_of_the_language);
    return test_summary();
}
