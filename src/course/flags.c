#include "course/flags.h"

#include <ctype.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* Words that neither write files, nor run programs, nor read files that the sample could not. */
static const char *const exact[] = {
    "-O",
    "-O0",
    "-O1",
    "-O2",
    "-O3",
    "-Os",
    "-Og",
    "-Oz",
    "-Ofast",
    "-g",
    "-g0",
    "-g1",
    "-g2",
    "-g3",
    "-ggdb",
    "-w",
    "-pedantic",
    "-pedantic-errors",
    "-ansi",
    "-pthread",
    "-pipe",
    "-static",
    "-s",
    "-fPIC",
    "-fpic",
    "-fPIE",
    "-fpie",
    "-pie",
    "-no-pie",
    "-lm",
    "-lpthread",
    "-lrt",
    "-ldl",
    "-lstdc++",
    "-latomic",
    "-fsanitize=address",
    "-fsanitize=undefined",
    "-fsanitize=thread",
    "-fsanitize=leak",
    "-fsanitize=address,undefined",
    "-fsanitize=undefined,address",
    "-fno-sanitize-recover",
    "-fno-sanitize-recover=all",
    "-fanalyzer",
    "-fomit-frame-pointer",
    "-fno-omit-frame-pointer",
    "-fno-optimize-sibling-calls",
    "-finline",
    "-fno-inline",
    "-fno-builtin",
    "-fwrapv",
    "-ftrapv",
    "-fstrict-aliasing",
    "-fno-strict-aliasing",
    "-ftree-vectorize",
    "-fno-tree-vectorize",
    "-funroll-loops",
    "-ffast-math",
    "-fno-math-errno",
    "-fstack-protector",
    "-fstack-protector-all",
    "-fstack-protector-strong",
    "-fno-stack-protector",
    "-fno-common",
    "-fcommon",
    "-fexceptions",
    "-fno-exceptions",
    "-fno-rtti",
    "-fcoroutines",
    "-march=native",
    "-mtune=native",
    "-msse2",
    "-msse4.2",
    "-mavx",
    "-mavx2",
    "-mfma",
    "-mcx16",
};

/* Whether all of s is of letters, digits and `more`; not empty. */
static bool is_made_of(const char *s, const char *more)
{
    if (*s == '\0')
        return false;
    for (; *s; s++)
        if (!isalnum((unsigned char)*s) && !strchr(more, *s))
            return false;
    return true;
}

/* -Wall, -Wno-unused, -Wformat=2. A comma would pass words on to other programs: -Wl,-Map=file. */
static bool is_warning(const char *word)
{
    return strncmp(word, "-W", 2) == 0 && islower((unsigned char)word[2]) &&
           is_made_of(word + 2, "=-+");
}

/* -std=gnu17 */
static bool is_standard(const char *word)
{
    return strncmp(word, "-std=", 5) == 0 && is_made_of(word + 5, "+:");
}

static bool is_name(const char *s, size_t len)
{
    if (len == 0 || isdigit((unsigned char)*s))
        return false;
    for (size_t i = 0; i < len; i++)
        if (!isalnum((unsigned char)s[i]) && s[i] != '_')
            return false;
    return true;
}

/* -DNAME, -DNAME=word, -UNAME */
static bool is_macro(const char *word)
{
    if (strncmp(word, "-D", 2) != 0 && strncmp(word, "-U", 2) != 0)
        return false;
    const char *name = word + 2;
    size_t len = strcspn(name, "=");
    if (!is_name(name, len))
        return false;
    const char *value = name + len;
    return *value == '\0' ||
           (word[1] == 'D' && (value[1] == '\0' || is_made_of(value + 1, "_.+-")));
}

bool flag_is_allowed(const struct language *language, const char *word)
{
    const struct words *more = &language->flags;
    return str_is_one_of(str_of(word), exact, COUNT(exact)) ||
           str_is_one_of(str_of(word), more->items, more->count) || is_warning(word) ||
           is_standard(word) || is_macro(word);
}
