/* The YAML at the start of a chapter, on libyaml. */
#include "fuzz.h"

#include "course/frontmatter.h"
#include "course/text.h"

static const char *meta_of(const struct chapter *c, const char *name)
{
    const char *value = "";
    for (size_t i = 0; i < c->meta_count; i++)
        if (strcmp(c->meta[i].name, name) == 0)
            value = c->meta[i].value;
    return value;
}

static void check_names_differ(const struct chapter *c)
{
    for (size_t i = 0; i < c->meta_count; i++)
        for (size_t k = 0; k < i; k++)
            FUZZ_CHECK(strcmp(c->meta[i].name, c->meta[k].name) != 0);
}

FUZZ(input)
{
    struct arena a = {0};
    struct chapter c = {.file = "content/one.md", .title = "", .description = ""};
    struct str clean = text_clean(input, c.file, &a, &c.problems, &a), body;
    int lines = frontmatter_read(clean, &a, &c, &body);
    FUZZ_CHECK(body.data + body.len == clean.data + clean.len);
    int passed = 0;
    for (const char *p = clean.data; p < body.data; p++)
        passed += *p == '\n';
    FUZZ_CHECK(passed == lines || (passed == lines - 1 && body.len == 0));
    FUZZ_CHECK(lines > 0 || c.meta_count == 0);
    check_names_differ(&c);
    FUZZ_CHECK(strcmp(c.title, meta_of(&c, "title")) == 0);
    FUZZ_CHECK(strcmp(c.description, meta_of(&c, "description")) == 0);
    for (const struct problem *p = c.problems.first; p; p = p->next)
        FUZZ_CHECK(p->line >= 1 && p->column >= 0);
    arena_release(&a);
}
