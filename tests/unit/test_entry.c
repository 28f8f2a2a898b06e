#include "course/entry.h"
#include "test.h"

static const struct {
    const char *source;
    bool found;
} rows[] = {
    {"int main(void) { return 0; }", true},
    {"int main (void) { return 0; }", true},
    {"int\nmain\n(void) {}", true},
    {"int main /* why */ // not\n (void) {}", true},
    {"main(){}", true},
    {"#include <stdio.h>\n\nstatic int f(void) { return 1; }\nint main(void) {}", true},
    {"char *s = \"{\"; int main(void) {}", true},
    {"char c = '{'; char d = '\\''; int main(void) {}", true},
    {"int n = 1'000'000; int main(void) {}", true},
    {"auto s = R\"x({ \" )x\"; int main() {}", true},
    {"#define OPEN {\nint main(void) {}", true},
    {"#define A \\\n {\nint main(void) {}", true},
    {"/* { */ int main(void) {}", true},
    {"}}} int main(void) {}", true},
    {"", false},
    {"int domain(void) {}", false},
    {"int main_loop(void) {}", false},
    {"int main;", false},
    {"// int main(void) {}", false},
    {"// a \\\nint main(void) {}", false},
    {"/* int main(void) {} */", false},
    {"char *s = \"int main(void)\";", false},
    {"#define M int main(void)", false},
    {"#define M \\\n int main(void)", false},
    {"auto s = R\"(\n int main(void) {} )\";", false},
    {"void f(void) { main(); }", false},
    {"namespace a { int main() {} }", false},
    {"int main", false},
    {"/* never closed int main(void)", false},
    {"\"never closed", false},
    {"'", false},
    {"\\", false},
    {"#", false},
    {"R\"", false},
};

static void the_entry_is_found_outside_of_braces(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (!CHECK(entry_found(str_of(rows[i].source), "main") == rows[i].found))
            printf("#   %s\n", rows[i].source);
}

static void another_language_has_another_entry(void)
{
    CHECK(entry_found(STR("fun start() {}"), "start"));
    CHECK(!entry_found(STR("int main() {}"), "start"));
}

int main(void)
{
    RUN(the_entry_is_found_outside_of_braces);
    RUN(another_language_has_another_entry);
    return test_summary();
}
