/* formulas: a course's formulas as MathML. KaTeX makes them, in one process of Node for all that the
 * store does not have; that runs in a box as compilers do, so it sees no file of this machine that
 * programs of the course don't, and no network, and ends in time. */
#ifndef RUN_FORMULAS_H
#define RUN_FORMULAS_H

#include "course/names.h"
#include "run/result.h"
#include "run/sandbox.h"
#include "run/store.h"

struct formula_job;

struct formulas {
    struct results *results;
    struct store *store;
    const char *script, *katex; /* files: formulas.mjs, katex.mjs */
    struct formula_job *jobs;   /* each different formula, in the order of the text */
    size_t count;
    struct names by_question; /* of the jobs */
    size_t open;              /* of those that the store does not have */
    size_t made;
};

/* List the formulas of results->course and look them up. Everything lives in results->arena. When
 * values_compute has made room for results->chapters. Errors: a file of the installation can't be
 * read. A course without formulas reads none. */
bool formulas_look_up(struct formulas *f, struct results *results, struct store *store,
                      const char *script, const char *katex, struct err *err);

/* Make those that are open, and keep them. `dir`: as box_open. A formula that is no TeX, and Node
 * missing or failing, are problems of the results, and nothing is kept of them. Errors: the disk failed;
 * interrupted. */
bool formulas_make(struct formulas *f, const struct sandbox *sandbox, const char *dir,
                   struct err *err);

/* Put what there is into results->chapters, and a problem for each formula that is wrong. */
void formulas_settle(struct formulas *f);

#endif
