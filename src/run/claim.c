#include "run/claim.h"

#include <ctype.h>
#include <string.h>

/* What lies at the top level of a claim. */
struct finding {
    const char *op, *at; /* the comparison; NULL: none yet */
    size_t op_len;       /* as it is written */
    bool twice, assigns, lists, connects;
};

/* The operators that are made of these characters, longest first; a NULL name is no comparison. */
static const struct {
    const char *written, *name;
} operators[] = {
    {"<<", NULL}, {">>", NULL}, {"<=", "<="}, {">=", ">="}, {"==", "=="},
    {"~=", "~="}, {"!=", "~="}, {"//", NULL}, {"<", "<"},   {">", ">"},
};

static bool is_word(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

/* Behind a string in quotes that begins at p. */
static const char *skip_quoted(const char *p, const char *end)
{
    char quote = *p++;
    while (p < end && *p != quote)
        p += *p == '\\' && p + 1 < end ? 2 : 1;
    return p < end ? p + 1 : end;
}

/* Behind a string in long brackets ("[[…]]", "[==[…]==]") that begins at p; p when none does. */
static const char *skip_long(const char *p, const char *end)
{
    size_t level = 0;
    while (p + 1 + level < end && p[1 + level] == '=')
        level++;
    if (p + 1 + level >= end || p[1 + level] != '[')
        return p;
    for (const char *q = p + 2 + level; q + level + 1 < end; q++)
        if (*q == ']' && q[level + 1] == ']' && memcmp(q + 1, p + 1, level) == 0)
            return q + level + 2;
    return end;
}

static const char *skip_word(const char *p, const char *end, struct finding *found)
{
    const char *start = p;
    while (p < end && is_word(*p))
        p++;
    struct str word = {start, (size_t)(p - start)};
    found->connects |= str_is(word, "and") || str_is(word, "or");
    return p;
}

/* Behind the operator or other character at p, which is at the top level. */
static const char *skip_sign(const char *p, const char *end, struct finding *found)
{
    struct str rest = {p, (size_t)(end - p)};
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++) {
        if (!str_starts(rest, operators[i].written))
            continue;
        size_t len = strlen(operators[i].written);
        if (operators[i].name) {
            found->twice |= found->op != NULL;
            found->op = operators[i].name;
            found->at = p;
            found->op_len = len;
        }
        return p + len;
    }
    found->assigns |= *p == '=';
    found->lists |= *p == ',' || *p == ';';
    return p + 1;
}

/* Look through the text; returns where it ends, which is before a comment. */
static const char *scan(struct str text, struct finding *found)
{
    const char *p = text.data, *end = p + text.len;
    int depth = 0;
    while (p < end) {
        const char *behind = *p == '[' ? skip_long(p, end) : p;
        if (behind > p)
            p = behind;
        else if (*p == '"' || *p == '\'')
            p = skip_quoted(p, end);
        else if (*p == '-' && p + 1 < end && p[1] == '-')
            break;
        else if (memchr("([{", *p, 3))
            depth++, p++;
        else if (memchr(")]}", *p, 3))
            depth--, p++;
        else if (depth > 0)
            p++;
        else
            p = is_word(*p) ? skip_word(p, end, found) : skip_sign(p, end, found);
    }
    return p;
}

static bool check(const struct finding *found, const struct claim_sides *sides, struct err *err)
{
    if (found->twice)
        return err_set(err, "there are two comparisons: write a line for each");
    if (found->assigns)
        return err_set(err, "a single \"=\" compares nothing: write \"==\"");
    if (found->lists)
        return err_set(err, "a claim is one expression, or a comparison of two");
    if (found->op && found->connects)
        return err_set(err, "\"and\" and \"or\" don't go with a comparison: write a line for each "
                            "claim, or put what belongs together into parentheses");
    if (sides->left.len == 0)
        return found->op ? err_set(err, "there is nothing to the left of \"%s\"", found->op)
                         : err_set(err, "there is no expression");
    if (found->op && sides->right.len == 0)
        return err_set(err, "there is nothing to the right of \"%s\"", found->op);
    return true;
}

bool claim_split(struct str text, struct claim_sides *sides, struct err *err)
{
    struct finding found = {0};
    const char *end = scan(text, &found);
    *sides = (struct claim_sides){.op = found.op};
    if (found.op) {
        const char *right = found.at + found.op_len;
        sides->left = str_trim((struct str){text.data, (size_t)(found.at - text.data)});
        sides->right = str_trim((struct str){right, (size_t)(end - right)});
    } else {
        sides->left = str_trim((struct str){text.data, (size_t)(end - text.data)});
    }
    return check(&found, sides, err);
}

/* From the table of claim.lua on the top of the stack. */
static void take_result(lua_State *L, struct arena *a, struct claim_result *result)
{
    const char *verdict = expression_text(L, "verdict", a);
    *result = (struct claim_result){.is_known = true,
                                    .verdict = CLAIM_UNSETTLED,
                                    .reason = expression_text(L, "reason", a),
                                    .left = expression_text(L, "left", a),
                                    .right = expression_text(L, "right", a)};
    for (enum claim_verdict v = CLAIM_HOLDS; v <= CLAIM_UNSETTLED; v++)
        if (strcmp(verdict, claim_verdict_name(v)) == 0)
            result->verdict = v;
}

bool claim_compute(struct expression *e, const struct claim *claim, struct arena *a,
                   struct claim_result *result, struct err *err)
{
    lua_State *L = e->box.L;
    struct claim_sides sides;
    if (!claim_split(str_of(claim->text), &sides, err) || !expression_push(e, SCRIPT_CLAIM, err) ||
        !expression_load(e, sides.left, "claim", err))
        return false;
    lua_pushstring(L, sides.op);
    if (!sides.op)
        lua_pushnil(L);
    else if (!expression_load(e, sides.right, "claim", err))
        return false;
    lua_pushinteger(L, claim->cores);
    if (!expression_call(e, 4, err))
        return false;
    take_result(L, a, result);
    return true;
}
