/* glossary: the terms that the course explains: the Markdown file that course.lua names with
 * `glossary =`. It is read like a chapter, but holds no programs. Each heading of level 2 is a term,
 * other forms of it behind commas: "## data race, data races {#data-race}". What follows is its text,
 * the first paragraph of that its definition. In chapters, a link without address `[data races]()` is
 * a term. */
#ifndef COURSE_GLOSSARY_H
#define COURSE_GLOSSARY_H

#include "course/chapter.h"

struct term {
    const struct heading *heading; /* its title is the term */
    size_t text, end;              /* what is below its heading: nodes of the chapter's doc */
    size_t definition;             /* the paragraph; 0: it has none, which is a problem */
};

struct glossary {
    struct chapter *chapter; /* maybe unusable */
    struct term *terms;      /* by title */
    size_t count;
    struct names forms; /* of all terms, folded: index in terms */
    const char **names; /* all forms as they are written, for "did you mean" */
    size_t name_count;
};

/* Find the terms of the chapter. What is wrong with them, and what a glossary can't hold, goes to
 * `problems`. Lives in `a`. */
struct glossary *glossary_new(struct chapter *chapter, struct arena *a, struct problems *problems);

/* The term that has this form, whatever the case of its letters; NULL when there is none. */
const struct term *glossary_find(const struct glossary *glossary, struct str form);

#endif
