#include "course/names.h"
#include "test.h"

static void names_are_found_with_their_numbers(void)
{
    struct arena a = {0};
    struct names names = {0};
    CHECK(names_find(&names, "x") == NULL);
    for (size_t i = 0; i < 5000; i++)
        names_add(&names, &a, arena_printf(&a, "name-%zu", i), i);
    CHECK_INT(names.count, 5000);
    for (size_t i = 0; i < 5000; i += 7) {
        size_t *found = names_find(&names, arena_printf(&a, "name-%zu", i));
        CHECK(found && *found == i);
    }
    CHECK(names_find(&names, "name-5000") == NULL);
    CHECK(names_find(&names, "") == NULL);
    *names_find(&names, "name-3") = 33;
    CHECK_INT(*names_find(&names, "name-3"), 33);
    arena_release(&a);
}

int main(void)
{
    RUN(names_are_found_with_their_numbers);
    return test_summary();
}
