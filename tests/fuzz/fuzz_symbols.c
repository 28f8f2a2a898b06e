/* What drawloom-symbols prints about four addresses of a program: a bit of the first byte for each,
 * whether it is code; then the answers. */
#include "run/symbols.h"

#include "base/visible.h"
#include "fuzz.h"

enum { SYMBOLS = 4 };

static struct source_file files[] = {{.name = "main.c", .text = STR("1\n2\n3\n")},
                                     {.name = "in/main.c", .text = STR("1\n2")}};
static const char *compiler[] = {"cc"};
static const struct language language = {.compile = {compiler, 1}};
static const struct sample sample = {.language = &language, .files = files, .file_count = 2};

static void check_name(const char *name)
{
    FUZZ_CHECK(!name || (strlen(name) <= 80 && visible_is_text(str_of(name))));
}

static void check_place(const struct symbol *symbol)
{
    FUZZ_CHECK((symbol->file != NULL) == (symbol->line > 0));
    if (symbol->file)
        FUZZ_CHECK((symbol->file == files[0].name && symbol->line <= 3) ||
                   (symbol->file == files[1].name && symbol->line <= 2));
}

static void check_answers(unsigned kinds, struct str answers, struct arena *a)
{
    struct symbol symbols[SYMBOLS] = {0};
    for (unsigned i = 0; i < SYMBOLS; i++)
        symbols[i] = (struct symbol){.address = i, .is_code = kinds >> i & 1};
    symbols_read(&sample, answers, symbols, SYMBOLS, a);
    for (unsigned i = 0; i < SYMBOLS; i++) {
        FUZZ_CHECK(symbols[i].address == i && symbols[i].is_code == (kinds >> i & 1));
        FUZZ_CHECK(symbols[i].is_code ? !symbols[i].name
                                      : !symbols[i].function && !symbols[i].file);
        check_name(symbols[i].name);
        check_name(symbols[i].function);
        check_place(&symbols[i]);
    }
}

/* A name that is fit to be shown comes through as it is. */
static void check_one_name(struct str name, struct arena *a)
{
    struct buf answer = BUF_INIT;
    struct symbol symbol = {0};
    buf_str(&answer, name);
    buf_puts(&answer, "\n\n");
    symbols_read(&sample, buf_view(&answer), &symbol, 1, a);
    if (name.len <= 80 && visible_is_text(name))
        FUZZ_CHECK(symbol.name && str_is(name, symbol.name));
    buf_release(&answer);
}

FUZZ(input)
{
    struct arena a = {0};
    unsigned kinds = fuzz_byte(&input);
    check_answers(kinds, input, &a);
    check_one_name(input, &a);
    arena_release(&a);
}
