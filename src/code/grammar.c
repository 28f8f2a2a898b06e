#include "code/grammar.h"

#include <string.h>

#include "base/embed.h"

EMBED(code_c, "code/c.scm");
EMBED(code_cpp, "code/cpp.scm");
EMBED(code_python, "code/python.scm");
EMBED(code_lua, "code/lua.scm");
EMBED(code_bash, "code/bash.scm");
EMBED(code_make, "code/make.scm");

/* tree-sitter's grammars come without a header. */
const TSLanguage *tree_sitter_c(void);
const TSLanguage *tree_sitter_cpp(void);
const TSLanguage *tree_sitter_python(void);
const TSLanguage *tree_sitter_lua(void);
const TSLanguage *tree_sitter_bash(void);
const TSLanguage *tree_sitter_make(void);

static const struct code_grammar grammars[CODE_GRAMMARS] = {
    {"c h", tree_sitter_c, code_c, "", ""},
    {"cpp c++ cc cxx C hpp hh hxx", tree_sitter_cpp, code_c, code_cpp, "::"},
    {"python py python3", tree_sitter_python, code_python, "", "."},
    {"lua", tree_sitter_lua, code_lua, "", ""},
    {"bash sh shell", tree_sitter_bash, code_bash, "", ""},
    {"make makefile Makefile mk", tree_sitter_make, code_make, "", ""},
    {"console", NULL, "", "", ""},
};

static bool has_name(const struct code_grammar *grammar, struct str name)
{
    for (const char *s = grammar->names; *s;) {
        size_t len = strcspn(s, " ");
        if (str_equal(name, (struct str){s, len}))
            return true;
        s += len + (s[len] == ' ');
    }
    return false;
}

const struct code_grammar *code_grammar(struct str name)
{
    for (size_t i = 0; i < CODE_GRAMMARS; i++)
        if (has_name(&grammars[i], name))
            return &grammars[i];
    return NULL;
}

size_t code_grammar_index(const struct code_grammar *grammar)
{
    return (size_t)(grammar - grammars);
}
