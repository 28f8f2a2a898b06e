/* facts: what is known about each sample and claim after a build, in few words that can be compared. */
#ifndef SITE_FACTS_H
#define SITE_FACTS_H

#include "course/names.h"
#include "run/result.h"

/* One thing that is known about a subject. */
struct fact {
    const char *subject; /* "lost", "lost (threads=4)", or a chapter */
    const char *what;    /* as in struct change */
    const char *value;   /* for comparing; of a time "LOW HIGH MACHINE", in seconds */
    const char *shown;   /* for people */
};

/* All facts of one build. */
struct facts {
    struct arena *arena;
    struct fact *items;
    size_t count;
    struct names index; /* "SUBJECT\tWHAT" */
    struct names subjects;
    const char *at;
};

/* The fact of that subject and kind; NULL when there is none. */
const struct fact *facts_find(const struct facts *facts, const struct fact *like);
/* Add a fact; what it points to must live as long. Of two with one subject and kind, as two claims with
 * one text in a chapter, the first counts. */
void facts_add(struct facts *facts, struct fact fact);
/* Add all facts of these results. Texts live in facts->arena. */
void facts_gather(const struct results *results, struct facts *facts);

#endif
