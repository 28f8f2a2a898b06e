/* node_name: the names that stand in nodes of a syntax tree. */
#ifndef CODE_NODE_NAME_H
#define CODE_NODE_NAME_H

#include <tree_sitter/api.h>

/* The name that a definition gives, whole: of `static char *queue::pop(void) {…}` it is queue::pop.
 * A null node: it has none. */
TSNode node_defined_name(TSNode definition);

/* The last name to which the fields of a call, declarator or definition lead: of `a.b->push(x)` it is
 * push. The node itself when it has no such field. */
TSNode node_last_name(TSNode node);

#endif
