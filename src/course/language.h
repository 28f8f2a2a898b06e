/* language: how programs of one language are compiled and run: data that course.lua gives (see
 * languages.lua for those that come along as `standard`). Nothing else in the C code knows C.
 *
 * A command is a list of words with placeholders. A word that is exactly one of {cflags} {libs}
 * {args} {sources} {objects} {include} becomes as many words as there are; the others are replaced
 * inside a word: {cc} {std} {opt} {source} {object} {program} {deps}. A word with {std} or {opt} for
 * which there is no value is left out. */
#ifndef COURSE_LANGUAGE_H
#define COURSE_LANGUAGE_H

#include "code/code.h"
#include "course/words.h"

struct language {
    const char *name;                   /* first word of a fence: "c" */
    const char *title;                  /* for people: "C" */
    const char *extension;              /* ".c" */
    const struct code_grammar *grammar; /* how its programs are read; NULL: as plain text */
    struct words compile; /* one source -> {program}; empty: the language is not compiled */
    struct words
        object; /* one source -> {object}; empty: no samples of several files or without entry */
    struct words assembly;   /* one source -> {program}, which is text: machine code as an assembler
                              * reads it, with ".loc" for its lines; empty: no asm= */
    struct words link;       /* {objects} -> {program} */
    struct words run;        /* e.g. "{program} {args}" or "python3 {source} {args}" */
    struct words version;    /* its first line of output identifies the tool: "{cc} --version" */
    const char *entry;       /* "main": a source with the tokens `main (` at brace depth 0 is a
                            * program; one without is compiled to an object. NULL: all are run */
    const char *diagnostics; /* how tools print places: "{file}:{line}:{column}: ", with {column}
                              * optional; NULL when they don't */
    const char *include; /* the word that makes a folder searched for headers: "-I{dir}"; or NULL */
    const char *cc, *std, *opt; /* defaults of the attributes; "" for none */
    struct words cflags, libs;  /* defaults, before those of a sample */
    struct words compilers;     /* what `cc=` may name: "gcc", "clang" */
    struct words
        flags; /* words that `cflags=` and `libs=` may use besides the closed list of flags.h */
};

#endif
