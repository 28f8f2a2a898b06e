/* code: what the text of a program consists of, for people who read it: which words are keywords,
 * types, calls; where functions begin and end. It is what tree-sitter's grammars say (ABI 14,
 * https://tree-sitter.github.io), so that a text with errors is read as well as it can be.
 *
 * Any bytes may come in. A text is plain that is longer than CODE_MAX_BYTES or CODE_MAX_TOKENS (words and
 * signs; of C that is about 3,000 lines), that opens more than CODE_MAX_DEPTH brackets, or that still
 * takes the parser longer than CODE_READ_MS: a tenth of it is the worst that is known, so that what a
 * page looks like does not depend on how busy the machine is. */
#ifndef CODE_CODE_H
#define CODE_CODE_H

#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

enum {
    CODE_READ_MS = 10000,
    CODE_MAX_BYTES = 1 << 20,
    CODE_MAX_TOKENS = 30000,
    CODE_MAX_DEPTH = 500
};

enum code_class {
    CODE_PLAIN,
    CODE_COMMENT,
    CODE_KEYWORD, /* and storage classes, operators that are words */
    CODE_TYPE,
    CODE_FUNCTION,  /* a name that is called or defined */
    CODE_STRING,    /* and characters */
    CODE_NUMBER,    /* and constants of the language: NULL, true, None */
    CODE_DIRECTIVE, /* of a preprocessor; the target of a Makefile's rule */
    CODE_VARIABLE,  /* that is marked as one: $HOME, $(CC) */
    CODE_PROMPT,    /* of a console: "$ " */
    CODE_PRINTED,   /* in a console: what is no command */
};

/* Bytes start..end of the text. Spans are in order, don't overlap and leave plain text out; one may go
 * over several lines; none begins or ends with a newline. */
struct code_span {
    uint32_t start, end;
    enum code_class class;
};

/* A function that the text defines, in the order in which they begin. A comment that stands directly
 * above belongs to it, so do template<…> and decorators. Lines are 1-based, both included. */
struct code_function {
    const char *name; /* "worker"; with what it is in, as "net::queue::push" or "Queue.push" */
    int first_line, last_line;
};

/* A call of a function by its plain name that the text does not define itself. */
struct code_call {
    const char *name;
    uint32_t start, end; /* of the name in the text */
    int line;
};

struct code {
    struct code_span *spans;
    size_t span_count;
    struct code_function *functions;
    size_t function_count;
    struct code_call *calls;
    size_t call_count;
};

struct code_grammar;

/* The grammar of a language by the first word of a fence or by a file's extension without its dot: c h
 * cpp c++ cc hpp python py lua sh bash shell make makefile mk console. NULL: none. */
const struct code_grammar *code_grammar(struct str name);

/* Holds the parser and what was prepared for each grammar when it was first met (of C++ that takes
 * some ms): make one and read many texts with it. One thread at a time; a child process made by fork
 * may use its own copy. */
struct code_reader;
struct code_reader *code_reader_new(void);
void code_reader_free(struct code_reader *reader);

/* Read the text; all lives in `a`. functions and calls: of C and C++ only (functions also of Python,
 * Lua and shell). */
void code_read(struct code_reader *reader, const struct code_grammar *grammar, struct str text,
               struct arena *a, struct code *code);

#endif
