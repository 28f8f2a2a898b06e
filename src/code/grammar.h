/* grammar: what drawloom knows of each language that it can read: the parser that tree-sitter made
 * of its grammar, and the query (a .scm file of this folder) that says what its nodes mean to us. */
#ifndef CODE_GRAMMAR_H
#define CODE_GRAMMAR_H

#include <tree_sitter/api.h>

#include "code/code.h"

enum { CODE_GRAMMARS = 7 };

struct code_grammar {
    const char *names;                   /* separated by blanks */
    const TSLanguage *(*language)(void); /* NULL: a console (console.h) */
    const char *query, *more;            /* the query is both, one behind the other */
    const char *joint;                   /* between the name of a class and that of a member */
};

/* 0 to CODE_GRAMMARS - 1 */
size_t code_grammar_index(const struct code_grammar *grammar);

#endif
