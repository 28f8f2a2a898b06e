/* Regular expressions of authors, on PCRE2, against what programs print. */
#include "fuzz.h"

#include "run/regex.h"

FUZZ(input)
{
    struct arena a = {0};
    struct err err = {0};
    struct str pattern = fuzz_part(&input), line;
    struct regex *regex = regex_new(&a, pattern, NULL, &err);
    FUZZ_CHECK((regex != NULL) == (err.message[0] == '\0'));
    while (regex && str_line(&input, &line)) {
        bool first = regex_matches(regex, line);
        FUZZ_CHECK(!first || !regex_gave_up(regex));
        FUZZ_CHECK(regex_matches(regex, line) == first);
    }
    arena_release(&a);
}
