/* query: what the nodes of a syntax tree mean, as the .scm file of a grammar says it by the names of
 * its captures:
 *
 *     @comment @keyword @type @string …   how the node looks; what is inside it may look otherwise,
 *                                         and of two patterns for one node the later one counts
 *     @function     the same for the name in the node, to which its fields lead (node_name.h)
 *     @definition   a function, with @name or with a name to which its fields lead
 *     @scope        a class or the like, whose name comes before the names of its functions
 *     @whole        what belongs to a definition that it ends with: template<…>, @decorators
 *     @call         a call
 *     @own          a name that the text gives to something that can be called
 *
 * The predicates that may follow a pattern are (#any-of? @x "word" …), (#ends? @x "word") and
 * (#number? @x), of the text of the node. */
#ifndef CODE_QUERY_H
#define CODE_QUERY_H

#include "code/grammar.h"

/* What a capture's name says: these, or an enum code_class. */
enum {
    CAPTURE_DEFINITION = CODE_PRINTED + 1,
    CAPTURE_NAME,
    CAPTURE_SCOPE,
    CAPTURE_WHOLE,
    CAPTURE_CALL,
    CAPTURE_OWN,
};

struct query {
    TSQuery *ts;
    int *kinds; /* what each capture's name says */
};

/* Compiles the grammar's query, which takes 1 ms (C) to 12 ms (C++). A mistake in it is ours. */
struct query query_new(const struct code_grammar *grammar);
void query_release(struct query *query); /* one of all zero too */

/* Whether the predicates of the match's pattern hold. */
bool query_holds(const struct query *query, const TSQueryMatch *match, struct str text);

#endif
