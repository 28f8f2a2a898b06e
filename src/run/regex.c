/* What is compiled is the arena's: PCRE2 asks for memory through a general context, and nothing is
 * freed. What a match needs is freed at its end: thousands of lines may need megabytes each. */
#include "run/regex.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "base/clock.h"

enum {
    MAX_PATTERN = 1000,  /* bytes */
    MAX_STEPS = 100000,  /* calls of PCRE2's match() for one line: some milliseconds */
    MAX_HEAP_KIB = 4096, /* for one match */
};

struct regex {
    pcre2_code *code;
    pcre2_match_context *limits;
    int64_t *left_ns; /* NULL: no limit */
    bool gave_up;
};

static void *allocate(size_t size, void *arena)
{
    return arena_alloc(arena, 1, size);
}

static void keep(void *memory, void *arena)
{
    (void)memory;
    (void)arena;
}

static bool set_compile_err(struct err *err, int code, size_t at)
{
    PCRE2_UCHAR why[256];
    pcre2_get_error_message(code, why, sizeof why);
    return err_set(err, "wrong regular expression, at character %zu: %s", at + 1, (char *)why);
}

struct regex *regex_new(struct arena *a, struct str pattern, int64_t *left_ns, struct err *err)
{
    struct regex *regex = ARENA_NEW(a, struct regex);
    regex->left_ns = left_ns;
    pcre2_general_context *memory = pcre2_general_context_create(allocate, keep, a);
    pcre2_compile_context *how = pcre2_compile_context_create(memory);
    pcre2_set_max_pattern_length(how, MAX_PATTERN);
    int error;
    size_t at;
    uint32_t options = PCRE2_UTF | PCRE2_MATCH_INVALID_UTF | PCRE2_ANCHORED | PCRE2_ENDANCHORED |
                       PCRE2_DOTALL | PCRE2_NEVER_BACKSLASH_C;
    regex->code = pcre2_compile((PCRE2_SPTR)pattern.data, pattern.len, options, &error, &at, how);
    if (!regex->code) {
        set_compile_err(err, error, at);
        return NULL;
    }
    regex->limits = pcre2_match_context_create(memory);
    pcre2_set_match_limit(regex->limits, MAX_STEPS);
    pcre2_set_heap_limit(regex->limits, MAX_HEAP_KIB);
    return regex;
}

bool regex_matches(struct regex *regex, struct str line)
{
    if (regex->left_ns && *regex->left_ns <= 0)
        regex->gave_up = true;
    if (regex->gave_up)
        return false;
    int64_t begin = clock_ns();
    pcre2_match_data *match = pcre2_match_data_create(1, NULL);
    int rc = pcre2_match(regex->code, (PCRE2_SPTR)line.data, line.len, 0, 0, match, regex->limits);
    pcre2_match_data_free(match);
    if (regex->left_ns)
        *regex->left_ns -= clock_ns() - begin;
    regex->gave_up = rc < 0 && rc != PCRE2_ERROR_NOMATCH;
    return rc >= 0;
}

bool regex_gave_up(const struct regex *regex)
{
    return regex->gave_up;
}
