/* What a program consists of. The input is the name of a grammar, then the text. */
#include "fuzz.h"

#include "code/code.h"

static int line_of(struct str text, uint32_t at)
{
    int line = 1;
    for (uint32_t i = 0; i < at; i++)
        line += text.data[i] == '\n';
    return line;
}

/* In order, apart, not empty, never plain; neighbours differ. */
static void check_spans(const struct code *code, struct str text)
{
    uint32_t at = 0;
    for (size_t i = 0; i < code->span_count; i++) {
        const struct code_span *span = &code->spans[i];
        FUZZ_CHECK(span->start >= at && span->end > span->start && span->end <= text.len);
        FUZZ_CHECK(span->class > CODE_PLAIN && span->class <= CODE_PRINTED);
        FUZZ_CHECK(!strchr("\r\n", text.data[span->start]) || !text.data[span->start]);
        FUZZ_CHECK(!strchr("\r\n", text.data[span->end - 1]) || !text.data[span->end - 1]);
        at = span->end;
    }
}

static void check_functions(const struct code *code, struct str text)
{
    int lines = line_of(text, (uint32_t)text.len);
    for (size_t i = 0; i < code->function_count; i++) {
        const struct code_function *function = &code->functions[i];
        FUZZ_CHECK(function->name);
        FUZZ_CHECK(function->first_line >= 1 && function->last_line <= lines);
        FUZZ_CHECK(function->first_line <= function->last_line);
    }
}

static void check_calls(const struct code *code, struct str text)
{
    uint32_t at = 0;
    for (size_t i = 0; i < code->call_count; i++) {
        const struct code_call *call = &code->calls[i];
        FUZZ_CHECK(call->start >= at && call->end > call->start && call->end <= text.len);
        FUZZ_CHECK(strncmp(call->name, text.data + call->start, call->end - call->start) == 0);
        FUZZ_CHECK(call->line == line_of(text, call->start));
        at = call->end;
    }
}

static bool is_same(const struct code *a, const struct code *b)
{
    return a->span_count == b->span_count && a->function_count == b->function_count &&
           a->call_count == b->call_count;
}

/* One reader for all, as in a build: what it read before must not matter. */
static struct code_reader *shared_reader(void)
{
    static struct code_reader *reader;
    if (!reader)
        reader = code_reader_new();
    return reader;
}

FUZZ(input)
{
    struct arena a = {0};
    const struct code_grammar *grammar = code_grammar(fuzz_part(&input));
    struct code code, again;
    if (!grammar)
        return;
    code_read(shared_reader(), grammar, input, &a, &code);
    check_spans(&code, input);
    check_functions(&code, input);
    check_calls(&code, input);
    code_read(shared_reader(), grammar, input, &a, &again);
    FUZZ_CHECK(is_same(&code, &again));
    arena_release(&a);
}
