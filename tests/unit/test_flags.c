#include "course/flags.h"
#include "test.h"

static const char *const allowed[] = {
    "-O0",
    "-O2",
    "-Os",
    "-g",
    "-Wall",
    "-Wno-unused",
    "-Wformat=2",
    "-Werror=vla",
    "-std=gnu17",
    "-std=c++20",
    "-DN",
    "-DN=4",
    "-DNAME=a.b",
    "-DX=",
    "-UNDEBUG",
    "-pthread",
    "-lm",
    "-fsanitize=thread",
    "-fno-omit-frame-pointer",
    "-march=native",
    "-lgmp",
};

/* reliability.md, section 6, and what is near to it */
static const char *const refused[] = {
    "",
    "-",
    "x.c",
    "@file",
    "-fplugin=x.so",
    "-wrapper",
    "-B/tmp",
    "-Wp,-MD,F",
    "-Wl,-Map=F",
    "-Wl,--dependency-file=F",
    "-Wa,-a=F",
    "-MD",
    "-MF",
    "-save-temps",
    "-aux-info",
    "-fdump-final-insns=F",
    "-gsplit-dwarf",
    "-include",
    "-I/etc",
    "-T",
    "-o",
    "-ox",
    "-c",
    "-E",
    "-x",
    "-L/tmp",
    "-lgmpx",
    "-D",
    "-D1",
    "-DA B",
    "-DA=b c",
    "-DA=\"x\"",
    "-DA=$(id)",
    "-UA=1",
    "-std=",
    "-std=c11 -o",
    "-O99",
    "-O2 ",
    " -O2",
    "-W",
    "-Wall -o",
    "-Wno,x",
    "-specs=x",
    "--sysroot=/",
    "-fsanitize=thread,x",
    "-lm\n",
    "-DA=b\n",
};

static void only_the_closed_list_is_allowed(void)
{
    const char *own[] = {"-lgmp"};
    struct language language = {.flags = {own, 1}};
    for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++)
        if (!CHECK(flag_is_allowed(&language, allowed[i])))
            printf("#   %s\n", allowed[i]);
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        if (!CHECK(!flag_is_allowed(&language, refused[i])))
            printf("#   %s\n", refused[i]);
    }
}

int main(void)
{
    RUN(only_the_closed_list_is_allowed);
    return test_summary();
}
