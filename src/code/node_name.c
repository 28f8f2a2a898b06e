#include "code/node_name.h"

#include <string.h>

/* Nothing that a person writes is deeper; without an end, f()()()… would take quadratic time. */
enum { DEPTH = 32 };

static TSNode field(TSNode node, const char *name)
{
    return ts_node_child_by_field_name(node, name, (uint32_t)strlen(name));
}

/* What is declared in it, without what may stand around: (*name(…))[3], &name. */
static TSNode inner_declarator(TSNode node)
{
    const char *type = ts_node_type(node);
    bool has_no_field =
        strcmp(type, "parenthesized_declarator") == 0 || strcmp(type, "reference_declarator") == 0;
    return has_no_field ? ts_node_named_child(node, 0) : field(node, "declarator");
}

static TSNode declared(TSNode node)
{
    for (int i = 0; i < DEPTH; i++) {
        TSNode next = inner_declarator(node);
        /* what `operator bool()` converts to stands in a declarator without a name */
        if (ts_node_is_null(next) || strncmp(ts_node_type(next), "abstract_", 9) == 0)
            break;
        node = next;
    }
    return node;
}

TSNode node_defined_name(TSNode definition)
{
    TSNode name = declared(definition);
    return ts_node_eq(name, definition) ? field(definition, "name") : name;
}

TSNode node_last_name(TSNode node)
{
    static const char *const fields[] = {"name", "field", "attribute", "method"};
    TSNode called = field(node, "function");
    node = ts_node_is_null(called) ? declared(node) : called;
    for (int i = 0; i < DEPTH; i++) {
        TSNode next = {0};
        for (size_t k = 0; k < sizeof fields / sizeof *fields && ts_node_is_null(next); k++)
            next = field(node, fields[k]);
        if (ts_node_is_null(next))
            break;
        node = next;
    }
    return node;
}
