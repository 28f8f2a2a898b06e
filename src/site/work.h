/* work: what every command that works on a course does first, and holds while it goes on: the store
 * (locked: one at a time), the course, the results of its samples. */
#ifndef SITE_WORK_H
#define SITE_WORK_H

#include "site/build.h"
#include "site/installation.h"

struct work {
    const struct site_options *options;
    const struct launcher *launcher;
    struct report *report;
    struct installation installation;
    int jobs;
    int64_t started_ns;
    struct arena arena;
    struct problems warnings; /* about the store: not the course's fault, in no page */
    struct problems problems; /* all of them, after work_report */
    struct store *store;
    struct course course;
    struct sandbox sandbox; /* chosen by work_do */
    bool sandbox_tried;     /* it was opened: something can be run in it */
    const char *only;       /* the stem of options->chapter; NULL: all chapters */
    struct results results;
    struct build_counts counts;
    size_t unsettled; /* claims */
};

/* Whether there is a course in options->dir, and its store, locked. work_end must be called whatever
 * this says. Errors: no course, the store can't be used, interrupted. */
bool work_begin(struct work *w, const struct site_options *options, const struct launcher *launcher,
                struct report *report, struct err *err);

/* Read the course, and find options->chapter and options->rerun in it. */
bool work_read(struct work *w, struct err *err);
/* The stem of the chapter that the person means by its stem or its file, after work_read; NULL after
 * filling *err. */
const char *work_chapter(struct work *w, const char *name, struct err *err);
/* The sample of that id, after work_read; NULL after filling *err. */
const struct sample *work_sample(struct work *w, const char *id, struct err *err);
/* Choose a sandbox and say which, bring the samples to their results, and compute the values. */
bool work_do(struct work *w, struct err *err);
/* Make the formulas of the course, after work_do: for what makes pages. Errors: as work_do. */
bool work_make_formulas(struct work *w, struct err *err);
/* Open w->sandbox, unless it is, for other tools than compilers: frozen results, and courses without
 * programs, have needed none so far. Errors: as sandbox_open. */
bool work_open_sandbox(struct work *w, struct err *err);
void work_end(struct work *w);

/* Print all problems; the lists of the course and its results are empty afterwards. Pages and
 * results.json, which show these lists, come before. */
void work_report(struct work *w);

/* What a failure means, told to the person: SITE_INTERRUPTED after a signal; SITE_PROBLEMS when the
 * error has a place in the course; SITE_FAILED. `result` says what did not come to be: "site not
 * written". */
enum site_status work_failed(struct work *w, const struct err *err, const char *result);

#endif
