/* The words for locks in a source: of each of its first lines, for each kind of object. */
#include "run/argument.h"

#include "base/utf8.h"
#include "base/visible.h"
#include "fuzz.h"
#include "run/bare_source.h"

enum { LINES = 8 };

static void check_words(const char *words)
{
    size_t letters = 0;
    uint32_t code_point;
    struct str rest = str_of(words);
    FUZZ_CHECK(visible_is_text(rest));
    for (size_t at = 0; at < rest.len; letters++)
        at += utf8_decode(rest.data + at, rest.len - at, &code_point);
    FUZZ_CHECK(letters <= ARGUMENT_LETTERS);
}

/* Only blanks were put in, and no line was lost. */
static void check_bare(struct str source, struct arena *a)
{
    struct bare_source bare;
    bare_source_read(source, a, &bare);
    FUZZ_CHECK(bare.len == source.len && bare.text[bare.len] == '\0');
    for (size_t i = 0; i < source.len; i++) {
        FUZZ_CHECK(bare.text[i] == source.data[i] || bare.text[i] == ' ');
        FUZZ_CHECK(bare.code[i] == bare.text[i] || bare.code[i] == ' ');
        FUZZ_CHECK((source.data[i] == '\n') == (bare.code[i] == '\n'));
    }
}

FUZZ(source)
{
    struct arena a = {0};
    struct source_file file = {.name = "a.cc", .text = source};
    const struct sample sample = {.files = &file, .file_count = 1};
    check_bare(source, &a);
    for (int line = 0; line <= LINES; line++) {
        for (enum trace_what kind = TRACE_MUTEX; kind <= TRACE_BARRIER; kind++) {
            const char *words = argument_of(&sample, line, kind, &a);
            if (words)
                check_words(words);
        }
    }
    arena_release(&a);
}
